import type { DesiredColumn, DesiredTable } from '../sql/ddl.ts';
import type { TableShapes } from './table-shape.ts';
import type { Parallel } from './sync-trigger.ts';
import type { Step } from './step.ts';

/** Everything that the stages of an online migration are made from. */
export type OnlineChange = {
  readonly steps: readonly Step[];
  readonly parallels: readonly Parallel[];
  /** What the touched tables look like now: what is taken back is made again as it was. */
  readonly shapes: TableShapes;
  /** Records by table. */
  readonly rows: ReadonlyMap<string, number>;
  /** The workspace's. */
  readonly timeZone: string;
};

export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

/** The steps of one kind. */
export function stepsOf<Kind extends Step['kind']>(change: OnlineChange, kind: Kind): StepOf<Kind>[] {
  return change.steps.filter((step): step is StepOf<Kind> => step.kind === kind);
}

/** Whether the step's table is made by this change, so that nobody looks at it yet. */
export function isNew({ steps }: OnlineChange, table: DesiredTable): boolean {
  return steps.some((step) => step.kind === 'create-table' && step.table.name === table.name);
}

/** The step that adds the column, where this change does. */
export function addedColumn(
  { steps }: OnlineChange,
  table: DesiredTable,
  column: string,
): DesiredColumn | null {
  const step = steps.find(
    (other): other is StepOf<'add-column'> =>
      other.kind === 'add-column' && other.table.name === table.name && other.column.name === column,
  );
  return step?.column ?? null;
}

export function parallelOf(
  { parallels }: OnlineChange,
  table: DesiredTable,
  column: string,
): Parallel | undefined {
  return parallels.find(({ table: name, to }) => name === table.name && to === column);
}

export const rowsOf = ({ rows }: OnlineChange, table: DesiredTable): number => rows.get(table.name) ?? 0;

/** `order.total`: how a sentence names a place. */
export function subject(table: DesiredTable, column: string | null): string {
  const field =
    table.linksOf ??
    (column === null ? null : (table.columns.find(({ name }) => name === column)?.field?.name ?? column));
  return field === null ? table.entity : `${table.entity}.${field}`;
}

export function fieldOf(table: DesiredTable, column: string): string | null {
  return table.linksOf ?? table.columns.find(({ name }) => name === column)?.field?.name ?? null;
}
