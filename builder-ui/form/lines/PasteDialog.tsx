import { Button, Modal } from '@mantine/core';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { entityViewQuery } from '../../api/views.ts';
import { ColumnHeads } from '../../screens/ColumnHeads.tsx';
import { ScrollRegion } from '../../screens/ScrollRegion.tsx';
import { useFormParts } from '../form-context.ts';
import type { Links, LineValues } from '../state/record-values.ts';
import { foldText } from '../values/read-text.ts';
import { recordSearchQuery } from '../widgets/reference-search.ts';
import type { Pasted, PastedCell } from './paste-text.ts';
import { inSentence } from '../../format/in-sentence.ts';
import classes from './lines.module.css';

type Props = {
  readonly pasted: Pasted;
  readonly close: () => void;
  readonly apply: (rows: readonly LineValues[]) => void;
};

/** Rows shown before pasting; the rest is counted. */
const SHOWN = 50;
/** Different titles of records looked up for one paste. */
const MOST_LOOK_UPS = 300;

type Found = { readonly id: string; readonly title: string } | { readonly problem: string };
const lookUpKey = (cell: PastedCell): string => `${cell.column.path} ${foldText(cell.text)}`;

async function findTarget(client: QueryClient, column: FieldView, text: string): Promise<Found> {
  if (column.target === undefined) return { problem: 'Choose the person by hand.' };
  const view = await client.ensureQueryData(entityViewQuery('table', column.target.entity, null));
  const options = await client.fetchQuery(recordSearchQuery(view, text.trim(), 5));
  const same = options.filter(
    (option) => foldText(option.label) === foldText(text) || foldText(option.note ?? '') === foldText(text),
  );
  if (same.length === 1 && same[0] !== undefined) return { id: same[0].value, title: same[0].label };
  return {
    problem:
      same.length === 0
        ? `No ${inSentence(column.target.title)} has this name.`
        : 'More than one has this name.',
  };
}

/** Looks up the records that pasted text names. */
function useLookUps(pasted: Pasted): { readonly found: ReadonlyMap<string, Found>; readonly done: boolean } {
  const client = useQueryClient();
  const [state, setState] = useState<{ found: ReadonlyMap<string, Found>; done: boolean }>({
    found: new Map(),
    done: false,
  });
  useEffect(() => {
    let stopped = false;
    const wanted = new Map(
      pasted.rows.flatMap((row) =>
        row.filter((cell) => cell.lookUp).map((cell) => [lookUpKey(cell), cell] as const),
      ),
    );
    const run = async (): Promise<void> => {
      const found = new Map<string, Found>();
      for (const [key, cell] of [...wanted].slice(0, MOST_LOOK_UPS)) {
        if (stopped) return;
        found.set(
          key,
          await findTarget(client, cell.column, cell.text).catch(() => ({
            problem: 'It could not be looked up.',
          })),
        );
      }
      if (!stopped) setState({ found, done: true });
    };
    void run();
    return () => {
      stopped = true;
    };
  }, [client, pasted]);
  return state;
}

function problemOf(cell: PastedCell, found: ReadonlyMap<string, Found>): string | null {
  if (!cell.lookUp) return cell.problem;
  const target = found.get(lookUpKey(cell));
  return target === undefined
    ? 'Too many different names to look up.'
    : 'problem' in target
      ? target.problem
      : null;
}

/** The pasted cells as values of lines; the titles of found records are noted. */
function toLines(pasted: Pasted, found: ReadonlyMap<string, Found>, links: Links): readonly LineValues[] {
  return pasted.rows.map((row) =>
    Object.fromEntries(
      row.map((cell) => {
        const target = cell.lookUp ? found.get(lookUpKey(cell)) : undefined;
        if (target === undefined || !('id' in target)) return [cell.column.path, cell.value];
        links.set(target.id, { id: target.id, title: target.title });
        return [cell.column.path, cell.column.type === 'references' ? [target.id] : target.id];
      }),
    ),
  );
}

function Preview({ pasted, found }: { readonly pasted: Pasted; readonly found: ReadonlyMap<string, Found> }) {
  const columns = pasted.rows[0]?.map((cell) => cell.column) ?? [];
  return (
    <ScrollRegion className={classes.preview} label="Cells to paste">
      <table className={classes.table}>
        <ColumnHeads columns={columns} />
        <tbody>
          {pasted.rows.slice(0, SHOWN).map((row, index) => (
            <tr key={index} className={classes.row}>
              {row.map((cell) => {
                const problem = problemOf(cell, found);
                return (
                  <td
                    key={cell.column.path}
                    className={classes.previewCell}
                    data-align={cell.column.align}
                    data-invalid={problem !== null || undefined}
                  >
                    {cell.text}
                    {problem !== null && <p className={classes.error}>{problem}</p>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Shows what a paste would write, cell by cell, before it does. Cells that cannot be read keep their text and are marked. */
export function PasteDialog({ pasted, close, apply }: Props) {
  const { links } = useFormParts();
  const { found, done } = useLookUps(pasted);
  const bad = done ? pasted.rows.flat().filter((cell) => problemOf(cell, found) !== null).length : 0;
  const count = pasted.rows.length;
  const lines = `${count} ${count === 1 ? 'row' : 'rows'}`;
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={`Paste ${lines}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Preview pasted={pasted} found={done ? found : new Map()} />
      <output className={classes.summary}>
        {!done
          ? 'Looking up names…'
          : bad === 0
            ? 'Every cell can be read.'
            : `${bad} ${bad === 1 ? 'cell needs' : 'cells need'} correction. They keep their text and are marked in the grid.`}
        {count > SHOWN && ` The first ${SHOWN} rows are shown.`}
        {pasted.left > 0 &&
          ` ${pasted.left} ${pasted.left === 1 ? 'column has' : 'columns have'} no place here and are left out.`}
      </output>
      <div className={classes.dialogButtons}>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button data-autofocus disabled={!done} onClick={() => apply(toLines(pasted, found, links))}>
          Paste {lines}
        </Button>
      </div>
    </Modal>
  );
}
