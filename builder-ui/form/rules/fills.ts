import { isEmpty, sameValue } from '../state/same-value.ts';

/** A value that a default gives to a field, by pointer. */
export type Fill = { readonly pointer: string; readonly value: unknown };

/**
 * Decides where a default may fill in: a field that is empty, or still holds what the default gave before. What a person
 * wrote or cleared stays, whatever the default comes to later.
 */
export function createFills() {
  let last = new Map<string, unknown>();
  let open = new Map<string, unknown>();
  return {
    /** The default of the field at `pointer` comes to `value`; the field holds `current`. */
    offer: (pointer: string, value: unknown, current: unknown): void => {
      const had = last.has(pointer);
      const before = last.get(pointer) ?? null;
      last.set(pointer, value);
      if (had ? sameValue(before, value) : isEmpty(value)) return;
      const untouched = isEmpty(current) ? isEmpty(before) : had && sameValue(current, before);
      if (untouched && !sameValue(current, value)) open.set(pointer, value);
    },
    take: (): readonly Fill[] => {
      if (open.size === 0) return [];
      const taken = [...open].map(([pointer, value]) => ({ pointer, value }));
      open = new Map();
      return taken;
    },
    /** Rows of a list moved: `to[i]` is the new index of row `i`, or null when it is gone. */
    moveRows: (list: string, to: readonly (number | null)[]): void => {
      const prefix = `/${list}/`;
      last = new Map(
        [...last].flatMap(([pointer, value]) => {
          if (!pointer.startsWith(prefix)) return [[pointer, value] as const];
          const [row = '', column = ''] = pointer.slice(prefix.length).split('/');
          const moved = to[Number(row)] ?? null;
          return moved === null ? [] : [[`${prefix}${moved}/${column}`, value] as const];
        }),
      );
    },
  };
}
