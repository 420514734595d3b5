import { ActionIcon, Checkbox, Popover, TextInput, Tooltip } from '@mantine/core';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useState } from 'react';
import type { ColumnView, TableView } from '../../runtime/wire/view.ts';
import { columnLabels } from './column-labels.ts';
import type { ListColumns } from './use-list-columns.ts';
import classes from './chooser.module.css';

type Props = { readonly view: TableView; readonly columns: ListColumns };

function moved(paths: readonly string[], path: string, by: -1 | 1): readonly string[] {
  const from = paths.indexOf(path);
  const to = from + by;
  if (from < 0 || to < 0 || to >= paths.length) return paths;
  const rest = paths.filter((each) => each !== path);
  return [...rest.slice(0, to), path, ...rest.slice(to)];
}

function ShownColumns({
  columns,
  labels,
}: Pick<Props, 'columns'> & { readonly labels: ReadonlyMap<string, string> }) {
  const paths = columns.shown.map((column) => column.path);
  return (
    <ul className={classes.list}>
      {columns.shown.map((column, index) => (
        <li key={column.path} className={classes.item}>
          <Checkbox
            className={classes.check}
            checked
            disabled={paths.length === 1}
            label={labels.get(column.path)}
            onChange={() => columns.choose(paths.filter((path) => path !== column.path))}
          />
          <ActionIcon
            size={24}
            aria-label={`Move ${column.label} up`}
            disabled={index === 0}
            onClick={() => columns.choose(moved(paths, column.path, -1))}
          >
            <ArrowUp size={13} aria-hidden />
          </ActionIcon>
          <ActionIcon
            size={24}
            aria-label={`Move ${column.label} down`}
            disabled={index === paths.length - 1}
            onClick={() => columns.choose(moved(paths, column.path, 1))}
          >
            <ArrowDown size={13} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

function Panel({ view, columns }: Props) {
  const [text, setText] = useState('');
  const labels = columnLabels(view.columns);
  const paths = columns.shown.map((column) => column.path);
  const wanted = text.trim().toLowerCase();
  const others = view.columns.filter(
    (column: ColumnView) => !paths.includes(column.path) && column.label.toLowerCase().includes(wanted),
  );
  return (
    <div className={classes.panel}>
      <p className={classes.heading}>Shown</p>
      <ShownColumns columns={columns} labels={labels} />
      <p className={classes.heading}>Others</p>
      <TextInput
        aria-label="Find a column"
        placeholder="Find a column"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ul className={classes.list} data-scroll>
        {others.map((column) => (
          <li key={column.path} className={classes.item}>
            <Checkbox
              className={classes.check}
              checked={false}
              label={labels.get(column.path)}
              onChange={() => columns.choose([...paths, column.path])}
            />
          </li>
        ))}
      </ul>
      {columns.isChosen ? (
        <button type="button" className={classes.reset} onClick={columns.reset}>
          Back to the usual columns and widths
        </button>
      ) : null}
    </div>
  );
}

/** Which columns a list shows and in which order; kept for the person. */
export function ColumnChooser({ view, columns }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label="Columns" disabled={opened}>
          <ActionIcon
            size={28}
            aria-label="Choose columns"
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            <Columns3 size={15} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Panel view={view} columns={columns} />
      </Popover.Dropdown>
    </Popover>
  );
}
