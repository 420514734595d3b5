import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { ReleaseJson } from '../../runtime/wire/releases.ts';
import { choiceField } from '../access/plain-fields.ts';
import { isUnread } from '../form/values/unread.ts';
import { ChoiceWidget } from '../form/widgets/ChoiceWidgets.tsx';
import { useGo } from '../routes/PlaceLink.tsx';
import { reasonOf } from './release-words.ts';
import classes from './releases.module.css';

type Props = {
  /** Known ones, the latest first. */
  readonly releases: readonly Pick<ReleaseJson, 'number' | 'reason' | 'rolled_back_to'>[];
  readonly start?: { readonly from: number; readonly to: number };
};

/** Chooses two releases and shows what they differ in. */
export function CompareBar({ releases, start }: Props) {
  const go = useGo();
  const numbers = releases.map(({ number }) => number);
  const [from, setFrom] = useState(start?.from ?? numbers[1] ?? null);
  const [to, setTo] = useState(start?.to ?? numbers[0] ?? null);
  if (numbers.length < 2) return null;
  const same = from === to;
  return (
    <fieldset className={classes.compare} aria-label="Compare two releases">
      <End label="From" releases={releases} value={from} choose={setFrom} />
      <End label="To" releases={releases} value={to} choose={setTo} />
      <Button
        variant="default"
        disabled={from === null || to === null || same}
        onClick={() => go({ path: `/releases/${to}/from/${from}` })}
      >
        Compare
      </Button>
      {same ? <span className={classes.same}>Both ends are the same release.</span> : null}
    </fieldset>
  );
}

type EndProps = {
  readonly label: string;
  readonly releases: Props['releases'];
  readonly value: number | null;
  readonly choose: (number: number) => void;
};

function End({ label, releases, value, choose }: EndProps) {
  const id = useId();
  const options = releases.map((release) => ({
    name: String(release.number),
    label: `${release.number}: ${reasonOf(release)}`,
    color: null,
  }));
  return (
    <div className={classes.end}>
      <label htmlFor={id}>{label}</label>
      <ChoiceWidget
        id={id}
        field={choiceField({ path: label, label }, options, { required: true })}
        value={value === null ? null : String(value)}
        change={(name) => {
          if (typeof name === 'string' && !isUnread(name)) choose(Number(name));
        }}
        leave={() => undefined}
        invalid={false}
        describedBy={undefined}
        compact={false}
        label={undefined}
      />
    </div>
  );
}
