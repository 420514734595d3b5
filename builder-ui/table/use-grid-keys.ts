import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react';
import type { SelectHow } from './use-row-selection.ts';

type Actions = {
  readonly count: number;
  readonly pageRows: () => number;
  readonly scrollTo: (index: number) => void;
  readonly open: (index: number, inNewTab: boolean) => void;
  readonly toggle: ((index: number, how: SelectHow) => void) | null;
  readonly selectAll: () => void;
  readonly clear: () => void;
  readonly hasSelection: boolean;
};

function targetRow(key: string, at: number, { count, pageRows }: Actions): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageRows(),
    PageUp: at - pageRows(),
    Home: 0,
    End: count - 1,
  };
  const target = moves[key];
  return target === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, target));
}

/**
 * Keyboard of a list: one row takes the focus (roving tabindex). Arrows, Page and Home/End move, with Shift they select on
 * the way; Space selects, Enter opens, Ctrl+A selects all loaded rows, Escape lets go of the selection.
 */
export function useGridKeys(bounded: number, setActive: (index: number) => void, actions: Actions) {
  const wantsFocus = useRef(false);
  const takeFocus = useCallback(() => {
    const wanted = wantsFocus.current;
    wantsFocus.current = false;
    return wanted;
  }, []);

  const move = (index: number): void => {
    wantsFocus.current = true;
    setActive(index);
    actions.scrollTo(index);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const onRow = (event.target as HTMLElement).getAttribute('role') === 'row';
    const command = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape' && actions.hasSelection) {
      event.stopPropagation();
      actions.clear();
      return;
    }
    if (command && event.key.toLowerCase() === 'a' && actions.toggle !== null) {
      event.preventDefault();
      actions.selectAll();
      return;
    }
    if (event.altKey || (command && event.key !== 'Enter')) return;
    const target = targetRow(event.key, bounded, actions);
    if (target !== null) {
      event.preventDefault();
      if (event.shiftKey && actions.toggle !== null) {
        actions.toggle(bounded, 'range');
        actions.toggle(target, 'range');
      }
      move(target);
    } else if (onRow && event.key === ' ' && actions.toggle !== null) {
      event.preventDefault();
      actions.toggle(bounded, event.shiftKey ? 'range' : 'one');
    } else if (onRow && event.key === 'Enter') {
      event.preventDefault();
      actions.open(bounded, command);
    }
  };

  return { onKeyDown, takeFocus };
}

/** Gives the row the focus once it is on screen, if the keyboard asked for it. */
export function useRowFocus(isActive: boolean, takeFocus: () => boolean) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive && row.current !== null && takeFocus()) row.current.focus({ preventScroll: true });
  });
  return row;
}
