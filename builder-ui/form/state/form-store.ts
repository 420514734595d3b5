import { useSyncExternalStore } from 'react';
import { sameValue } from './same-value.ts';

export type Values = Readonly<Record<string, unknown>>;
/** Messages by JSON pointer into the form's values: `/amount`, `/lines/2/quantity`. */
export type Messages = Readonly<Record<string, string>>;

/**
 * What the screen knows about a form besides the values being typed: the values it began with, what was found wrong, and
 * which fields were visited. Fields subscribe to their own part, so that a keystroke draws one field.
 */
export type FormStore = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly values: () => Values;
  readonly baseline: () => Values;
  readonly isDirty: (name: string) => boolean;
  readonly dirtyNames: () => readonly string[];
  /** The message that a field shows: the server's, else the check's once the field was visited or saving was tried. */
  readonly errorAt: (pointer: string) => string | undefined;
  /** Saving was tried, or the server refused something: what is wrong is listed above the form. */
  readonly tried: () => boolean;
  /** Everything that is wrong and shown, by pointer. */
  readonly shownErrors: () => Messages;
  /** Takes new values; the server's messages for what changed go away, and shown checks are made anew. */
  readonly setValues: (values: Values) => void;
  readonly setBaseline: (baseline: Values) => void;
  /** The person left these fields: from now on they show what is wrong with them. */
  readonly visit: (pointers: readonly string[]) => void;
  /** Checks everything and shows what is wrong by now; what is added later is checked when it is left. */
  readonly checkAll: () => Messages;
  readonly setServerErrors: (errors: Messages) => void;
  /** Rows of a list moved: `to[i]` is the new index of row `i`, or null when it is gone. */
  readonly moveRows: (name: string, to: readonly (number | null)[]) => void;
};

type State = {
  values: Values;
  baseline: Values;
  checked: Messages;
  server: Messages;
  visited: ReadonlySet<string>;
  tried: boolean;
};

const under = (pointer: string, name: string): boolean =>
  pointer === `/${name}` || pointer.startsWith(`/${name}/`);

function valueAt(values: Values, pointer: string): unknown {
  let value: unknown = values;
  for (const step of pointer.slice(1).split('/')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** `pointer` with the row index of list `name` replaced; null when that row is gone. */
function movePointer(pointer: string, name: string, to: readonly (number | null)[]): string | null {
  const prefix = `/${name}/`;
  if (!pointer.startsWith(prefix)) return pointer;
  const [index = '', ...rest] = pointer.slice(prefix.length).split('/');
  const moved = to[Number(index)];
  return moved === null || moved === undefined ? null : [`/${name}`, moved, ...rest].join('/');
}

/** Makes the store of one form. `check` finds what is wrong with values; it runs only when its result may be shown. */
export function createFormStore(
  initial: { readonly values: Values; readonly baseline: Values },
  check: (values: Values) => Messages,
): FormStore {
  const state: State = { ...initial, checked: {}, server: {}, visited: new Set(), tried: false };
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const errorAt = (pointer: string): string | undefined =>
    state.server[pointer] ?? (state.tried || state.visited.has(pointer) ? state.checked[pointer] : undefined);
  const isDirty = (name: string): boolean => !sameValue(state.values[name], state.baseline[name]);
  const changedNames = (next: Values): readonly string[] =>
    [...new Set([...Object.keys(next), ...Object.keys(state.values)])].filter(
      (name) => !sameValue(next[name], state.values[name]),
    );
  const recheck = (): void => {
    state.checked = check(state.values);
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    values: () => state.values,
    baseline: () => state.baseline,
    isDirty,
    dirtyNames: () =>
      [...new Set([...Object.keys(state.values), ...Object.keys(state.baseline)])].filter(isDirty),
    errorAt,
    tried: () => state.tried || Object.keys(state.server).length > 0,
    shownErrors: () =>
      Object.fromEntries(
        [...new Set([...Object.keys(state.checked), ...Object.keys(state.server)])].flatMap((pointer) => {
          const message = errorAt(pointer);
          return message === undefined ? [] : [[pointer, message]];
        }),
      ),
    setValues: (next) => {
      const changed = changedNames(next);
      const before = state.values;
      state.values = next;
      if (changed.length > 0)
        state.server = Object.fromEntries(
          Object.entries(state.server).filter(
            ([pointer]) =>
              !changed.some((name) => under(pointer, name)) ||
              (pointer.split('/').length > 2 && sameValue(valueAt(before, pointer), valueAt(next, pointer))),
          ),
        );
      if (Object.keys(state.checked).length > 0) recheck();
      tell();
    },
    setBaseline: (baseline) => {
      state.baseline = baseline;
      tell();
    },
    visit: (pointers) => {
      state.visited = new Set([...state.visited, ...pointers]);
      recheck();
      tell();
    },
    checkAll: () => {
      state.tried = true;
      recheck();
      state.visited = new Set([...state.visited, ...Object.keys(state.checked)]);
      tell();
      return state.checked;
    },
    setServerErrors: (errors) => {
      state.server = errors;
      tell();
    },
    moveRows: (name, to) => {
      const move = <T>(entries: Iterable<readonly [string, T]>): [string, T][] =>
        [...entries].flatMap(([pointer, value]) => {
          const moved = movePointer(pointer, name, to);
          return moved === null ? [] : [[moved, value] as [string, T]];
        });
      state.server = Object.fromEntries(move(Object.entries(state.server)));
      state.visited = new Set(move([...state.visited].map((pointer) => [pointer, true])).map(([at]) => at));
      tell();
    },
  };
}

/** A part of the store, drawn anew when it changes. `read` gives text, a number or a truth value. */
export function useFormPart<T extends string | number | boolean | undefined>(
  store: FormStore,
  read: (store: FormStore) => T,
): T {
  return useSyncExternalStore(store.subscribe, () => read(store));
}
