import { Popover } from '@mantine/core';
import { ArrowRight, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { DetailView, FieldView } from '../../../runtime/wire/view.ts';
import { ChoiceChip } from '../../table/cells/ChoiceChip.tsx';
import classes from './record.module.css';

type Props = {
  readonly field: FieldView;
  readonly state: string;
  readonly lifecycle: NonNullable<DetailView['lifecycle']>;
};

/** The state of a record; a press says where it can lead from here, and by what. */
export function StateBadge({ field, state, lifecycle }: Props) {
  const [opened, setOpened] = useState(false);
  const label = field.options?.find(({ name }) => name === state)?.label ?? state;
  const steps = lifecycle.next[state] ?? [];
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.state}
          aria-label={`${field.label}: ${label}. Next states`}
          onClick={() => setOpened(!opened)}
        >
          <ChoiceChip options={field.options} name={state} />
          <ChevronDown size={12} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`From ${label}`} className={classes.steps} tabIndex={-1}>
        <p className={classes.stepsTitle}>{steps.length === 0 ? `${label} is final` : `From ${label}`}</p>
        {steps.length === 0 ? (
          <p className={classes.quiet}>No action leads on from here.</p>
        ) : (
          <ul>
            {steps.map(({ action, title, to }) => (
              <li key={action}>
                <span>{title}</span>
                <ArrowRight size={12} aria-label="leads to" />
                <ChoiceChip options={field.options} name={to} />
              </li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
