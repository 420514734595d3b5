import { dependenciesOf } from '../../expression/dependencies.ts';
import { evaluatorOf } from '../../expression/evaluate.ts';
import type { Type } from '../../expression/type.ts';
import { isText } from '../../expression/types.ts';
import type { RecordValue, Value } from '../../expression/value.ts';
import { expressionType } from '../../model/expression-type.ts';
import type { Entity, Model } from '../../model/model.ts';
import type { ParameterValue } from '../../model/parameter-value.ts';
import type { Actor, Attributes } from '../../policy/decision.ts';
import { decisionTables } from '../../rules/decision-tables.ts';
import { createRunFacts, factsFor, type RunFacts } from '../../rules/run-facts.ts';
import { decodeValue } from '../../rules/values.ts';
import type { World } from '../decider/possible.ts';
import { fieldsAlong, own, targetName } from './lookups.ts';
import { formerName, isFormer, repeats, type Side, withoutMark } from './settle.ts';

/** A person and a record as one of the two models sees them. */
export type CaseFacts = {
  readonly actor: Actor;
  readonly run: RunFacts;
  /** The record, and as it was before where both are spoken of. */
  readonly record: RecordValue;
  readonly old: RecordValue | null;
  readonly input: Readonly<Record<string, Value>>;
};

/** Types of the paths that a world speaks of, by dotted name. */
export type PathTypes = ReadonlyMap<string, Type>;

/** Who holds just the one role; conditions may ask for more of them by name. */
export function personOf(model: Model, role: string, world: World): Actor {
  const named = world.get('user.roles');
  const others = Array.isArray(named) ? (named as readonly string[]) : [];
  const attributes = Object.fromEntries(
    Object.keys(model.workspace.userAttributes).flatMap((name) => {
      const value = world.get(`user.${name}`);
      return value === undefined ? [] : [[name, value]];
    }),
  ) as Attributes;
  return {
    kind: 'person',
    id: textAt(world, 'user.id') ?? 'somebody',
    name: textAt(world, 'user.name') ?? 'Somebody',
    roles: [...new Set([role, ...others])],
    holdings: [{ role, scope: null }],
    attributes,
  };
}

const textAt = (world: World, name: string): string | null => {
  const value = world.get(name);
  return typeof value === 'string' ? value : null;
};

/** The facts of a world for one side; values that the model derives from others are derived by its own formulas. */
export function caseFacts(
  model: Model,
  side: Side,
  entity: Entity,
  role: string,
  world: World,
  types: PathTypes,
): CaseFacts {
  const actor = personOf(model, role, world);
  const params: Record<string, ParameterValue> = {};
  for (const name of Object.keys(model.parameters)) {
    const value = world.get(`params.${name}`);
    if (value !== undefined && value !== null) params[name] = value as ParameterValue;
  }
  const today = textAt(world, 'today');
  const now = new Date(textAt(world, 'now') ?? `${today ?? '2000-01-01'}T12:00:00.000Z`);
  const known = createRunFacts(model, actor, params, now);
  const run = today === null ? known : { ...known, today };
  const given = namesUnder(world, 'input').map(([name, wire]): [string, Value] => [
    name,
    decode(model, types.get(`input.${name}`) ?? { is: 'null' }, wire),
  ]);
  const record = recordOf(model, world, 'record', side, types);
  const old = recordOf(model, world, 'old', side, types);
  for (const one of [record, old]) if (one !== null) derive(model, entity, one, run, new Set());
  return { actor, run, record: record ?? { id: 'record' }, old, input: Object.fromEntries(given) };
}

function namesUnder(world: World, root: string): readonly (readonly [string, unknown])[] {
  return [...world].flatMap(([name, wire]) =>
    name.startsWith(`${root}.`) ? [[name.slice(root.length + 1), wire] as const] : [],
  );
}

type Growing = { id: string; [field: string]: Value };

