import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

export type Shortcut = {
  /** `g h` is two keys in turn; `mod+k` is Ctrl or Cmd with K. */
  readonly keys: string;
  readonly label: string;
  readonly run: () => unknown;
};
type Group = { readonly title: string; readonly shortcuts: readonly Shortcut[] };

const SWITCH = 'jig.single-keys';
/** A second key counts as part of a sequence for this long. */
const PAUSE_MS = 900;

let groups: readonly Group[] = [];
let pending = '';
let pendingUntil = 0;
const listeners = new Set<() => void>();

function change(next: readonly Group[]): void {
  groups = next;
  for (const listener of listeners) listener();
}

/** Whether shortcuts of one letter are on; a person may turn them off, as speech input types letters (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  return localStorage.getItem(SWITCH) !== 'off';
}

/** Turns shortcuts of one letter on or off. */
export function setSingleKeys(on: boolean): void {
  localStorage.setItem(SWITCH, on ? 'on' : 'off');
  change([...groups]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input:not([type=checkbox]), textarea, select') !== null)
  );
}

const isDialogOpen = (): boolean => document.querySelector('[role="dialog"], dialog') !== null;

function pressedKeys(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = pressedKeys(event);
  const command = pressed.includes('+') && pressed.length > 1;
  if (!command && (!singleKeysOn() || isTyping(event.target) || isDialogOpen())) return;
  const sequence = Date.now() < pendingUntil ? `${pending} ${pressed}` : pressed;
  const all = groups.toReversed().flatMap((group) => group.shortcuts);
  const match = all.find(({ keys }) => keys === sequence) ?? all.find(({ keys }) => keys === pressed);
  const begins = all.some(({ keys }) => keys.startsWith(`${pressed} `));
  pending = begins ? pressed : '';
  pendingUntil = begins ? Date.now() + PAUSE_MS : 0;
  if (match === undefined) return;
  event.preventDefault();
  match.run();
}

/** Starts listening; returns the way to stop. */
export function listenForShortcuts(): () => void {
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

/** Makes shortcuts work, and appear in the list, while the component is shown. The newest group wins a shared key. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const run = useEffectEvent((keys: string) => shortcuts.find((each) => each.keys === keys)?.run());
  const names = shortcuts.map(({ keys, label }) => `${keys}\t${label}`).join('\n');
  useEffect(() => {
    const group: Group = {
      title,
      shortcuts: names.split('\n').map((name) => {
        const [keys = '', label = ''] = name.split('\t');
        return { keys, label, run: () => run(keys) };
      }),
    };
    change([...groups, group]);
    return () => change(groups.filter((each) => each !== group));
  }, [title, names]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Shortcuts that work at the moment, for the list of them. */
export function useShortcutGroups(): readonly Group[] {
  return useSyncExternalStore(subscribe, () => groups);
}
