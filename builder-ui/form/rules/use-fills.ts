import { useEffect } from 'react';
import type { FormStore, Values } from '../state/form-store.ts';
import { linesOf } from '../state/record-values.ts';
import type { Fill } from './fills.ts';

/** The new value of each field that something is filled into; lines are replaced as a whole. */
function filledFields(fills: readonly Fill[], values: Values): ReadonlyMap<string, unknown> {
  const filled = new Map<string, unknown>();
  for (const { pointer, value } of fills) {
    const [, name = '', row, column] = pointer.split('/');
    if (row === undefined || column === undefined) filled.set(name, value);
    else {
      const rows = linesOf(filled.get(name) ?? values[name]);
      filled.set(
        name,
        rows.map((line, index) => (index === Number(row) ? { ...line, [column]: value } : line)),
      );
    }
  }
  return filled;
}

/**
 * Puts what defaults come to into the fields that nobody touched, as if it had been typed. What a fresh form begins with is
 * no change: leaving it loses nothing.
 */
export function useFills(store: FormStore, setField: (name: string, value: unknown) => void): void {
  useEffect(() => {
    let waiting = false;
    const fill = (): void => {
      waiting = false;
      const untouched = store.dirtyNames().length === 0;
      const filled = filledFields(store.takeFills(), store.values());
      for (const [name, value] of filled) setField(name, value);
      if (untouched && filled.size > 0)
        store.setBaseline({ ...store.baseline(), ...Object.fromEntries(filled) });
    };
    // After the change that is under way: the engine of the form takes one at a time.
    const later = (): void => {
      if (waiting) return;
      waiting = true;
      queueMicrotask(fill);
    };
    later();
    return store.subscribe(later);
  }, [store, setField]);
}
