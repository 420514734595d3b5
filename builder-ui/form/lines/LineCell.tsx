import { memo } from 'react';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { inputId, useFormParts } from '../form-context.ts';
import { afterPress } from '../state/after-press.ts';
import { useFormPart } from '../state/form-store.ts';
import { sameValue } from '../state/same-value.ts';
import { shownValue } from '../state/shown-value.ts';
import { ComputedValue } from '../theme/ComputedValue.tsx';
import { ReadOnlyValue } from '../theme/ReadOnlyValue.tsx';
import { WidgetOf } from '../widgets/WidgetOf.tsx';
import type { LineCommands } from './line-grid.ts';
import classes from './lines.module.css';

type Props = {
  readonly list: string;
  readonly column: FieldView;
  readonly columnIndex: number;
  readonly index: number;
  readonly rowKey: number;
  readonly value: unknown;
  readonly writable: boolean;
  readonly commands: LineCommands;
};

/** One cell of a line: its widget without a frame, its message below. */
function DrawnCell({ list, column, columnIndex, index, rowKey, value, writable, commands }: Props) {
  const { store, idPrefix, links } = useFormParts();
  const pointer = `/${list}/${index}/${column.path}`;
  const error = useFormPart(store, (form) => form.errorAt(pointer));
  const warning = useFormPart(store, (form) => form.warningAt(pointer));
  const shown = useFormPart(store, (form) => form.isShown(pointer));
  const locked = useFormPart(store, (form) => form.isLocked(pointer));
  const id = inputId(idPrefix, pointer);
  const described = [error === undefined ? '' : `${id}_error`, warning === undefined ? '' : `${id}_warning`];
  return (
    <td
      className={classes.cell}
      data-align={column.align}
      data-label={column.label}
      data-column={columnIndex}
      data-invalid={error !== undefined || undefined}
      data-read-only={!writable || locked || !shown || undefined}
    >
      {!shown ? null : column.computed !== null ? (
        <ComputedValue field={column} pointer={pointer} saved={value} />
      ) : writable && !locked ? (
        <WidgetOf
          id={id}
          field={column}
          value={value}
          change={(next) => commands.setCell(rowKey, column.path, next)}
          leave={() => afterPress(() => store.visit([pointer]))}
          invalid={error !== undefined}
          describedBy={described.filter((each) => each !== '').join(' ') || undefined}
          compact
          label={`${column.label}, line ${index + 1}`}
        />
      ) : (
        <ReadOnlyValue field={column} value={shownValue(column, value, links)} />
      )}
      {error !== undefined && (
        <p id={`${id}_error`} className={classes.error}>
          {error}
        </p>
      )}
      {warning !== undefined && (
        <p id={`${id}_warning`} className={classes.warning}>
          {warning}
        </p>
      )}
    </td>
  );
}

/** Drawn anew only when its value changes: a grid of 200 lines takes a keystroke without a delay. */
export const LineCell = memo(
  DrawnCell,
  (before, after) =>
    before.index === after.index &&
    before.rowKey === after.rowKey &&
    before.column === after.column &&
    before.writable === after.writable &&
    before.commands === after.commands &&
    sameValue(before.value, after.value) &&
    typeof before.value === typeof after.value,
);
