import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { FieldView } from '../../runtime/wire/view.ts';
import { ScrollRegion } from '../screens/ScrollRegion.tsx';
import { useFormats } from '../format/formats.ts';
import { useFormParts } from './form-context.ts';
import type { Values } from './state/form-store.ts';
import { mergeChoices, type Difference, type Side } from './state/merge.ts';
import type { LineValues } from './state/record-values.ts';
import { shownValue } from './state/shown-value.ts';
import type { Conflict } from './state/use-saving.ts';
import { ReadOnlyValue } from './theme/ReadOnlyValue.tsx';
import classes from './theme/conflict.module.css';

type Props = {
  readonly conflict: Conflict;
  readonly close: () => void;
  readonly resolve: (merged: Values) => void;
};

const SIDES: readonly Side[] = ['theirs', 'mine'];

/** A line, column by column; only the columns that differ. */
function LineSide({
  line,
  columns,
}: {
  readonly line: LineValues | undefined;
  readonly columns: readonly FieldView[];
}) {
  const { links } = useFormParts();
  if (line === undefined) return <span className={classes.gone}>Not there</span>;
  return (
    <dl className={classes.line}>
      {columns.map((column) => (
        <div key={column.path}>
          <dt>{column.label}</dt>
          <dd>
            <ReadOnlyValue field={column} value={shownValue(column, line[column.path], links)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function SideValue({ difference, side }: { readonly difference: Difference; readonly side: Side | 'base' }) {
  const { links } = useFormParts();
  const { field, columns } = difference;
  const value = difference[side];
  if (columns !== null) return <LineSide line={value as LineValues | undefined} columns={columns} />;
  return <ReadOnlyValue field={field} value={shownValue(field, value, links)} />;
}

/** What a line is called: its first column's value. */
function LineName({ difference }: { readonly difference: Difference }) {
  const { links } = useFormParts();
  const lines = difference.field.lines;
  const line = (difference.base ?? difference.theirs ?? difference.mine) as LineValues | undefined;
  const first = lines?.fields[0];
  if (lines === undefined || line === undefined || first === undefined) return difference.field.label;
  return (
    <>
      {lines.title}
      <ReadOnlyValue field={first} value={shownValue(first, line[first.path], links)} />
    </>
  );
}

function Choice(props: {
  readonly difference: Difference;
  readonly chosen: Side | undefined;
  readonly choose: (side: Side) => void;
}) {
  const { difference, chosen, choose } = props;
  const { key, field, clash } = difference;
  return (
    <tr data-clash={clash || undefined} data-open={(clash && chosen === undefined) || undefined}>
      <th scope="row">
        {difference.columns === null ? field.label : <LineName difference={difference} />}
        <span className={classes.by}>
          {clash ? 'changed by both' : difference.side === 'mine' ? 'changed by you' : 'changed by them'}
        </span>
      </th>
      <td className={classes.base} data-label="Before">
        <SideValue difference={difference} side="base" />
      </td>
      {SIDES.map((side) => (
        <td key={side} data-label={side === 'mine' ? 'Yours' : 'Theirs'}>
          <label className={classes.side} data-chosen={chosen === side || undefined}>
            <input
              type="radio"
              name={`conflict-${key}`}
              checked={chosen === side}
              onChange={() => choose(side)}
              aria-label={`${field.label}: take ${side === 'mine' ? 'yours' : 'theirs'}`}
            />
            <SideValue difference={difference} side={side} />
          </label>
        </td>
      ))}
    </tr>
  );
}

function Table(props: {
  readonly conflict: Conflict;
  readonly choice: Readonly<Record<string, Side>>;
  readonly choose: (keys: readonly string[], side: Side) => void;
}) {
  const { conflict, choice, choose } = props;
  const keys = conflict.differences.map((difference) => difference.key);
  return (
    <ScrollRegion className={classes.scroll} label="Differences">
      <table className={classes.table} data-choices>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">
              Theirs
              <Button size="compact-xs" variant="default" onClick={() => choose(keys, 'theirs')}>
                Take all theirs
              </Button>
            </th>
            <th scope="col">
              Yours
              <Button size="compact-xs" variant="default" onClick={() => choose(keys, 'mine')}>
                Take all yours
              </Button>
            </th>
          </tr>
        </thead>
        <tbody>
          {conflict.differences.map((difference) => (
            <Choice
              key={difference.key}
              difference={difference}
              chosen={choice[difference.key]}
              choose={(side) => choose([difference.key], side)}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/**
 * Somebody changed the record while it was being edited: shows every field and line that either side changed and lets the
 * person choose. What only one side changed is chosen already; what both changed must be chosen.
 */
export function ConflictDialog({ conflict, close, resolve }: Props) {
  const formats = useFormats();
  const { fields } = useFormParts();
  const [choice, setChoice] = useState<Readonly<Record<string, Side>>>(() =>
    Object.fromEntries(
      conflict.differences.flatMap(({ key, side }) => (side === null ? [] : [[key, side] as const])),
    ),
  );
  const open = conflict.differences.filter(({ key }) => choice[key] === undefined).length;
  const who = conflict.current.updated_by.title ?? 'Somebody';
  return (
    <Modal
      opened
      onClose={close}
      size="60rem"
      title="This record was changed while you were editing it"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={classes.intro}>
        {who} saved it at {formats.datetime(conflict.current.updated_at)}. Choose what to keep; nothing is
        saved until you do.
      </p>
      <Table
        conflict={conflict}
        choice={choice}
        choose={(keys, side) =>
          setChoice((before) => ({ ...before, ...Object.fromEntries(keys.map((key) => [key, side])) }))
        }
      />
      <div className={classes.buttons}>
        <output>{open === 0 ? '' : `${open} ${open === 1 ? 'choice is' : 'choices are'} still open.`}</output>
        <Button variant="subtle" color="gray" onClick={close}>
          Back to editing
        </Button>
        <Button disabled={open > 0} onClick={() => resolve(mergeChoices(conflict, fields, choice))}>
          Save these
        </Button>
      </div>
    </Modal>
  );
}