/** The record whose values the world tells; null where it tells none. */
function recordOf(model: Model, world: World, root: string, side: Side, types: PathTypes): Growing | null {
  const names = namesUnder(world, root).filter(([name]) => isOf(side, world, `${root}.${name}`));
  if (names.length === 0 && !world.has(root)) return null;
  const record: Growing = { id: textAt(world, root) ?? textAt(world, `${root}.id`) ?? root };
  const shortFirst = names.toSorted(([a], [b]) => a.split('.').length - b.split('.').length);
  for (const [name, wire] of shortFirst) {
    const type = types.get(`${root}.${name}`) ?? { is: 'null' };
    put(record, withoutMark(name).split('.'), decode(model, type, wire), name);
  }
  return record;
}

/** Records of a list come with their fields. A text of no characters is one: the database may hold it. */
function decode(model: Model, type: Type, wire: unknown): Value {
  if (wire === '' && isText(type)) return '';
  if (type.is !== 'list' || type.of.is !== 'record' || !Array.isArray(wire)) return decodeValue(type, wire);
  const { entity } = type.of;
  return wire.map((row: unknown): RecordValue => {
    if (typeof row !== 'object' || row === null) return { id: String(row) };
    const record: Growing = { id: 'id' in row ? String(row.id) : 'item' };
    for (const [name, value] of Object.entries(row)) {
      const steps = name.split('.');
      const field = fieldsAlong(model, entity, steps)[steps.length - 1]?.field;
      const known = field === undefined ? null : expressionType(field);
      if (known !== null) put(record, steps, decode(model, known.type, value), name);
    }
    return record;
  });
}

/** What has another meaning in the head has a name of its own in the base. */
function isOf(side: Side, world: World, name: string): boolean {
  return side === 'base' ? isFormer(name) || !world.has(formerName(name)) : !isFormer(name);
}

function put(record: Growing, steps: readonly string[], value: Value, name: string): void {
  const [first = '', ...rest] = steps;
  if (rest.length === 0) {
    record[first] = value;
    return;
  }
  const there = record[first];
  if (there === null) return;
  const inner: Growing = there === undefined ? { id: `one of ${name}` } : { ...(there as Growing) };
  record[first] = inner;
  put(inner, rest, value, name);
}

/**
 * Fields with formulas: those that repeat another field always, others as soon as everything that they read is told. So a
 * world that contradicts a formula comes out other than it was claimed.
 */
function derive(
  model: Model,
  entity: Entity,
  record: Growing,
  run: RunFacts,
  around: ReadonlySet<string>,
): void {
  for (const field of Object.values(entity.fields)) {
    const target = own(model.entities, targetName(field) ?? '');
    const inner = record[field.name];
    if (target !== undefined && isRecord(inner) && !around.has(`${entity.name}.${field.name}`))
      derive(model, target, inner, run, new Set(around).add(`${entity.name}.${field.name}`));
  }
  // A formula may read another one; as many rounds as there are formulas settle all of them.
  const formulas = Object.values(entity.fields).flatMap(({ name, computed }) =>
    computed?.is === 'formula' ? [{ name, computed }] : [],
  );
  for (let round = 0; round < formulas.length; round += 1) {
    let changed = false;
    for (const { name, computed } of formulas) {
      const { tree } = computed.expression;
      const isTold = dependenciesOf(tree).every(
        ({ root, steps, rows }) => rows === null && (root !== 'record' || tells(record, steps)),
      );
      if (!isTold && repeats(own(entity.fields, name)) === null) continue;
      if (!isTold && Object.hasOwn(record, name)) continue;
      const value = evaluatorOf(tree, decisionTables(model))(factsFor(run, record, null));
      if (Object.hasOwn(record, name) && same(record[name] ?? null, value)) continue;
      record[name] = value;
      changed = true;
    }
    if (!changed) return;
  }
}

const same = (a: Value, b: Value): boolean => text(a) === text(b);
const text = (value: Value): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));

function tells(record: RecordValue, steps: readonly string[]): boolean {
  const [first = '', ...rest] = steps;
  if (!Object.hasOwn(record, first)) return false;
  const inner = record[first] ?? null;
  return rest.length === 0 || inner === null || (isRecord(inner) && tells(inner, rest));
}

const isRecord = (value: Value | undefined): value is RecordValue =>
  typeof value === 'object' && value !== null && 'id' in value;
