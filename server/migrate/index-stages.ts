import { inApp, quote } from '../sql/ddl-quote.ts';
import { objectionTo, stageRefusal } from './check-step.ts';
import {
  addedColumn,
  fieldOf,
  isNew,
  type OnlineChange,
  rowsOf,
  stepsOf,
  type StepOf,
} from './online-change.ts';
import { type Draft, RANK } from './stage-draft.ts';

/** Indexes of tables in use: built and dropped beside everything that goes on. */
export function indexStages(change: OnlineChange): Draft[] {
  const built = stepsOf(change, 'create-index').filter(({ table }) => !isNew(change, table));
  const names = new Set(built.map(({ index }) => index.name));
  return [
    ...built.map((step) => build(change, step)),
    // One that is unusable is found and dropped by whoever builds it again.
    ...stepsOf(change, 'drop-index')
      .filter(({ name }) => !names.has(name))
      .map((step) => drop(change, step)),
  ];
}

function build(change: OnlineChange, step: StepOf<'create-index'>): Draft {
  const { table, index } = step;
  const isOverNew = index.columns.some((column) => addedColumn(change, table, column) !== null);
  const objection = objectionTo(step);
  const [first] = index.columns;
  const unique = index.unique ? 'unique ' : '';
  return {
    rank: isOverNew ? RANK.indexFilled : RANK.indexPresent,
    name: `index ${table.name}(${index.columns.join(', ')})`,
    what: `Build the ${unique}index over ${index.fields.map((name) => `\`${name}\``).join(', ')} of \`${table.entity}\` beside running requests.`,
    entity: table.entity,
    field: first === undefined ? null : fieldOf(table, first),
    table: table.name,
    runs: 'single',
    sql: [
      `create ${unique}index concurrently ${quote(index.name)} on ${inApp(table.name)} ${index.definition}`,
    ],
    index: index.name,
    lock: null,
    rows: rowsOf(change, table),
    rewrites: false,
    undo: [`drop index concurrently if exists ${inApp(index.name)}`],
    refusal: objection === null ? null : stageRefusal(objection),
  };
}

function drop(change: OnlineChange, { table, name }: StepOf<'drop-index'>): Draft {
  const definition =
    change.shapes[table.name]?.indexes.find((index) => index.name === name)?.definition ?? '';
  const unique = /^create unique index /iu.test(definition);
  return {
    rank: unique ? RANK.dropUnique : RANK.dropIndex,
    name: `drop index ${name}`,
    what: unique
      ? `Drop the unique index \`${name}\`: doubles are allowed from the activation on.`
      : `Drop the index \`${name}\`, which nothing asks for any more.`,
    entity: table.entity,
    field: null,
    table: table.name,
    runs: 'single',
    sql: [`drop index concurrently if exists ${inApp(name)}`],
    index: name,
    lock: null,
    rows: 0,
    rewrites: false,
    undo: unique ? [definition.replace(/^create unique index /iu, 'create unique index concurrently ')] : [],
    refusal: null,
  };
}
