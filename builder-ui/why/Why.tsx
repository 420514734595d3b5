import { Popover } from '@mantine/core';
import { Lock } from 'lucide-react';
import { useId, useState } from 'react';
import type { VerdictJson } from '../../runtime/wire/rules.ts';
import { VerdictView } from './VerdictView.tsx';
import classes from './why.module.css';

type Props = {
  readonly verdict: VerdictJson;
  /** What cannot be done, as a sentence without its end: `Approve is not possible`. */
  readonly what: string;
};

/** A lock whose reason opens beside it: why something may not be done, in English and with its rule. */
export function Why({ verdict, what }: Props) {
  const [opened, setOpened] = useState(false);
  const heading = useId();
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
      withinPortal
      width={360}
      shadow="md"
      position="bottom-start"
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.why}
          aria-label={`${what}. Why?`}
          onClick={() => setOpened(!opened)}
        >
          <Lock size={12} aria-hidden />
          <span className={classes.question}>Why?</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-labelledby={heading}>
        <VerdictView verdict={verdict} what={what} headingId={heading} />
      </Popover.Dropdown>
    </Popover>
  );
}
