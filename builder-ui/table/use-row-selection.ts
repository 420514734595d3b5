import { useCallback, useRef, useState } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';

export type Selection = Readonly<Record<string, true>>;
export type SelectHow = 'one' | 'range';

const NONE: Selection = {};

/** Selected rows by id, with an anchor from which a range is drawn. */
export function useRowSelection(rows: readonly RecordJson[]) {
  const [selection, setSelection] = useState<Selection>(NONE);
  const anchor = useRef<number | null>(null);

  const toggle = useCallback(
    (index: number, how: SelectHow) => {
      const from = how === 'range' ? (anchor.current ?? index) : index;
      const ids = rows.slice(Math.min(from, index), Math.max(from, index) + 1).map((row) => row.id);
      const id = rows[index]?.id;
      if (id === undefined) return;
      if (how === 'one') anchor.current = index;
      else anchor.current ??= index;
      setSelection((old) => {
        if (how === 'range')
          return { ...old, ...Object.fromEntries(ids.map((each) => [each, true as const])) };
        if (old[id] === undefined) return { ...old, [id]: true };
        const { [id]: _gone, ...rest } = old;
        return rest;
      });
    },
    [rows],
  );

  const selectAll = useCallback(() => {
    setSelection(Object.fromEntries(rows.map((row) => [row.id, true as const])));
  }, [rows]);

  const clear = useCallback(() => {
    anchor.current = null;
    setSelection(NONE);
  }, []);

  const selected = rows.filter((row) => selection[row.id] === true);
  return { selection, selected, toggle, selectAll, clear };
}
