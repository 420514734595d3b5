import { Plus, Undo2 } from 'lucide-react';
import {
  lazy,
  Suspense,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { inputId, useFormParts } from '../form-context.ts';
import { currencySign } from '../values/number-text.ts';
import { isTabbed, readPasted, type Pasted } from './paste-text.ts';
import { LineColumns, tableWidth } from './LineColumns.tsx';
import { LineRow } from './LineRow.tsx';
import { LiveTotals } from './LiveTotals.tsx';
import { lineKey } from './line-keys.ts';
import { createLineGrid, type LineCommands } from './line-grid.ts';
import { inSentence } from '../../format/in-sentence.ts';
import classes from './lines.module.css';

const PasteDialog = lazy(() =>
  import('./PasteDialog.tsx').then((module) => ({ default: module.PasteDialog })),
);

type Props = {
  readonly name: string;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
};

/** Place of the cell in which an event happened. */
function cellOf(target: EventTarget | null): { row: number; column: number } | null {
  const cell = target instanceof HTMLElement ? target.closest<HTMLElement>('td[data-column]') : null;
  const row = cell?.closest<HTMLElement>('tr[data-row]');
  if (cell === null || row === null || row === undefined) return null;
  return { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) };
}

function focusCell(grid: RefObject<HTMLElement | null>, row: number, column: number): void {
  // A row that was just added is drawn in the next frame.
  requestAnimationFrame(() => {
    const cells = grid.current?.querySelectorAll<HTMLElement>(`tr[data-row="${row}"] td[data-column]`);
    const from = [...(cells ?? [])].slice(column);
    const input = [...from, ...(cells ?? [])]
      .map((cell) => cell.querySelector<HTMLElement>('input, textarea'))
      .find((element) => element !== null);
    input?.focus();
    if (input instanceof HTMLInputElement && input.type !== 'checkbox') input.select();
  });
}

function Heads({
  columns,
  writable,
  locale,
}: {
  readonly locale: string;
  readonly columns: readonly FieldView[];
  readonly writable: (column: string) => boolean;
}) {
  return (
    <thead>
      <tr>
        <th scope="col" className={classes.number}>
          <span className={classes.hiddenText}>Line</span>
        </th>
        {columns.map((column) => (
          <th
            key={column.path}
            scope="col"
            data-align={column.align}
            data-kind={column.type}
            title={column.help ?? undefined}
          >
            {column.label}
            {column.currency !== undefined && (
              <span className={classes.unit}> {currencySign(column.currency, locale)}</span>
            )}
            {column.required && writable(column.path) && (
              <span aria-hidden className={classes.required}>
                {' '}
                *
              </span>
            )}
          </th>
        ))}
        <th scope="col" className={classes.actions}>
          <span className={classes.hiddenText}>Actions</span>
        </th>
      </tr>
    </thead>
  );
}

function LineBar(props: {
  readonly id: string;
  readonly title: string;
  readonly removed: number;
  readonly commands: LineCommands;
  readonly add: () => void;
}) {
  return (
    <div className={classes.bar}>
      <button type="button" id={props.id} className={classes.add} onClick={props.add}>
        <Plus size={14} aria-hidden /> Add {inSentence(props.title)}
      </button>
      {props.removed > 0 && (
        <output className={classes.undo}>
          {props.removed === 1 ? 'One line deleted.' : `${props.removed} lines deleted.`}
          <button type="button" className={classes.add} onClick={props.commands.undo}>
            <Undo2 size={14} aria-hidden /> Undo
          </button>
        </output>
      )}
      <span className={classes.hint}>
        <kbd>Enter</kbd> next line <kbd>Ctrl D</kbd> duplicate <kbd>Ctrl ⇧ ⌫</kbd> delete · paste from a
        spreadsheet
      </span>
    </div>
  );
}

/** Owned lines as a grid that is filled without the mouse: Tab across, Enter down, paste from a spreadsheet. */
export function LinesField({ name, value, change }: Props) {
  const { store, fields, place, idPrefix } = useFormParts();
  const [removed, setRemoved] = useState(0);
  const [lineGrid] = useState(() => createLineGrid(name, store, setRemoved));
  const { rows, keys } = lineGrid.take(value, change);
  const { commands } = lineGrid;
  const grid = useRef<HTMLDivElement>(null);
  const [pasted, setPasted] = useState<{ readonly row: number; readonly content: Pasted } | null>(null);
  const field = fields.byName.get(name);
  const lines = field?.lines;
  if (field === undefined || lines === undefined) return null;
  const columns = lines.fields;
  const writable = (column: string): boolean => fields.isLineWritable(name, column);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = cellOf(event.target);
    if (at !== null) lineKey(event, at, rows.length, commands, (row, column) => focusCell(grid, row, column));
  };
  const onPaste = (event: ClipboardEvent): void => {
    const at = cellOf(event.target);
    const text = event.clipboardData.getData('text/plain');
    if (at === null || !isTabbed(text)) return;
    event.preventDefault();
    setPasted({ row: at.row, content: readPasted(text, columns, at.column, writable, place) });
  };
  const id = inputId(idPrefix, `/${name}`);
  return (
    <div ref={grid} className={classes.lines}>
      {rows.length > 0 && (
        <div className={classes.scroll}>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys and pastes of its inputs */}
          <table
            className={classes.table}
            data-fixed
            style={{ minWidth: tableWidth(columns) }}
            aria-labelledby={`${id}_label`}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
          >
            <LineColumns columns={columns} actions />
            <Heads columns={columns} writable={writable} locale={place.locale} />
            <tbody>
              {rows.map((row, index) => (
                <LineRow
                  key={keys[index]}
                  list={name}
                  title={lines.title}
                  columns={columns}
                  row={row}
                  index={index}
                  rowKey={keys[index] ?? 0}
                  isWritable={writable}
                  commands={commands}
                />
              ))}
            </tbody>
            <LiveTotals list={name} columns={columns} rows={rows} />
          </table>
        </div>
      )}
      <LineBar
        id={id}
        title={lines.title}
        removed={removed}
        commands={commands}
        add={() => focusCell(grid, commands.add(), 0)}
      />
      <Suspense fallback={null}>
        {pasted !== null && (
          <PasteDialog
            pasted={pasted.content}
            close={() => setPasted(null)}
            apply={(cells) => {
              commands.fill(pasted.row, cells);
              store.visit(
                cells.flatMap((line, at) =>
                  Object.keys(line).map((column) => `/${name}/${pasted.row + at}/${column}`),
                ),
              );
              setPasted(null);
              focusCell(grid, pasted.row, 0);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
