import type { Tree } from '../../../runtime/expression/tree.ts';
import type { Facts } from '../../../runtime/expression/value.ts';
import { renderTemplate } from '../../../runtime/expression/render-template.ts';
import { evaluatorOf } from '../../../runtime/expression/evaluate.ts';
import { encodeValue } from '../../../runtime/rules/encode-value.ts';
import { fieldState, type FieldRules, type FieldState } from '../../../runtime/rules/field-states.ts';
import { formatValue } from '../../../runtime/rules/format-value.ts';
import { failedChecks } from '../../../runtime/rules/run-checks.ts';
import type { FormCheckJson, FormRulesJson } from '../../../runtime/wire/rules.ts';
import type { Values } from '../state/form-store.ts';
import type { FormFields } from '../state/form-fields.ts';
import type { Place } from '../values/read-text.ts';
import { liveRecord, type LiveParts, type LiveRecord } from './live-record.ts';
import type { RelatedRecords } from './related-records.ts';
import { createReads, type Reads, type RuleLevel } from './rule-reads.ts';
import { createFills, type Fill } from './fills.ts';

/** A check that is not true of what the form holds. */
export type Failure = {
  readonly rule: string;
  /** Where its message stands; empty for the record as a whole. */
  readonly pointer: string;
  readonly message: string;
  readonly enforce: 'error' | 'warn';
  /** Places of the values that it looks at. */
  readonly looksAt: readonly string[];
};

/** The rules of an open form, run again whenever something that they look at changes. */
export type LiveRules = {
  /** Whether any rule hides, demands or locks a field. */
  readonly decidesFields: boolean;
  /** How the field or the cell of a line stands; null where no rule speaks of it. */
  readonly standing: (pointer: string) => FieldState | null;
  /** The value of a computed field as it is written; undefined where the browser cannot tell. */
  readonly computed: (pointer: string) => unknown;
  readonly failures: () => readonly Failure[];
  /** Runs what looks at one of the changed fields; null runs everything. */
  readonly run: (values: Values, baseline: Values, changed: readonly string[] | null) => void;
  /** Values that defaults give to fields nobody touched, since the last call. */
  readonly takeFills: () => readonly Fill[];
  readonly moveRows: (list: string, to: readonly (number | null)[]) => void;
};

export type LiveOptions = {
  readonly rules: FormRulesJson;
  readonly mode: 'create' | 'update';
  readonly fields: FormFields;
  /** The record as it was read; empty for a new one. */
  readonly record: Values;
  readonly related: RelatedRecords;
  readonly around: LiveParts['around'];
  readonly place: Place;
  /** Fields that this person may not change in this very record, whatever the rules say. */
  readonly locked: ReadonlySet<string>;
};

/** One rule, or the rules of one field, with what makes them run again. */
type Unit = {
  readonly level: RuleLevel;
  readonly reads: Reads;
  readonly run: (at: Run) => void;
  /** Whether it says how a field stands. */
  readonly decides?: true;
  /** What it found before says nothing any more: a record that it looks into is another, and not there yet. */
  readonly forget?: () => void;
};

/** One run over a record, or one of its lines. */
type Run = {
  readonly facts: Facts;
  /** `` for the record, `/lines/2` for a line. */
  readonly prefix: string;
  readonly values: Values;
};

