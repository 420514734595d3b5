import { useSyncExternalStore } from 'react';
import type { FieldState } from '../../../runtime/rules/field-states.ts';
import type { Failure, LiveRules } from '../rules/live-rules.ts';
import type { Fill } from '../rules/fills.ts';
import { isEmpty, sameValue } from './same-value.ts';

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
  /** How the field or cell stands by the rules; null where no rule speaks of it. */
  readonly standing: (pointer: string) => FieldState | null;
  /** Whether the rules keep the field or cell from being changed. What was changed before stays in reach, to be put back. */
  readonly isLocked: (pointer: string) => boolean;
  /** Whether the field or cell is shown: hidden ones keep their value. */
  readonly isShown: (pointer: string) => boolean;
  /** The live value of a computed field; undefined where the browser cannot tell. */
  readonly computed: (pointer: string) => unknown;
  /** What a rule says of the value without standing in the way of saving. */
  readonly warningAt: (pointer: string) => string | undefined;
  /** Values that defaults give to fields nobody touched, since the last call. */
  readonly takeFills: () => readonly Fill[];
  /** Something that the rules look at beyond the values has arrived. */
  readonly rerun: () => void;
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

/**
 * Makes the store of one form. `check` finds what is wrong with values; it runs only when its result may be shown. The rules
 * run on every change of something that they look at.
 */
export function createFormStore(
  initial: { readonly values: Values; readonly baseline: Values },
  check: (values: Values, baseline: Values) => Messages,
  rules: LiveRules,
): FormStore {
  const state: State = { ...initial, checked: {}, server: {}, visited: new Set(), tried: false };
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  // Asked of every field and cell on every key: where no rule speaks, there is nothing to look up.
  const isShown = (pointer: string): boolean => {
    if (!rules.decidesFields) return true;
    const [, name = ''] = pointer.split('/');
    return (rules.standing(`/${name}`)?.visible ?? true) && (rules.standing(pointer)?.visible ?? true);
  };
  /** That a value is missing is said of the value itself: what would have to be true of it is no news then. */
  const isMissing = ({ looksAt }: Failure): boolean =>
    looksAt.some((at) => state.checked[at] !== undefined && isEmpty(valueAt(state.values, at)));
  /** A check speaks once somebody left a value that it looks at and the others are filled in: not of what is still to come. */
  const isRevealed = (failure: Failure): boolean => !isMissing(failure) && isTouched(failure);
  const isTouched = ({ looksAt }: Failure): boolean =>
    state.tried ||
    (looksAt.some((at) => state.visited.has(at)) &&
      looksAt.every((at) => state.visited.has(at) || !isEmpty(valueAt(state.values, at))));
  const failureAt = (pointer: string, enforce: Failure['enforce']): string | undefined => {
    const failures = rules.failures();
    if (failures.length === 0) return undefined;
    const found = failures.filter(
      (failure) => failure.pointer === pointer && failure.enforce === enforce && isRevealed(failure),
    );
    return found.length === 0 ? undefined : found.map(({ message }) => message).join(' ');
  };
  const errorAt = (pointer: string): string | undefined => {
    if (!isShown(pointer)) return undefined;
    const checked = state.tried || state.visited.has(pointer) ? state.checked[pointer] : undefined;
    return state.server[pointer] ?? checked ?? failureAt(pointer, 'error');
  };
  const isDirty = (name: string): boolean => !sameValue(state.values[name], state.baseline[name]);
  const changedNames = (next: Values): readonly string[] =>
    [...new Set([...Object.keys(next), ...Object.keys(state.values)])].filter(
      (name) => !sameValue(next[name], state.values[name]),
    );
  const recheck = (): void => {
    state.checked = check(state.values, state.baseline);
  };
  const broken = (): readonly Failure[] =>
    rules.failures().filter((failure) => failure.enforce === 'error' && !isMissing(failure));
  rules.run(state.values, state.baseline, null);
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
        [
          ...new Set([
            ...Object.keys(state.checked),
            ...Object.keys(state.server),
            ...broken().map(({ pointer }) => pointer),
          ]),
        ].flatMap((pointer) => {
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
      if (changed.length > 0) rules.run(next, state.baseline, changed);
      if (Object.keys(state.checked).length > 0) recheck();
      tell();
    },
    setBaseline: (baseline) => {
      state.baseline = baseline;
      rules.run(state.values, baseline, null);
      tell();
    },
    standing: rules.standing,
    isLocked: (pointer) => {
      const [, name = '', row] = pointer.split('/');
      const locked = rules.standing(pointer)?.editable === false;
      return locked && (row !== undefined || !isDirty(name));
    },
    isShown,
    computed: rules.computed,
    warningAt: (pointer) => (isShown(pointer) ? failureAt(pointer, 'warn') : undefined),
    takeFills: rules.takeFills,
    rerun: () => {
      rules.run(state.values, state.baseline, null);
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
      return Object.fromEntries([
        ...broken().map(({ pointer, message }) => [pointer, message] as const),
        ...Object.entries(state.checked),
      ]);
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
      rules.moveRows(name, to);
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
