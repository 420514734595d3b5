import type { DesiredColumn, DesiredTable } from '../sql/ddl.ts';
import { inApp, literal, objectName, quote } from '../sql/ddl-quote.ts';
import { fieldOf, type OnlineChange, rowsOf, subject } from './online-change.ts';
import { SUPERSEDED } from './read-catalog.ts';
import { collation } from './render-step.ts';
import type { StageRefusal } from './stage.ts';
import { brief, type Draft, long, RANK } from './stage-draft.ts';
import { converted, dropSync, type Parallel, syncStatements } from './sync-trigger.ts';

/**
 * Another type in a column of its own: kept in step by a trigger, filled in batches, proven to hold every value, and taken in use
 * by the activation. The older column stays, retired with its values.
 */
export function parallelStages(
  change: OnlineChange,
  table: DesiredTable,
  column: DesiredColumn,
  parallel: Parallel,
): Draft[] {
  const records = inApp(table.name);
  const [from, to] = [quote(parallel.from), quote(parallel.to)];
  const place = subject(table, column.name);
  const draft = { table, field: fieldOf(table, column.name) };
  const rows = rowsOf(change, table);
  const holds = quote(objectName(table.name, parallel.to, 'check', `holds ${parallel.from}`));
  const refusal = misfits(table, column, parallel);
  const value = converted(parallel.conversion, from, parallel.toType);
  return [
    brief({
      ...draft,
      rank: RANK.addColumn,
      name: `add ${place}`,
      what: `Add a column for \`${place}\` as \`${parallel.toType}\`, kept in step with the one of \`${parallel.fromType}\`.`,
      sql: [
        `alter table ${records} add column if not exists ${to} ${parallel.toType}${collation(parallel.toType)}`,
        ...syncStatements(parallel),
      ],
      undo: [...dropSync(parallel), `alter table ${records} drop column if exists ${to}`],
    }),
    long({
      ...draft,
      rank: RANK.copy,
      name: `copy ${place}`,
      what: `Copy the values of \`${place}\` into it.`,
      runs: 'batches',
      sql: [
        `update ${records} set ${to} = ${value} where id > $1 and id <= $2 and ${to} is null and ${from} is not null`,
      ],
      rows,
    }),
    long({
      ...draft,
      rank: RANK.askWhatFits,
      name: `ask ${place}`,
      what: `Ask whether every value of \`${place}\` fits its new type.`,
      runs: 'check',
      sql: [refusal.query],
      rows,
      refusal,
    }),
    brief({
      ...draft,
      rank: RANK.proveCopied,
      name: `hold ${place}`,
      what: `Refuse new values of \`${place}\` that do not fit its new type.`,
      sql: [
        `alter table ${records} drop constraint if exists ${holds}, add constraint ${holds} check (${from} is null or ${to} is not null) not valid`,
      ],
      undo: [`alter table ${records} drop constraint if exists ${holds}`],
    }),
    long({
      ...draft,
      rank: RANK.proveCopied,
      name: `prove ${place}`,
      what: `Prove that no value of \`${place}\` is lost.`,
      runs: 'transaction',
      sql: [`alter table ${records} validate constraint ${holds}`],
      rows,
      refusal,
    }),
    brief({
      ...draft,
      rank: RANK.endSync,
      name: `retire the former ${place}`,
      what: `Stop keeping the former column of \`${place}\` in step; it stays, with the values that it has.`,
      sql: [
        ...dropSync(parallel),
        `alter table ${records} drop constraint if exists ${holds}`,
        ...(parallel.fromHasDefault ? [`alter table ${records} alter column ${from} drop default`] : []),
        `comment on column ${records}.${from} is ${literal(`${SUPERSEDED}${parallel.to}`)}`,
      ],
    }),
  ];
}

function misfits(table: DesiredTable, column: DesiredColumn, parallel: Parallel): StageRefusal {
  const { from, to, toType, fromType } = parallel;
  const type = column.field?.type ?? toType;
  const cannot = parallel.conversion === null;
  return {
    code: 'data/cast-fails',
    entity: table.entity,
    field: fieldOf(table, column.name),
    query: `select id from ${inApp(table.name)} where ${quote(from)} is not null and ${quote(to)} is null`,
    reason: cannot
      ? `it becomes \`${type}\`, but the value of {records} is of the type it had (${fromType}), which cannot be turned into that`
      : `it becomes \`${type}\` (${toType}), which cannot hold the value of {records} exactly`,
    next: cannot
      ? 'Take the migration back, add a field of the new type under another name, copy what is wanted, and remove this one.'
      : 'Change these values so that they fit (deleted records count too), then resume; or take the migration back.',
  };
}
