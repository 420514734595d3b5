import type { Given } from '../../runtime/model/example.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { hasDefault } from '../../runtime/validate/defaults.ts';
import {
  givenValue,
  isMap,
  listOf,
  madeUp,
  referredIds,
  targetOf,
  type ExampleWorld,
  type GivenValues,
} from './example-records.ts';

/** The body of a request with the given values; records that it names are made for it. */
export async function bodyOf(
  world: ExampleWorld,
  fields: Readonly<Record<string, Field>>,
  given: GivenValues,
): Promise<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field !== undefined) body[name] = await sentValue(world, field, value);
  }
  return body;
}

async function sentValue(world: ExampleWorld, field: Field, given: Given): Promise<unknown> {
  if (field.type === 'references') return await referredIds(world, field, given, 0);
  if (field.type !== 'children') return await givenValue(world, field, given, 0);
  const lines: unknown[] = [];
  const { fields } = targetOf(world, field.of);
  for (const line of listOf(given)) {
    const parts = isMap(line) ? line : {};
    const required = Object.values(fields).filter(({ name }) => name !== field.by);
    lines.push(
      await fillRequired(world, targetOf(world, field.of), await bodyOf(world, fields, parts), required),
    );
  }
  return lines;
}

/** The body with made-up values for those of the fields that are required, have no default and are not in it. */
export async function fillRequired(
  world: ExampleWorld,
  entity: Entity,
  body: Record<string, unknown>,
  fields: readonly Field[],
): Promise<Record<string, unknown>> {
  for (const field of fields) {
    const isLeft =
      field.required &&
      field.computed === null &&
      !Object.hasOwn(body, field.name) &&
      !hasDefault(field) &&
      !['sequence', 'children', 'references'].includes(field.type) &&
      field.name !== entity.lifecycle?.field;
    if (isLeft) body[field.name] = await madeUp(world, entity, field, 0);
  }
  return body;
}
