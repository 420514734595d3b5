import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useConnection } from '../api/connection.ts';
import { useFormParts } from './form-context.ts';
import { useFormPart } from './state/form-store.ts';
import type { Saving } from './state/use-saving.ts';
import classes from './theme/form.module.css';

type Props = {
  readonly saving: Saving;
  readonly mode: 'create' | 'update';
  readonly variant: 'page' | 'dialog';
  readonly cancel: () => void;
};

const SLOW = 1500; // ms after which waiting is put into words

/** True when `busy` has lasted for a while. */
function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setTimeout(() => setSlow(true), SLOW);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  return slow;
}

function Status({ saving, mode }: Pick<Props, 'saving' | 'mode'>) {
  const { store } = useFormParts();
  const connection = useConnection();
  const slow = useSlow(saving.busy);
  const dirty = useFormPart(store, (form) => form.dirtyNames().length);
  const text = !connection.up
    ? 'No connection. What you typed is kept; save again when it is back.'
    : slow
      ? 'Still saving. The server takes its time, nothing is lost.'
      : saving.busy
        ? 'Saving…'
        : mode === 'update' && dirty > 0
          ? `${dirty} ${dirty === 1 ? 'field' : 'fields'} changed`
          : '';
  return (
    <output className={classes.status} data-warn={!connection.up || undefined}>
      {text}
    </output>
  );
}

/** Save and cancel, always in reach. */
export function ActionBar({ saving, mode, variant, cancel }: Props) {
  return (
    <div className={classes.actionBar}>
      <Status saving={saving} mode={mode} />
      <Button variant="subtle" color="gray" onClick={cancel}>
        Cancel
      </Button>
      {mode === 'create' && variant === 'page' && (
        <Button
          variant="default"
          disabled={saving.busy}
          onClick={() => void saving.save('new')}
          title="Ctrl+Enter"
        >
          Save and new
        </Button>
      )}
      <Button loading={saving.busy} onClick={() => void saving.save()} title="Ctrl+S">
        {mode === 'create' ? 'Create' : 'Save'}
      </Button>
    </div>
  );
}
