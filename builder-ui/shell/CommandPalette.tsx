/* oxlint-disable jsx-a11y/prefer-tag-over-role -- HTML has no list of choices below a text input that shows icons */
import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { CornerDownLeft, FileText, LayoutGrid, Plus, Table2, type LucideIcon } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useMe, useNavigation } from '../api/views.ts';
import { useGo, type Address } from '../routes/PlaceLink.tsx';
import {
  pageEntries,
  screenEntries,
  useRecordEntries,
  type Entry,
  type EntryKind,
} from './palette-entries.ts';
import classes from './palette.module.css';

const ICONS: Readonly<Record<EntryKind, LucideIcon>> = {
  tool: LayoutGrid,
  screen: Table2,
  create: Plus,
  record: FileText,
};

function useEntries(text: string): { entries: readonly Entry[]; searching: boolean } {
  const navigation = useNavigation();
  const me = useMe();
  const [asked] = useDebouncedValue(text.trim(), 180);
  const records = useRecordEntries(navigation, asked);
  const screens = [...screenEntries(navigation, text.trim()), ...pageEntries(me, text.trim())];
  return { entries: [...screens, ...records.entries], searching: records.searching };
}

function useChoice(entries: readonly Entry[], open: (address: Address) => void) {
  const [at, setAt] = useState(0);
  const bounded = Math.max(0, Math.min(at, entries.length - 1));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      if (entries.length > 0) setAt((bounded + by + entries.length) % entries.length);
    } else if (event.key === 'Enter') {
      const entry = entries[bounded];
      if (entry !== undefined) open(entry.address);
    }
  };
  return { at: bounded, setAt, onKeyDown };
}

/** Finds tools, screens and records by a few letters. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const go = useGo();
  const list = useId();
  const [text, setText] = useState('');
  const { entries, searching } = useEntries(text);
  const open = (address: Address): void => {
    onClose();
    go(address);
  };
  const choice = useChoice(entries, open);
  useEffect(() => {
    document.querySelector(`[id="${list}-${choice.at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [list, choice.at]);
  return (
    <Modal.Root
      lockScroll={false}
      opened
      onClose={onClose}
      padding={0}
      size="36rem"
      yOffset="12vh"
      centered={false}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Find">
        <Modal.Body>
          <input
            className={classes.input}
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={entries.length === 0 ? undefined : `${list}-${choice.at}`}
            aria-label="Find tools, screens and records"
            placeholder="Find tools, screens and records"
            value={text}
            maxLength={200}
            onChange={(event) => {
              setText(event.currentTarget.value);
              choice.setAt(0);
            }}
            onKeyDown={choice.onKeyDown}
          />
          <div role="listbox" id={list} aria-label="Found" className={classes.list}>
            {entries.map((entry, index) => {
              const Icon = ICONS[entry.kind];
              return (
                // The input keeps the focus and has the keys; the pointer alone reaches the option itself.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- as the line above says
                <div
                  key={entry.key}
                  id={`${list}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === choice.at}
                  className={classes.option}
                  onPointerMove={() => choice.setAt(index)}
                  onClick={() => open(entry.address)}
                >
                  <Icon size={15} aria-hidden className={classes.icon} />
                  <span className={classes.title}>{entry.title}</span>
                  <span className={classes.context}>{entry.context}</span>
                  {index === choice.at ? (
                    <CornerDownLeft size={13} aria-hidden className={classes.icon} />
                  ) : null}
                </div>
              );
            })}
          </div>
          {entries.length === 0 ? (
            <output className={classes.none}>
              {searching ? 'Looking among the records…' : `Nothing is called “${text.trim()}”.`}
            </output>
          ) : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
