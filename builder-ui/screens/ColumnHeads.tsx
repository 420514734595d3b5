import type { FieldView } from '../../runtime/wire/view.ts';

/** Head of a plain table: the label of each column, aligned as its values are. */
export function ColumnHeads({ columns }: { readonly columns: readonly FieldView[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.path} scope="col" data-align={column.align}>
            {column.label}
          </th>
        ))}
      </tr>
    </thead>
  );
}
