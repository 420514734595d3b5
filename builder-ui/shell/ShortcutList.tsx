import { Checkbox, Modal } from '@mantine/core';
import { setSingleKeys, singleKeysOn, useShortcutGroups } from './shortcuts.ts';
import classes from './palette.module.css';

/** Keys of a list, which belong to the row that has the focus rather than to the page. */
const IN_LISTS = [
  ['↑ ↓', 'Next or previous row'],
  ['PageUp PageDown', 'One screen of rows'],
  ['Home End', 'First or last row'],
  ['Enter', 'Open the row'],
  ['Space', 'Select the row'],
  ['Shift ↑ ↓', 'Select rows on the way'],
  ['Ctrl A', 'Select all loaded rows'],
  ['Esc', 'Clear the selection'],
  ['Shift ← →', 'Width of a column, on its head'],
] as const;

const NAMES: Readonly<Record<string, string>> = { mod: 'Ctrl', Enter: 'Enter' };

function Keys({ keys }: { readonly keys: string }) {
  return (
    <dd>
      {keys.split(/[ +]/u).map((key, index) => (
        <kbd key={index}>{NAMES[key] ?? key}</kbd>
      ))}
    </dd>
  );
}

/** Every shortcut that works at the moment, and the switch for those of one letter. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const groups = useShortcutGroups();
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" size="40rem">
      <div className={classes.columns}>
        {groups.map((group) => (
          <section key={group.title} className={classes.group}>
            <h3 className={classes.groupTitle}>{group.title}</h3>
            <dl className={classes.keys}>
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.keys} style={{ display: 'contents' }}>
                  <dt>{shortcut.label}</dt>
                  <Keys keys={shortcut.keys} />
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className={classes.group}>
          <h3 className={classes.groupTitle}>Rows of a list</h3>
          <dl className={classes.keys}>
            {IN_LISTS.map(([keys, label]) => (
              <div key={keys} style={{ display: 'contents' }}>
                <dt>{label}</dt>
                <Keys keys={keys} />
              </div>
            ))}
          </dl>
        </section>
      </div>
      <Checkbox
        label="Shortcuts of one letter"
        description="Turn them off when you work by voice, or press letters by mistake."
        checked={singleKeysOn()}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}
