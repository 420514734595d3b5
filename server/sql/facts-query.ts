import { parseDecimal } from '../../runtime/model/decimal.ts';
import { expressionType } from '../../runtime/model/expression-type.ts';
import type { Entity } from '../../runtime/model/model.ts';
import type { TreeOf } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { RecordValue, Value } from '../../runtime/expression/value.ts';
import type { Need, Needs } from '../../runtime/rules/needs.ts';
import { bindFacts } from './bind-facts.ts';
import type { WithFacts } from './bind-facts.ts';
import { createBinder } from './binder.ts';
import type { Statement } from './binder.ts';
import { recordTarget } from './expression/record-target.ts';
import type { SqlTarget } from './expression/target.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';

export type FactsRun = WithFacts & { readonly ids: readonly string[] };

/** A statement for what rules read of records, and the reader of its rows: the id, then a cell for each value. */
export type FactsQuery = {
  readonly statement: Statement<FactsRun>;
  readonly read: (row: readonly unknown[]) => RecordValue;
};

/** Cells are text, lists JSON; `read` finds its own by their places. */
type Part = { readonly name: string; readonly read: (cells: readonly unknown[]) => Value };

/** Builds the statement that gives exactly the needs of each record of `ids`, whether deleted or not. */
export function buildFacts(model: SqlModel, entity: Entity, needs: Needs): FactsQuery {
  const binder = createBinder<FactsRun>();
  const bind = bindFacts(binder, null);
  const sql: SqlModel = { ...model, known: bind };
  const joins = createJoins(sql, entity, 't');
  const target = recordTarget({ sql, joins, steps: [], entity, bind });
  const cells: string[] = [];
  const parts = partsOf(needs, target, 'record', [], cells);
  const ids = binder.bind((run) => run.ids);
  const columns = ['t.id', ...cells].join(', ');
  const text = `select ${columns} from ${sql.names.table(entity.name)} t ${joins.sql()} where t.id = any(${ids}::uuid[])`;
  return {
    statement: binder.finish(text),
    read: ([id, ...values]) => recordOf(String(id), parts, values),
  };
}

function recordOf(id: string, parts: readonly Part[], cells: readonly unknown[]): RecordValue {
  const record: Record<string, Value> & { id: string } = { id };
  for (const { name, read } of parts) record[name] = read(cells);
  return record;
}

/** Adds the cells of `needs` and says how they are put together again. */
function partsOf(
  needs: Needs,
  target: SqlTarget,
  root: string,
  steps: readonly string[],
  cells: string[],
): Part[] {
  return [...needs].flatMap(([name, need]): Part[] => {
    const type = expressionType(need.field)?.type;
    if (type === undefined)
      return [filledPart(name, target, pathTo(root, [...steps, name], JSON_TYPE), cells)];
    const path = pathTo(root, [...steps, name], type);
    if (need.into === null) return [valuePart(name, type, target.column(path), cells)];
    return need.into.rows
      ? [rowsPart(name, need, target, path, cells)]
      : [recordPart(name, need, target, root, path, cells)];
  });
}

const JSON_TYPE: Type = { is: 'bool' };

function pathTo(root: string, steps: readonly string[], type: Type): TreeOf<'path'> {
  return { is: 'path', root, steps, type, nullable: true, start: 0, end: 0 };
}

function valuePart(name: string, type: Type, sql: string, cells: string[]): Part {
  const at = cells.push(cellSql(type, sql)) - 1;
  return { name, read: (row) => readCell(type, row[at]) };
}

/** Of what rules cannot look into, they know whether there is anything. */
function filledPart(name: string, target: SqlTarget, path: TreeOf<'path'>, cells: string[]): Part {
  const at = cells.push(`(${target.column(path)} is not null)::text`) - 1;
  return { name, read: (row) => (row[at] === 'true' ? true : null) };
}

function recordPart(
  name: string,
  { into }: Need,
  target: SqlTarget,
  root: string,
  path: TreeOf<'path'>,
  cells: string[],
): Part {
  const at = cells.push(`${target.column(path)}::text`) - 1;
  const parts = partsOf(into?.needs ?? new Map(), target, root, path.steps, cells);
  return {
    name,
    read: (row) => (typeof row[at] === 'string' ? recordOf(row[at], parts, row) : null),
  };
}

/** Every row with the cells of its own, in the order of the ids, so that two readings of the same rows are equal. */
function rowsPart(
  name: string,
  { field, into }: Need,
  target: SqlTarget,
  path: TreeOf<'path'>,
  cells: string[],
): Part {
  const variable = `${field.name}_${path.steps.length}`;
  const rows = target.rows(path, variable);
  const inner: string[] = [];
  const parts = partsOf(into?.needs ?? new Map(), rows.target, `$${variable}`, [], inner);
  const row = `(select row_to_json(o) from (select ${[`${rows.id}::text`, ...inner].map((cell, index) => `${cell} as c${index}`).join(', ')}) o)`;
  const at =
    cells.push(
      `(select coalesce(json_agg(${row} order by ${rows.id}), '[]'::json)::text from ${rows.from()} where ${rows.where})`,
    ) - 1;
  return {
    name,
    read: (values) =>
      parseList(values[at]).map((item) => {
        const [id, ...rest] = Object.values(item as Readonly<Record<string, unknown>>);
        return recordOf(String(id), parts, rest);
      }),
  };
}

function cellSql(type: Type, sql: string): string {
  if (type.is === 'datetime') return `(extract(epoch from ${sql}) * 1000)::bigint::text`;
  if (type.is === 'time') return `to_char(${sql}, 'HH24:MI:SS')`;
  return type.is === 'list' ? `to_json(${sql})::text` : `(${sql})::text`;
}

function readCell(type: Type, cell: unknown): Value {
  if (type.is === 'list') return parseList(cell) as readonly Value[];
  if (typeof cell !== 'string') return null;
  if (type.is === 'bool') return cell === 'true';
  if (type.is === 'int' || type.is === 'duration' || type.is === 'datetime') return Number(cell);
  return type.is === 'decimal' || type.is === 'money' ? parseDecimal(cell) : cell;
}

function parseList(cell: unknown): readonly unknown[] {
  const list: unknown = typeof cell === 'string' ? JSON.parse(cell) : cell;
  return Array.isArray(list) ? list : [];
}
