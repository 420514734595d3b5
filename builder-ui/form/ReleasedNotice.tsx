import { Button } from '@mantine/core';
import { CircleAlert, Info } from 'lucide-react';
import type { ReleasedJson } from '../../runtime/wire/releases.ts';
import { useReleaseSeen } from '../api/release-state.ts';
import { useFormats } from '../format/formats.ts';
import { useFormParts } from './form-context.ts';
import { changeInWords } from './state/carry-over.ts';
import classes from './theme/form.module.css';

type Props = {
  /** The release that the form was opened under. */
  readonly release: number;
  /** What the server said of a save that no longer fits; null before that. */
  readonly released: ReleasedJson | null;
  readonly busy: boolean;
  readonly onContinue: () => void;
};

/** Says that the definitions changed under an open form, quietly as long as nothing depends on it. */
export function ReleasedNotice({ release, released, busy, onContinue }: Props) {
  const seen = useReleaseSeen();
  if (released !== null) return <Refused released={released} busy={busy} onContinue={onContinue} />;
  if (seen <= release) return null;
  return (
    <div className={classes.notice}>
      <Info size={16} aria-hidden />
      <output>
        Release {seen} came into force while this form was open. You can go on: what you type is checked
        against it when you save.
      </output>
      <Button size="compact-xs" variant="subtle" color="gray" loading={busy} onClick={onContinue}>
        Continue in the new form
      </Button>
    </div>
  );
}

function Refused({
  released,
  busy,
  onContinue,
}: Pick<Props, 'busy' | 'onContinue'> & { readonly released: ReleasedJson }) {
  const formats = useFormats();
  const { from, to, reason, at, by, changed } = released;
  const { fields } = useFormParts();
  const messages = [...new Set(Object.values(changed).map(({ message }) => changeInWords(message, fields)))];
  return (
    <div role="alert" className={classes.summary}>
      <CircleAlert size={16} aria-hidden />
      <div>
        <strong>This form changed while you were filling it in</strong>
        <p>
          It was opened under release {from}. {by} put release {to} in force, {formats.datetime(at)}
          {reason === null ? '.' : `: ${reason}`}
        </p>
        <ul>
          {messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
        <p>Nothing was saved, and nothing that you typed is lost.</p>
        <Button size="compact-sm" mt="0.5rem" loading={busy} onClick={onContinue}>
          Continue in the new form
        </Button>
      </div>
    </div>
  );
}
