import type { KeyboardEvent } from 'react';
import type { LineCommands } from './line-grid.ts';

type At = { readonly row: number; readonly column: number };

const isMultiline = (target: EventTarget): boolean => target instanceof HTMLTextAreaElement;

/** Keys of a grid of lines. Widgets take their own keys first (an open list its arrows and Enter). */
export function lineKey(
  event: KeyboardEvent,
  { row, column }: At,
  count: number,
  commands: LineCommands,
  focus: (row: number, column: number) => void,
): void {
  const command = event.ctrlKey || event.metaKey;
  const go = (to: number): void => {
    event.preventDefault();
    focus(to, column);
  };
  if (command && !event.shiftKey && event.key.toLowerCase() === 'd') {
    commands.duplicate(row);
    go(row + 1);
  } else if (command && event.shiftKey && (event.key === 'Backspace' || event.key === 'Delete')) {
    commands.remove(row);
    if (count > 1) go(Math.min(row, count - 2));
  } else if (command || event.altKey || event.target instanceof HTMLButtonElement) {
    return;
  } else if (event.key === 'Enter' && !isMultiline(event.target)) {
    if (event.shiftKey) go(Math.max(0, row - 1));
    else if (row < count - 1) go(row + 1);
    else {
      event.preventDefault();
      focus(commands.add(row), 0);
    }
  } else if (event.key === 'ArrowDown' && row < count - 1 && !isMultiline(event.target)) go(row + 1);
  else if (event.key === 'ArrowUp' && row > 0 && !isMultiline(event.target)) go(row - 1);
}
