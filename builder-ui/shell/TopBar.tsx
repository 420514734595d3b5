import { ActionIcon } from '@mantine/core';
import { Keyboard, PanelLeft, Search } from 'lucide-react';
import type { MeJson } from '../../runtime/wire/view.ts';
import { Breadcrumbs } from './Breadcrumbs.tsx';
import classes from './shell.module.css';

type Props = {
  readonly me: MeJson;
  readonly isOpen: boolean;
  readonly onNavigation: () => void;
  readonly onPalette: () => void;
  readonly onShortcuts: () => void;
};

/** `⌘` on Apple's machines, where it takes the place of Ctrl. */
const COMMAND = /Mac|iPhone|iPad/u.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** Where the page is, and the way to everywhere else. */
export function TopBar({ me, isOpen, onNavigation, onPalette, onShortcuts }: Props) {
  return (
    <section className={classes.bar} aria-label="Top bar">
      <ActionIcon size={28} aria-label="Navigation" aria-expanded={isOpen} onClick={onNavigation}>
        <PanelLeft size={15} aria-hidden />
      </ActionIcon>
      <Breadcrumbs workspace={me.workspace.title} />
      <button
        type="button"
        className={classes.find}
        onClick={onPalette}
        title="Find tools, screens and records"
      >
        <Search size={14} aria-hidden />
        <span className={classes.findText}>Find</span>
        <kbd aria-hidden>{COMMAND} K</kbd>
      </button>
      <ActionIcon size={28} aria-label="Keyboard shortcuts" onClick={onShortcuts} visibleFrom="sm">
        <Keyboard size={15} aria-hidden />
      </ActionIcon>
    </section>
  );
}
