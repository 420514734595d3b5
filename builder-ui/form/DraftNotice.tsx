import { Button } from '@mantine/core';
import { History } from 'lucide-react';
import { useFormats } from '../format/formats.ts';
import { useFormParts } from './form-context.ts';
import type { Draft } from './state/drafts.ts';
import classes from './theme/form.module.css';

type Props = {
  readonly draft: Draft;
  readonly version: number | null;
  readonly restore: (draft: Draft) => void;
  readonly discard: () => void;
};

/** Offers what was typed on an earlier visit and not saved. Nothing is put into the form unasked. */
export function DraftNotice({ draft, version, restore, discard }: Props) {
  const formats = useFormats();
  const { fields } = useFormParts();
  const names = Object.keys(draft.changes).map((name) => fields.byName.get(name)?.label ?? name);
  const shown = names.slice(0, 4).join(', ') + (names.length > 4 ? ` and ${names.length - 4} more` : '');
  return (
    <div className={classes.notice}>
      <History size={16} aria-hidden />
      <output>
        You have unsaved input from {formats.datetime(new Date(draft.savedAt).toISOString())}: {shown}.
        {draft.version !== version && ' The record was changed since; you will see both when you save.'}
      </output>
      <Button size="compact-xs" variant="default" onClick={() => restore(draft)}>
        Restore
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={discard}>
        Discard
      </Button>
    </div>
  );
}
