import { evaluatorOf } from '../../../runtime/expression/evaluate.ts';
import type { Type } from '../../../runtime/expression/type.ts';
import type { Facts, RecordValue, Value } from '../../../runtime/expression/value.ts';
import { encodeValue } from '../../../runtime/rules/encode-value.ts';
import { decodeValue } from '../../../runtime/rules/values.ts';
import type { FormRulesJson } from '../../../runtime/wire/rules.ts';
import type { Values } from '../state/form-store.ts';
import { isBlankLine, linesOf } from '../state/record-values.ts';
import { isUnread } from '../values/unread.ts';
import { rollUp } from './roll-up.ts';
import type { RelatedRecords } from './related-records.ts';
import type { RuleLevel } from './rule-reads.ts';

/** A line as rules see it, with its place in the form, in which blank lines count. */
export type LiveRow = { readonly index: number; readonly record: RecordValue };

/** A record as rules see it, made from the values of a form. */
export type LiveRecord = {
  readonly record: RecordValue;
  readonly rows: ReadonlyMap<string, readonly LiveRow[]>;
  /** References whose records are still on their way or may not be read: `customer`, `lines.product`. */
  readonly missing: ReadonlySet<string>;
};

export type LiveParts = {
  readonly top: RuleLevel;
  readonly lines: ReadonlyMap<string, RuleLevel>;
  readonly related: RelatedRecords;
  readonly around: Omit<Facts, 'record' | 'old' | 'input'>;
};

/**
 * Makes the record of the given values. `isTyped` says which fields the form holds; the others are taken from `rest`, the
 * record as it was read or as it will start. Computed fields with a rule here are computed when they are asked for.
 */
export function liveRecord(
  parts: LiveParts,
  values: Values,
  isTyped: (name: string) => boolean,
  rest: Values,
): LiveRecord {
  const missing = new Set<string>();
  const rows = new Map<string, readonly LiveRow[]>();
  const { top, lines } = parts;
  const from = (name: string): unknown => (isTyped(name) ? values[name] : rest[name]);
  const record = bareRecord(rest['id']);
  for (const [name, type] of Object.entries(top.rules.types))
    define(parts, top, record, name, type, from(name), missing);
  for (const [name, level] of lines) {
    const made = linesOf(from(name)).flatMap((line, index) =>
      isBlankLine(line) ? [] : [{ index, record: liveLine(parts, level, line, record, missing) }],
    );
    rows.set(name, made);
    record[name] = made.map((row) => row.record);
  }
  return { record, rows, missing };
}

type Draft = Record<string, Value> & { readonly id: string };

const bareRecord = (id: unknown): Draft => ({ id: typeof id === 'string' ? id : '' });

function liveLine(
  parts: LiveParts,
  level: RuleLevel,
  line: Values,
  parent: RecordValue,
  missing: Set<string>,
): RecordValue {
  const record = bareRecord(line['id']);
  for (const [name, type] of Object.entries(level.rules.types))
    define(parts, level, record, name, type, line[name], missing);
  if (level.list !== null) Object.defineProperty(record, level.list.by, { value: parent, enumerable: false });
  return record;
}

function define(
  parts: LiveParts,
  level: RuleLevel,
  record: Draft,
  name: string,
  type: Type,
  wire: unknown,
  missing: Set<string>,
): void {
  const { formula, rollup } = level.rules.fields[name] ?? {};
  if (formula !== undefined || rollup !== undefined) {
    const { scale = null } = level.rules.fields[name] ?? {};
    lazily(record, name, () => {
      const value = computed(parts, level, record, name, type);
      // What others read of it is what is kept of it.
      return scale === null ? value : decodeValue(type, encodeValue(type, value, scale));
    });
    return;
  }
  if (level.list === null && parts.lines.has(name)) return;
  const value = isUnread(wire) ? null : decodeValue(type, wire);
  record[name] = value;
  const related = level.rules.related[name];
  if (related === undefined || value === null || typeof value !== 'object' || !('id' in value)) return;
  const found = parts.related.find(related, value.id);
  if (found === undefined || found === null)
    missing.add(level.list === null ? name : `${level.list.name}.${name}`);
  else record[name] = found;
}

/** Computed once, when it is first read; while it is being computed it is unknown, so that no circle goes on for ever. */
function lazily(record: Draft, name: string, compute: () => Value): void {
  let state: 'new' | 'running' | 'done' = 'new';
  let value: Value = null;
  Object.defineProperty(record, name, {
    enumerable: true,
    get: () => {
      if (state !== 'new') return value;
      state = 'running';
      value = compute();
      state = 'done';
      return value;
    },
  });
}

function computed(parts: LiveParts, level: RuleLevel, record: RecordValue, name: string, type: Type): Value {
  const { formula, rollup } = level.rules.fields[name] ?? {};
  const decisions = parts.top.rules.decisions;
  const facts = (of: RecordValue): Facts => ({ ...parts.around, record: of, old: null, input: {} });
  if (formula !== undefined) return evaluatorOf(formula, decisions)(facts(record));
  if (rollup === undefined) return null;
  const rows = record[rollup.children];
  const { where, field, measure } = rollup;
  const counted = (Array.isArray(rows) ? (rows as readonly RecordValue[]) : []).filter(
    (row) => where === null || evaluatorOf(where, decisions)(facts(row)) === true,
  );
  return rollUp(
    measure,
    type,
    counted.map((row) => (field === null ? null : (row[field] ?? null))),
  );
}

/** The rules' `user` and `params` as values, with the moment. */
export function aroundRules(
  rules: FormRulesJson,
  moment: { readonly now: number; readonly today: string },
): LiveParts['around'] {
  const params = Object.entries(rules.params).map(
    ([name, { type, value }]) => [name, decodeValue(type, value)] as const,
  );
  return {
    user: rules.user as LiveParts['around']['user'],
    params: Object.fromEntries(params),
    now: moment.now,
    today: moment.today,
  };
}
