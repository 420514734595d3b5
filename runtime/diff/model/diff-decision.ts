import type { CompiledDecision, DecisionRow } from '../../expression/decision.ts';
import { describeType } from '../../expression/describe-type.ts';
import type { Tree } from '../../expression/tree.ts';
import type { Decision } from '../../model/model.ts';
import type { Change } from '../change.ts';
import { saysSame } from './bare.ts';
import { changeOf, compareFacets, facet, type Facets, orderChange, type Place, words } from './facets.ts';
import { pairByName } from './pairs.ts';

const TABLE_FACETS: Facets<Decision['compiled']> = {
  inputs: null, // the names of the decision's inputs
  outputs: null,
  rows: null, // below
  hit: facet('rules', 'decision/hit'),
  otherwise: facet('rules', 'decision/otherwise'),
};
type Column = Decision['inputs'][string];
const COLUMN_FACETS: Facets<Column> = {
  type: null, // told with the column below
  nullable: null,
  label: words('rules', 'column/label'),
};

/** Changes of the columns and rows of a decision table that both models have. */
export function diffDecision(base: Decision, head: Decision): readonly Change[] {
  const place: Place = {
    subject: `decision.${head.name}`,
    entity: null,
    field: null,
    span: head.span,
    spanOf: 'head',
  };
  return [...columnChanges(base, head, place), ...rowChanges(base, head, place)];
}

function columnChanges(base: Decision, head: Decision, place: Place): readonly Change[] {
  const text = ({ type, nullable }: Column): string =>
    `${describeType(type)}${nullable ? ', may be empty' : ''}`;
  return (['inputs', 'outputs'] as const).flatMap((side) => [
    ...pairByName(base[side], head[side]).flatMap(({ name, base: was, head: is }) => {
      const at: Place = {
        ...place,
        subject: `${place.subject}.${name}`,
        spanOf: is === null ? 'base' : 'head',
      };
      if (is === null)
        return was === null ? [] : [changeOf(facet('rules', 'column/removed'), text(was), null, at)];
      if (was === null) return [changeOf(facet('rules', 'column/added'), null, text(is), at)];
      const isSame = saysSame(was.type, is.type) && was.nullable === is.nullable;
      return [
        ...(isSame ? [] : [changeOf(facet('rules', 'column/type'), text(was), text(is), at)]),
        ...compareFacets(COLUMN_FACETS, was, is, at),
      ];
    }),
    ...orderChange(
      facet('rules', `decision/order_of_${side}`),
      Object.keys(base[side]),
      Object.keys(head[side]),
      place,
    ),
  ]);
}

/** Cells and values by their columns: a column that is new and says nothing changes no row. */
type Row = Readonly<Record<string, Tree>>;

function rowOf({ inputs, outputs }: CompiledDecision, { cells, values }: DecisionRow): Row {
  const columns = [...inputs, ...outputs];
  return Object.fromEntries(
    [...cells, ...values].flatMap((cell, at) => (cell === null ? [] : [[columns[at] ?? '', cell] as const])),
  );
}

function rowChanges(base: Decision, head: Decision, place: Place): readonly Change[] {
  const rows = ({ compiled }: Decision): Readonly<Record<string, Row>> =>
    Object.fromEntries(compiled.rows.map((row) => [row.id, rowOf(compiled, row)]));
  const written = (decision: Decision, id: string): string | null => {
    const cells = Object.entries(decision.written[id] ?? {}).filter(([column]) => column !== 'id');
    return cells.length === 0 ? null : cells.map(([column, cell]) => `${column} ${cell}`).join(', ');
  };
  const changes = pairByName(rows(base), rows(head)).flatMap(({ name, base: was, head: is }) => {
    if (saysSame(was, is)) return [];
    const kind = was === null ? 'row/added' : is === null ? 'row/removed' : 'row/changed';
    const at: Place = {
      ...place,
      subject: `decision.${head.name}.${name}`,
      span: (is === null ? base : head).rowSpans[name] ?? place.span,
      spanOf: is === null ? 'base' : 'head',
    };
    const [before, after] = [was && written(base, name), is && written(head, name)];
    return [changeOf(facet('rules', kind), before, after, at)];
  });
  const ids = ({ compiled }: Decision): string[] => compiled.rows.map(({ id }) => id);
  // Where the rows exclude each other, their order says nothing.
  const order =
    head.compiled.hit === 'first'
      ? orderChange(facet('rules', 'decision/row_order'), ids(base), ids(head), place)
      : [];
  return [...compareFacets(TABLE_FACETS, base.compiled, head.compiled, place), ...changes, ...order];
}
