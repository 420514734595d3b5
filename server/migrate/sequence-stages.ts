import type { DesiredTable } from '../sql/ddl.ts';
import { fitName, inApp, literal, quote } from '../sql/ddl-quote.ts';
import {
  addedColumn,
  fieldOf,
  isNew,
  type OnlineChange,
  parallelOf,
  rowsOf,
  stepsOf,
  type StepOf,
  subject,
} from './online-change.ts';
import { sequenceName } from './physical-names.ts';
import { renderStep } from './render-step.ts';
import { brief, type Draft, long, RANK } from './stage-draft.ts';
import { NUMBERING } from './sync-trigger.ts';

/** Numbers: those of the records that are there are reserved before the first new record draws one. */
export function sequenceStages(change: OnlineChange): Draft[] {
  return [
    ...stepsOf(change, 'create-sequence')
      .filter(({ table }) => !isNew(change, table))
      .flatMap((step) => createSequence(change, step)),
    ...stepsOf(change, 'raise-sequence').map((step) =>
      brief({
        rank: RANK.raiseSequence,
        name: `raise ${subject(step.table, step.column.name)}`,
        what: `Let numbers of \`${subject(step.table, step.column.name)}\` go on from ${step.start}.`,
        table: step.table,
        field: fieldOf(step.table, step.column.name),
        sql: renderStep(step, change.timeZone),
      }),
    ),
    ...stepsOf(change, 'drop-sequence').map((step) => dropSequence(step.table, step.column)),
  ];
}

function dropSequence(table: DesiredTable, column: string): Draft {
  return brief({
    rank: RANK.dropDefault,
    name: `end numbers of ${subject(table, column)}`,
    what: `Give \`${subject(table, column)}\` no numbers any more; those that are there stay.`,
    table,
    field: fieldOf(table, column),
    sql: [
      `alter table ${inApp(table.name)} alter column ${quote(column)} drop default`,
      `drop sequence if exists ${inApp(sequenceName(table.name, column))}`,
    ],
  });
}

function createSequence(change: OnlineChange, { table, column, start }: StepOf<'create-sequence'>): Draft[] {
  const records = inApp(table.name);
  const [name, place] = [quote(column.name), subject(table, column.name)];
  const sequence = inApp(sequenceName(table.name, column.name));
  const numbers = `jig.${quote(fitName(`${table.name}.${column.name}.numbers`))}`;
  const draft = { table, field: fieldOf(table, column.name) };
  const rows = rowsOf(change, table);
  // People wrote into it until now, and do so until nobody works under the older release.
  const parallel = parallelOf(change, table, column.name);
  const isPresent = addedColumn(change, table, column.name) === null || parallel !== undefined;
  // A value that is no number keeps its place: the question before the activation finds it.
  const without = (row: string): string =>
    parallel === undefined
      ? `${row}${name} is null`
      : `${row}${name} is null and ${row}${quote(parallel.from)} is null`;
  // Nobody typed these numbers: the column of the older release does not get them.
  const unseen = parallel === undefined ? '' : ` and ${NUMBERING}`;
  const next = `update ${records} set ${name} = nextval(${literal(sequence)}) where ${without('')} and id > $1 and id <= $2${unseen}`;
  // What a sequence gave out is not rolled back with a killed transaction: the numbers are counted from the records, not from it.
  const raise = `select setval(${literal(sequence)}, found.highest) from (select max(${name}) as highest from ${records}) found
     where found.highest > (select last_value - 1 + is_called::int from ${sequence})`;
  return [
    brief({
      ...draft,
      rank: RANK.addColumn + 2, // after the column
      name: `sequence ${place}`,
      what: `Create the sequence of \`${place}\`.`,
      sql: [
        `create sequence if not exists ${sequence} as bigint start with ${start} owned by ${records}.${name}`,
      ],
      undo: [
        `alter table ${records} alter column ${name} drop default`,
        `drop sequence if exists ${sequence}`,
      ],
    }),
    long({
      ...draft,
      rank: RANK.number,
      name: `reserve numbers ${place}`,
      what: `Reserve a number for each record that is there, in the order of creation.`,
      runs: 'transaction',
      sql: [
        raise,
        `create table ${numbers} as select id, row_number() over (order by created_at, id) + (select greatest(${start - 1}, max(${name})) from ${records}) as given
     from ${records} where ${without('')}`,
        `alter table ${numbers} add primary key (id)`,
        `select setval(${literal(sequence)}, max(given)) from ${numbers} having max(given) is not null`,
      ],
      rows,
      undo: [`drop table if exists ${numbers}`],
    }),
    brief({
      ...draft,
      rank: RANK.number,
      name: `number new ${place}`,
      what: `Give new records of \`${table.entity}\` the numbers after these.`,
      sql: [`alter table ${records} alter column ${name} set default nextval(${literal(sequence)})`],
      undo: [`alter table ${records} alter column ${name} drop default`],
    }),
    long({
      ...draft,
      rank: RANK.number,
      name: `number ${place}`,
      what: `Write the reserved numbers into \`${place}\`.`,
      runs: 'batches',
      sql: [
        `update ${records} r set ${name} = n.given from ${numbers} n where n.id = r.id and ${without('r.')} and r.id > $1 and r.id <= $2${unseen}`,
        next,
      ],
      rows,
    }),
    long({
      ...draft,
      rank: RANK.number,
      runs: 'transaction',
      rows: 0,
      name: `forget reserved numbers ${place}`,
      what: `Drop the list of reserved numbers.`,
      sql: [`drop table if exists ${numbers}`],
    }),
    ...(isPresent
      ? [
          long({
            ...draft,
            rank: RANK.raiseSequence,
            name: `raise ${place}`,
            what: `Let numbers of \`${place}\` go on after those that people typed meanwhile.`,
            runs: 'transaction',
            sql: [raise],
            rows,
          }),
          long({
            ...draft,
            rank: RANK.raiseSequence,
            name: `number the rest of ${place}`,
            what: `Number the records that were written without \`${place}\` meanwhile.`,
            runs: 'batches',
            sql: [next],
            rows,
          }),
        ]
      : []),
  ];
}