/** Makes the rules of one form run. Values come as they are written; nothing here throws over half-typed ones. */
export function createLiveRules(options: LiveOptions): LiveRules {
  const { rules, fields, mode, record, place } = options;
  const top: RuleLevel = { rules, list: null };
  const lines = new Map<string, RuleLevel>(
    Object.entries(rules.lines).map(([name, own]) => [
      name,
      { rules: own, list: { name, by: own.by ?? '' } },
    ]),
  );
  const readsOf = createReads(top, lines);
  const parts: LiveParts = { top, lines, related: options.related, around: options.around };
  const rest: Values = mode === 'create' ? rules.start : record;
  const isTyped = (name: string): boolean => fields.isWritable(name);
  const states = new Map<string, FieldState>();
  const computed = new Map<string, unknown>();
  const failures = new Map<string, Failure>();
  let failed: readonly Failure[] = [];
  const fills = createFills();
  const words = { locale: place.locale, timeZone: place.zone };

  /** On create, a value outside the form that nobody can know yet leaves its rules to the server. */
  const isKnown = (name: string): boolean =>
    mode === 'update' ||
    isTyped(name) ||
    Object.hasOwn(rules.start, name) ||
    lines.has(name) ||
    rules.fields[name]?.formula !== undefined ||
    rules.fields[name]?.rollup !== undefined;

  const standingUnit = (level: RuleLevel, name: string): Unit | null => {
    const own = level.rules.fields[name];
    const field =
      level.list === null
        ? fields.byName.get(name)
        : fields.byName.get(level.list.name)?.lines?.fields.find(({ path }) => path === name);
    if (own === undefined || field === undefined) return null;
    const found: FieldRules = {
      required: field.required,
      requiredWhen: own.required_when ?? null,
      visibleWhen: own.visible_when ?? null,
      editableWhen: own.editable_when ?? null,
    };
    const trees = [found.requiredWhen, found.visibleWhen, found.editableWhen].filter((tree) => tree !== null);
    if (trees.length === 0) return null;
    return {
      level,
      reads: readsOf(level, trees),
      decides: true,
      run: ({ facts, prefix }) => {
        const state = fieldState(found, facts, rules.decisions);
        const before = facts.old === null ? facts : { ...facts, record: facts.old };
        const { editable } = fieldState(found, before, rules.decisions);
        states.set(`${prefix}/${name}`, { ...state, editable });
      },
    };
  };

  const computedUnit = (level: RuleLevel, name: string): Unit | null => {
    const { formula, rollup, scale = null } = level.rules.fields[name] ?? {};
    const type = level.rules.types[name];
    if ((formula === undefined && rollup === undefined) || type === undefined) return null;
    const asked = {
      is: 'path',
      root: 'record',
      steps: [name],
      nullable: true,
      type,
      start: 0,
      end: 0,
    } as Tree;
    return {
      level,
      reads: readsOf(level, [asked]),
      run: ({ facts, prefix }) =>
        void computed.set(`${prefix}/${name}`, encodeValue(type, facts.record?.[name] ?? null, scale)),
    };
  };

  const defaultUnit = (level: RuleLevel, name: string): Unit | null => {
    const tree = level.rules.fields[name]?.default;
    const writable = level.list === null ? isTyped(name) : fields.isLineWritable(level.list.name, name);
    if (tree === undefined || !writable || (level.list === null && mode === 'update')) return null;
    const scale = scaleOf(level, name);
    return {
      level,
      reads: readsOf(level, [tree]),
      run: ({ facts, prefix, values }) => {
        if (level.list !== null && values['id'] !== undefined) return;
        const value = encodeValue(tree.type, evaluatorOf(tree, rules.decisions)(facts), scale);
        fills.offer(`${prefix}/${name}`, value, values[name]);
      },
    };
  };

  const scaleOf = (level: RuleLevel, name: string): number | null => {
    const own =
      level.list === null
        ? fields.byName.get(name)
        : fields.byName.get(level.list.name)?.lines?.fields.find(({ path }) => path === name);
    return own?.scale ?? null;
  };

  const checkUnit = (level: RuleLevel, check: FormCheckJson): Unit => {
    const reads = readsOf(level, [check.that]);
    const columns = [...reads.columns];
    const at = check.at ?? (level.list === null ? null : (columns[0] ?? null));
    return {
      level,
      reads,
      forget: () => {
        for (const key of failures.keys()) if (key.endsWith(` ${check.rule}`)) failures.delete(key);
      },
      run: ({ facts, prefix }) => {
        const failed = failedChecks([check], facts, rules.decisions).length > 0;
        const key = `${prefix} ${check.rule}`;
        if (!failed) {
          failures.delete(key);
          return;
        }
        const names = [...reads.names].filter((name) => name !== level.list?.name && isTyped(name));
        failures.set(key, {
          rule: check.rule,
          pointer: at === null ? '' : `${prefix}/${at}`,
          message: renderTemplate(
            check.say,
            facts,
            (value, type) => formatValue(value, type, words),
            rules.decisions,
          ),
          enforce: check.enforce,
          looksAt: [...names.map((name) => `/${name}`), ...columns.map((name) => `${prefix}/${name}`)],
        });
      },
    };
  };

  const units = [top, ...lines.values()].flatMap((level) => [
    ...Object.keys(level.rules.fields).flatMap((name) =>
      [standingUnit(level, name), computedUnit(level, name), defaultUnit(level, name)].filter(
        (unit) => unit !== null,
      ),
    ),
    ...level.rules.checks.map((check) => checkUnit(level, check)),
  ]);
  for (const { level, reads } of units) if (level.list !== null) reads.names.add(level.list.name);
  const runnable = units.filter(({ reads }) => [...reads.names].every(isKnown));

  const runUnit = (unit: Unit, now: LiveRecord, old: LiveRecord | null, values: Values): void => {
    const { level, reads } = unit;
    const waiting = [...reads.links].some(
      (link) => now.missing.has(link) || (old?.missing.has(link) ?? false),
    );
    if (waiting) return unit.forget?.();
    const facts: Facts = { ...parts.around, record: now.record, old: old?.record ?? null, input: {} };
    if (level.list === null) {
      unit.run({ facts, prefix: '', values });
      return;
    }
    const { name } = level.list;
    const before = new Map((old?.rows.get(name) ?? []).map(({ record: row }) => [row.id, row] as const));
    const typed = (values[name] ?? []) as readonly Values[];
    for (const { index, record: row } of now.rows.get(name) ?? [])
      unit.run({
        facts: { ...facts, record: row, old: before.get(row.id) ?? null },
        prefix: `/${name}/${index}`,
        values: typed[index] ?? {},
      });
  };

  /** What was found of lines goes with the lines that it was found for. */
  const forgetRows = (list: string): void => {
    const prefix = `/${list}/`;
    for (const found of [states, computed, failures])
      for (const key of found.keys()) if (key.startsWith(prefix)) found.delete(key);
  };

  const standing = (pointer: string): FieldState | null => {
    const state = states.get(pointer) ?? null;
    if (!options.locked.has(pointer.slice(1))) return state;
    return { visible: state?.visible ?? true, required: false, editable: false };
  };

  const decidesFields = options.locked.size > 0 || units.some(({ decides }) => decides === true);

  return {
    decidesFields,
    standing,
    computed: (pointer) => computed.get(pointer),
    failures: () => failed,
    takeFills: fills.take,
    moveRows: fills.moveRows,
    run: (values, baseline, changed) => {
      const due =
        changed === null
          ? runnable
          : runnable.filter(({ reads }) => changed.some((name) => reads.names.has(name)));
      if (due.length === 0) return;
      const now = liveRecord(parts, values, isTyped, rest);
      const old = mode === 'create' ? null : liveRecord(parts, baseline, isTyped, record);
      for (const list of new Set(due.flatMap(({ level }) => level.list?.name ?? [])))
        if (changed === null || changed.includes(list)) forgetRows(list);
      for (const unit of due) runUnit(unit, now, old, values);
      failed = [...failures.values()];
    },
  };
}
