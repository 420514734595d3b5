import type { DesiredTable } from '../sql/ddl.ts';
import { inApp, quote } from '../sql/ddl-quote.ts';
import { backfill, isFilledPerRecord } from './backfill.ts';
import { objectionTo, stageRefusal } from './check-step.ts';
import { filledName, question } from './loosen-stages.ts';
import {
  addedColumn,
  fieldOf,
  isNew,
  type OnlineChange,
  parallelOf,
  rowsOf,
  stepsOf,
  subject,
  type StepOf,
} from './online-change.ts';
import type { StageRefusal } from './stage.ts';
import { brief, type Draft, long, RANK } from './stage-draft.ts';
import type { Step } from './step.ts';

/** Limits, references and what must not be empty: bound for new values, proven for all, each without a lock that is waited for. */
export function constraintStages(change: OnlineChange): Draft[] {
  return [
    ...stepsOf(change, 'add-check').flatMap((step) => checkStages(change, step)),
    ...stepsOf(change, 'add-reference').flatMap((step) => referenceStages(change, step)),
    ...stepsOf(change, 'require').flatMap((step) => requireStages(change, step)),
    ...stepsOf(change, 'leave-place').flatMap((step) => {
      const refusal = refusalOf(step);
      return refusal === null ? [] : [question(change, step.table, refusal)];
    }),
  ];
}

function refusalOf(step: Step): StageRefusal | null {
  const objection = objectionTo(step);
  return objection === null ? null : stageRefusal(objection);
}

/** Whether values of the older release may be in the column: of a column that this change adds only converted ones are. */
function holdsOlderValues(change: OnlineChange, table: DesiredTable, column: string): boolean {
  return addedColumn(change, table, column) === null || parallelOf(change, table, column) !== undefined;
}

function checkStages(change: OnlineChange, step: StepOf<'add-check'>): Draft[] {
  const { table, check } = step;
  const records = inApp(table.name);
  const name = quote(check.name);
  const refusal = refusalOf(step);
  const place = subject(table, check.column);
  const field = fieldOf(table, check.column);
  return [
    ...(refusal !== null && holdsOlderValues(change, table, check.column)
      ? [question(change, table, refusal)]
      : []),
    brief({
      rank: RANK.addConstraint,
      name: `limit ${place}`,
      what: `Refuse a new value of \`${place}\` that ${check.rule}.`,
      table,
      field,
      sql: [
        `alter table ${records} drop constraint if exists ${name}, add constraint ${name} check (${check.expression}) not valid`,
      ],
    }),
    validate(change, table, {
      name: check.name,
      place,
      that: `no value of \`${place}\` ${check.rule}`,
      field,
      refusal,
      rank: RANK.validate,
    }),
  ];
}

type Proof = {
  /** The constraint. */
  readonly name: string;
  readonly place: string;
  /** What is proven, as the end of a sentence. */
  readonly that: string;
  readonly field: string | null;
  readonly refusal: StageRefusal | null;
  readonly rank: number;
};

function validate(change: OnlineChange, table: DesiredTable, proof: Proof): Draft {
  const { name, place, that, field, refusal, rank } = proof;
  return long({
    rank,
    name: `prove ${place}`,
    what: `Prove that ${that}.`,
    table,
    field,
    runs: 'transaction',
    sql: [`alter table ${inApp(table.name)} validate constraint ${quote(name)}`],
    rows: rowsOf(change, table),
    refusal,
    undo: [],
  });
}

const REFERENCE_LOCK = 'SHARE ROW EXCLUSIVE';

function referenceStages(change: OnlineChange, step: StepOf<'add-reference'>): Draft[] {
  const { table, reference } = step;
  const { name, column, target, onDelete } = reference;
  const [schema, other] = target;
  const constraint = `constraint ${quote(name)} foreign key (${quote(column)}) references ${quote(schema)}.${quote(other)} on delete ${onDelete}`;
  const records = inApp(table.name);
  const place = subject(table, column);
  const field = fieldOf(table, column);
  const drop = `alter table ${records} drop constraint if exists ${quote(name)}`;
  const base = { table, field, lock: REFERENCE_LOCK };
  if (isNew(change, table))
    return [
      brief({
        ...base,
        rank: RANK.referNewTable,
        name: `refer ${place}`,
        what: `Let \`${place}\` refer only to what there is; the table is still empty.`,
        sql: [`alter table ${records} drop constraint if exists ${quote(name)}, add ${constraint}`],
        undo: [drop],
      }),
    ];
  const isPresent = addedColumn(change, table, column) === null;
  const refusal = refusalOf(step);
  const add = brief({
    ...base,
    rank: isPresent ? RANK.addConstraint : RANK.referNewColumn,
    name: `refer ${place}`,
    what: `Let new values of \`${place}\` refer only to what there is.`,
    sql: [`${drop}, add ${constraint} not valid`],
    undo: isPresent ? [] : [drop],
  });
  const rank = isPresent ? RANK.validate : RANK.validateNewReference;
  const that = `every value of \`${place}\` refers to what there is`;
  const proof = validate(change, table, { name, place, that, field, refusal, rank });
  return [...(isPresent && refusal !== null ? [question(change, table, refusal)] : []), add, proof];
}

/** Why records without a value stand in the way; in a field that is not there yet nobody can fill them in. */
function requirement(change: OnlineChange, step: StepOf<'require'>): StageRefusal | null {
  const { table, column } = step;
  const refusal = refusalOf(step);
  if (refusal === null || holdsOlderValues(change, table, column.name)) return refusal;
  const missing = refusalOf({ kind: 'add-column', table, column });
  return missing === null ? refusal : { ...missing, query: refusal.query };
}

function requireStages(change: OnlineChange, step: StepOf<'require'>): Draft[] {
  const { table, column } = step;
  const added = addedColumn(change, table, column.name);
  const isFilled =
    added !== null &&
    parallelOf(change, table, column.name) === undefined &&
    backfill(added, change.timeZone) !== null;
  // A constant default is there from the beginning, and so is the rule.
  if (isFilled && column.field?.type !== 'sequence' && !isFilledPerRecord(column)) return [];
  const place = subject(table, column.name);
  const field = fieldOf(table, column.name);
  const records = inApp(table.name);
  const name = quote(filledName(table.name, column.name));
  const refusal = requirement(change, step);
  const draft = { table, field };
  return [
    ...(isFilled || refusal === null ? [] : [question(change, table, refusal)]),
    brief({
      ...draft,
      rank: RANK.addConstraint,
      name: `require ${place}`,
      what: `Refuse new records without \`${place}\`.`,
      sql: [
        `alter table ${records} drop constraint if exists ${name}, add constraint ${name} check (${quote(column.name)} is not null) not valid`,
      ],
    }),
    validate(change, table, {
      name: filledName(table.name, column.name),
      place,
      that: `no record lacks \`${place}\``,
      field,
      refusal,
      rank: RANK.validate,
    }),
    brief({
      ...draft,
      rank: RANK.require,
      name: `require ${place} for all`,
      what: `Make \`${place}\` required; that no record lacks it is proven.`,
      sql: [
        `alter table ${records} alter column ${quote(column.name)} set not null`,
        `alter table ${records} drop constraint if exists ${name}`,
      ],
    }),
  ];
}
