import type { DesiredColumn, DesiredTable } from '../sql/ddl.ts';
import { inApp, quote } from '../sql/ddl-quote.ts';
import { backfill, isFilledPerRecord } from './backfill.ts';
import {
  fieldOf,
  isNew,
  type OnlineChange,
  parallelOf,
  rowsOf,
  stepsOf,
  subject,
  type StepOf,
} from './online-change.ts';
import { parallelStages } from './parallel-stages.ts';
import { collation, markStatement, renderStep } from './render-step.ts';
import { brief, type Draft, long, RANK } from './stage-draft.ts';
import { dropFormula, formulaStatements } from './sync-trigger.ts';

/** New tables with all that belongs to them, new columns and what fills them, and columns that nothing asks for any more. */
export function columnStages(change: OnlineChange): Draft[] {
  return [
    ...stepsOf(change, 'create-table').map((step) => createTable(change, step)),
    ...stepsOf(change, 'add-column').flatMap(({ table, column }) => addColumn(change, table, column)),
    ...stepsOf(change, 'change-type').map(changeInPlace),
    ...stepsOf(change, 'drop-generated').map(dropGenerated),
  ];
}

function createTable(change: OnlineChange, step: StepOf<'create-table'>): Draft {
  const { table } = step;
  const own = change.steps.filter(
    (other) =>
      other.table.name === table.name && (other.kind === 'create-sequence' || other.kind === 'create-index'),
  );
  return brief({
    rank: RANK.createTable,
    name: `create ${table.name}`,
    what: `Create the table of ${table.linksOf === null ? `\`${table.entity}\`` : `the links \`${table.entity}.${table.linksOf}\``} with its indexes.`,
    table,
    sql: [step, ...own].flatMap((other) => renderStep(other, change.timeZone)),
    undo: [`drop table if exists ${inApp(table.name)}`],
  });
}

function addColumn(change: OnlineChange, table: DesiredTable, column: DesiredColumn): Draft[] {
  if (isNew(change, table)) return [];
  if (column.generated !== null) return formulaColumn(change, table, column);
  const parallel = parallelOf(change, table, column.name);
  if (parallel !== undefined) return parallelStages(change, table, column, parallel);
  const place = subject(table, column.name);
  const field = fieldOf(table, column.name);
  const records = inApp(table.name);
  const value = column.field?.type === 'sequence' ? null : backfill(column, change.timeZone);
  const definition = `${quote(column.name)} ${column.type}${collation(column.type)}`;
  const undo = [dropColumn(table, column.name)];
  const draft = { table, field };
  const adding = { ...draft, rank: RANK.addColumn, name: `add ${place}`, undo };
  if (value === null)
    return [
      brief({
        ...adding,
        what: `Add \`${place}\`, empty.`,
        sql: [`alter table ${records} add column if not exists ${definition}`],
      }),
    ];
  if (!isFilledPerRecord(column))
    return [
      brief({
        ...adding,
        what: `Add \`${place}\` with its default, which no record has to be written for.`,
        sql: [
          `alter table ${records} add column if not exists ${definition} default ${value}${column.nullable ? '' : ' not null'}`,
        ],
      }),
      brief({
        ...draft,
        rank: RANK.dropDefault,
        name: `end default ${place}`,
        what: `Leave the default of \`${place}\` to the program, now that nobody writes without it.`,
        sql: [`alter table ${records} alter column ${quote(column.name)} drop default`],
      }),
    ];
  const fill = `update ${records} set ${quote(column.name)} = ${value} where id > $1 and id <= $2 and ${quote(column.name)} is null`;
  // What was left empty on purpose under the new release stays so: only records that it did not write are filled.
  const rest = column.nullable
    ? `${fill} and version = 1 and created_at <= (select activated_at from jig.release order by number desc limit 1)`
    : fill;
  const filling = { ...draft, runs: 'batches', rows: rowsOf(change, table) } as const;
  return [
    brief({
      ...adding,
      what: `Add \`${place}\`, empty at first.`,
      sql: [`alter table ${records} add column if not exists ${definition}`],
    }),
    long({
      ...filling,
      rank: RANK.fill,
      name: `fill ${place}`,
      what: `Fill \`${place}\` for the records that are there.`,
      sql: [fill],
    }),
    long({
      ...filling,
      rank: RANK.fillRest,
      name: `fill the rest of ${place}`,
      what: `Fill \`${place}\` for records that were written under the older release meanwhile.`,
      sql: [rest],
    }),
  ];
}

/** Dropped only before the activation, when nobody can have written into it. */
const dropColumn = (table: DesiredTable, column: string): string =>
  `alter table ${inApp(table.name)} drop column if exists ${quote(column)}`;

function formulaColumn(change: OnlineChange, table: DesiredTable, column: DesiredColumn): Draft[] {
  const { generated, name, type } = column;
  if (generated === null) return [];
  const place = subject(table, name);
  const field = fieldOf(table, name);
  const records = inApp(table.name);
  return [
    brief({
      rank: RANK.addColumn + 1, // after columns that it looks at
      name: `add ${place}`,
      what: `Add \`${place}\`, which a trigger works out from now on: Postgres would write the whole table anew to generate it.`,
      table,
      field,
      sql: [
        `alter table ${records} add column if not exists ${quote(name)} ${type}${collation(type)}`,
        ...markStatement(table, column),
        ...formulaStatements(table.name, name, generated),
      ],
      undo: [...dropFormula(table.name, name), dropColumn(table, name)],
    }),
    long({
      rank: RANK.compute,
      name: `compute ${place}`,
      what: `Work out \`${place}\` for the records that are there.`,
      table,
      field,
      runs: 'batches',
      sql: [
        `update ${records} set ${quote(name)} = ${generated.expression} where id > $1 and id <= $2 and ${quote(name)} is distinct from (${generated.expression})`,
      ],
      rows: rowsOf(change, table),
    }),
  ];
}

function changeInPlace({ table, column }: StepOf<'change-type'>): Draft {
  const place = subject(table, column.name);
  return brief({
    rank: RANK.addColumn,
    name: `widen ${place}`,
    what: `Let \`${place}\` hold more (\`${column.type}\`); no record is written for it.`,
    table,
    field: fieldOf(table, column.name),
    sql: [`alter table ${inApp(table.name)} alter column ${quote(column.name)} type ${column.type}`],
  });
}

function dropGenerated({ table, column, byTrigger }: StepOf<'drop-generated'>): Draft {
  return brief({
    rank: RANK.dropGenerated,
    name: `drop ${table.name}.${column}`,
    what: `Drop the column \`${column}\` of \`${table.entity}\`: it held what a formula gave that is no longer asked for.`,
    table,
    sql: [...(byTrigger ? dropFormula(table.name, column) : []), dropColumn(table, column)],
  });
}
