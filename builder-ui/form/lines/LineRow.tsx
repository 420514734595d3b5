import { Copy, Trash2 } from 'lucide-react';
import { memo } from 'react';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { sameValue } from '../state/same-value.ts';
import type { LineValues } from '../state/record-values.ts';
import { LineCell } from './LineCell.tsx';
import type { LineCommands } from './line-grid.ts';
import classes from './lines.module.css';

type Props = {
  readonly list: string;
  readonly title: string;
  readonly columns: readonly FieldView[];
  readonly row: LineValues;
  readonly index: number;
  readonly rowKey: number;
  readonly isWritable: (column: string) => boolean;
  readonly commands: LineCommands;
};

function DrawnRow({ list, title, columns, row, index, rowKey, isWritable, commands }: Props) {
  return (
    <tr data-row={index} className={classes.row}>
      <th scope="row" className={classes.number} data-title={`${title} ${index + 1}`}>
        {index + 1}
      </th>
      {columns.map((column, columnIndex) => (
        <LineCell
          key={column.path}
          list={list}
          column={column}
          columnIndex={columnIndex}
          index={index}
          rowKey={rowKey}
          value={row[column.path]}
          writable={isWritable(column.path)}
          commands={commands}
        />
      ))}
      <td className={classes.actions}>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Duplicate line ${index + 1}`}
          title="Duplicate (Ctrl+D)"
          onClick={() => commands.duplicate(index)}
        >
          <Copy size={14} aria-hidden />
        </button>
        <button
          type="button"
          aria-label={`Delete line ${index + 1}`}
          title="Delete (Ctrl+Shift+Backspace)"
          onClick={() => commands.remove(index)}
        >
          <Trash2 size={14} aria-hidden />
        </button>
      </td>
    </tr>
  );
}

/** One line. The engine copies every row on each keystroke, so rows are compared by what they hold. */
export const LineRow = memo(
  DrawnRow,
  (before, after) =>
    before.index === after.index &&
    before.rowKey === after.rowKey &&
    before.columns === after.columns &&
    before.commands === after.commands &&
    after.columns.every(({ path }) => {
      const [old, next] = [before.row[path], after.row[path]];
      return typeof old === typeof next && sameValue(old, next);
    }),
);
