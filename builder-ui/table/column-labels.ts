import type { ColumnView } from '../../runtime/wire/view.ts';

/**
 * Labels by path for places that list columns side by side. Where two share a label (a customer, and the customer's name),
 * the one behind a reference says which field it is.
 */
export function columnLabels(columns: readonly ColumnView[]): ReadonlyMap<string, string> {
  const seen = new Map<string, number>();
  for (const { label } of columns) seen.set(label, (seen.get(label) ?? 0) + 1);
  return new Map(
    columns.map(({ path, label }) => {
      const last = path.split('.').at(-1) ?? path;
      const shared = (seen.get(label) ?? 0) > 1 && last !== path;
      return [path, shared ? `${label} (${last.replaceAll('_', ' ')})` : label];
    }),
  );
}
