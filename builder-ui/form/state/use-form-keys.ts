import type { KeyboardEvent, RefObject } from 'react';
import { useShortcuts } from '../../shell/shortcuts.ts';

type Commands = { readonly save: () => void; readonly saveAndNew: () => void; readonly cancel: () => void };

/**
 * Ctrl/Cmd+S saves and Ctrl/Cmd+Enter saves for the next one, wherever the keyboard is; of several open forms the newest
 * listens. Gives the handler for Esc inside the form, which leaves it; dialogs over the form keep their own Esc.
 */
export function useFormKeys(
  root: RefObject<HTMLElement | null>,
  commands: Commands,
): (event: KeyboardEvent) => void {
  useShortcuts('Form', [
    { keys: 'mod+s', label: 'Save', run: commands.save },
    { keys: 'mod+Enter', label: 'Save and start the next', run: commands.saveAndNew },
  ]);
  return (event) => {
    const inside = event.target instanceof Node && root.current?.contains(event.target) === true;
    if (event.key !== 'Escape' || event.defaultPrevented || !inside) return;
    event.preventDefault();
    event.stopPropagation();
    commands.cancel();
  };
}
