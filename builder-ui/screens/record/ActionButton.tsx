import { Button, Popover } from '@mantine/core';
import { CircleHelp } from 'lucide-react';
import { useId, useState } from 'react';
import type { RecordJson } from '../../../runtime/wire/record.ts';
import type { VerdictJson } from '../../../runtime/wire/rules.ts';
import type { ActionView, DetailView } from '../../../runtime/wire/view.ts';
import { VerdictView } from '../../why/VerdictView.tsx';
import { useRunAction } from './use-run-action.ts';
import classes from './record.module.css';
import why from '../../why/why.module.css';

type RefusedProps = { readonly title: string; readonly verdict: VerdictJson; readonly what: string };

/** A button for what may not be done now: it stays in its place, and says why when it is asked. */
export function RefusedButton({ title, verdict, what }: RefusedProps) {
  const [opened, setOpened] = useState(false);
  const heading = useId();
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus width={360} position="bottom-end">
      <Popover.Target>
        <button
          type="button"
          className={classes.refused}
          aria-label={`${what}. Why?`}
          onClick={() => setOpened(!opened)}
        >
          {title}
          <CircleHelp size={13} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={why.dropdown} aria-labelledby={heading}>
        <VerdictView verdict={verdict} what={what} headingId={heading} />
      </Popover.Dropdown>
    </Popover>
  );
}

type Props = {
  readonly view: DetailView;
  readonly record: RecordJson;
  readonly action: ActionView;
  readonly primary: boolean;
  /** Opens the dialog of an action that asks something first. */ readonly onAsk: () => void;
};

/** Whether the action asks something before it runs. */
export const asksFirst = (action: ActionView): boolean => action.confirm !== null || action.input !== null;

/** An action that may run now. */
export function ActionButton({ view, record, action, primary, onAsk }: Props) {
  const { busy, run } = useRunAction({ view, record, action, onDone: () => undefined });
  return (
    <Button
      variant={primary ? 'filled' : 'default'}
      loading={busy}
      title={action.about ?? undefined}
      onClick={() => (asksFirst(action) ? onAsk() : void run({}))}
    >
      {action.title}
    </Button>
  );
}
