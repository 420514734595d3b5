import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type MapNode, type Node, type ScalarNode } from '../definition/node.ts';
import { withArticle } from '../definition/shape/shape.ts';
import type { Given } from '../model/example.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field } from '../model/field.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import { entriesOf, type DraftEntity } from './draft.ts';
import { hintFor, parseValue, readDuration } from './parse-value.ts';
import type { RuleScope } from './rule-scope.ts';

/** `given` is the record before, `with` what is asked for, `expect` what comes of it: only that may name computed fields. */
export type GivenCheck = { readonly scope: RuleScope; readonly use: 'given' | 'with' | 'expect' };

/** Values of fields as written; reports fields that there are not, and values that no field of the type has. */
export function readGiven(
  of: GivenCheck,
  entity: DraftEntity,
  map: MapNode,
): Readonly<Record<string, Given>> {
  const given: Record<string, Given> = {};
  for (const { key, value } of entriesOf(of.scope.draft.check, map)) {
    const field = findGiven(of, entity, key);
    if (field === null) continue;
    const read = readField(of, field, value);
    if (read !== undefined) given[key.text] = read;
  }
  return given;
}

function refuse(
  { scope }: GivenCheck,
  code: 'example/field' | 'example/value',
  node: Node,
  message: string,
  hint: string,
): void {
  scope.draft.report.add({ code, span: spanOf(node), message, hint });
}

function findGiven(of: GivenCheck, entity: DraftEntity, key: ScalarNode): Field | null {
  const own = entity.fields.get(key.text);
  const system =
    of.use === 'expect' && Object.hasOwn(SYSTEM_FIELDS, key.text) ? SYSTEM_FIELDS[key.text] : undefined;
  const field = own === undefined ? system : own.field;
  if (field === undefined) {
    if (entity.complete && !of.scope.draft.check.meant.has(`field ${key.text}`))
      refuse(
        of,
        'example/field',
        key,
        `\`${entity.name}\` has no field \`${excerpt(key.text)}\`.`,
        suggest(key.text, [...entity.fields.keys()], 'add the field, or correct the name'),
      );
    return null;
  }
  const written =
    of.use === 'expect' || (field !== null && field.computed === null && field.type !== 'sequence');
  if (field === null || written) return field;
  refuse(
    of,
    'example/field',
    key,
    `\`${field.name}\` ${field.computed === null ? 'is given by the server' : 'gets its value from other fields'}, so an example cannot set it.`,
    field.computed === null ? 'remove it' : 'give the fields that it comes from',
  );
  return null;
}

/** Undefined where it was reported. */
function readField(of: GivenCheck, field: Field, node: Node): Given | undefined {
  if (node.kind === 'broken' || node.kind === 'empty' || of.scope.draft.check.bad.has(node)) return undefined;
  if (node.kind === 'scalar' && node.text === 'null' && node.style === 'plain') return null;
  if (field.type === 'reference')
    return node.kind === 'map' ? readTarget(of, field.to, node) : wrong(of, field, node);
  if (field.type === 'references' || field.type === 'children') {
    const target = field.type === 'children' ? field.of : field.to;
    if (node.kind !== 'list') return wrong(of, field, node);
    return node.items.flatMap((item) => (item.kind === 'map' ? [readTarget(of, target, item)] : []));
  }
  if (field.type === 'choices' || field.type === 'tags') {
    if (node.kind !== 'list') return wrong(of, field, node);
    return node.items.flatMap((item) => {
      const read = item.kind === 'scalar' ? readSingle(of, field, item) : undefined;
      return read === undefined ? [] : [read];
    });
  }
  return node.kind === 'scalar' ? readSingle(of, field, node) : wrong(of, field, node);
}

function readTarget({ scope, use }: GivenCheck, target: string, map: MapNode): Given {
  const entity = scope.draft.entities.get(target);
  // Records around the one that the example is about are there before it, whatever is asked of it.
  return entity === undefined ? {} : readGiven({ scope, use: use === 'expect' ? use : 'given' }, entity, map);
}

function readSingle(of: GivenCheck, field: Field, node: ScalarNode): Given | undefined {
  if (field.type === 'user' || field.type === 'json' || field.type === 'sequence') return node.text;
  if ('options' in field && field.options.length === 0) return undefined;
  const text = FIELD_TYPES[field.type].operators.length === 0;
  const parsed = text
    ? { ok: true as const, value: node.text }
    : parseValue(of.scope.draft.check, field, node);
  if (parsed.ok) return field.type === 'duration' ? isoText(of, node) : node.text;
  refuse(
    of,
    'example/value',
    node,
    `\`${excerpt(node.text)}\` is no value of \`${field.name}\`, which takes ${parsed.expected}.`,
    hintFor(parsed),
  );
  return undefined;
}

/** Examples keep durations in ISO 8601, in whatever language they are written. */
export function isoText(of: GivenCheck, node: ScalarNode): string {
  const read = readDuration(of.scope.draft.check, node);
  return read.ok ? read.value : node.text;
}

function wrong(of: GivenCheck, field: Field, node: Node): undefined {
  const form =
    field.type === 'reference'
      ? 'a map of the fields of the other record'
      : field.type === 'children' || field.type === 'references'
        ? 'a list of records, each a map of its fields'
        : 'choices' === field.type || 'tags' === field.type
          ? 'a list of values'
          : 'one value';
  refuse(
    of,
    'example/value',
    node,
    `\`${field.name}\` is ${withArticle(field.type)} field, which takes ${form}.`,
    `write ${form}`,
  );
  return undefined;
}
