import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { ParameterChangeJson, ParameterJson } from '../../runtime/wire/parameters.ts';
import { plain } from '../access/plain-words.ts';
import { useFormats } from '../format/formats.ts';
import { CellValue } from '../table/cells/CellValue.tsx';
import { ParameterHistory } from './ParameterHistory.tsx';
import classes from './parameters.module.css';

type Props = {
  readonly parameter: ParameterJson;
  readonly onSet: () => void;
  readonly onWithdraw: (change: ParameterChangeJson) => void;
};

/** One parameter: what it is for, the value that holds and why, what is planned, and who may change it. */
export function ParameterCard({ parameter, onSet, onWithdraw }: Props) {
  const [history, setHistory] = useState(false);
  const id = useId();
  const formats = useFormats();
  const { title, about, field, value, owner, changed_by: changers, may_set: maySet } = parameter;
  const able = formats.list(changers.map((role) => role.title));
  return (
    <li className={classes.card} aria-labelledby={`${id}title`}>
      <div className={classes.text}>
        <h2 id={`${id}title`} className={classes.title}>
          {title}
        </h2>
        <p className={classes.about}>{about}</p>
        <p className={classes.facts}>
          {owner === null ? null : <>Answered for by {owner.title}. </>}
          {able === '' ? 'Changed with a release only.' : `Changed by ${able}.`}
        </p>
      </div>
      <div className={classes.state}>
        <p className={classes.value}>
          <CellValue field={field} value={value} whole />
        </p>
        <Since parameter={parameter} />
        <Planned parameter={parameter} onWithdraw={onWithdraw} />
      </div>
      <div className={classes.actions}>
        {maySet.allowed ? (
          <Button variant="default" aria-label={`Set ${title}`} onClick={onSet}>
            Set
          </Button>
        ) : (
          <p className={classes.why}>{plain(maySet.reason)}</p>
        )}
        <Button
          variant="subtle"
          color="gray"
          aria-expanded={history}
          aria-label={`History of ${title}`}
          onClick={() => setHistory(!history)}
        >
          History
        </Button>
      </div>
      {history ? <ParameterHistory parameter={parameter} /> : null}
    </li>
  );
}

function Since({ parameter: { since, written, field } }: { readonly parameter: ParameterJson }) {
  const formats = useFormats();
  if (since === null) return <p className={classes.since}>As the definitions say.</p>;
  if (since.state === 'misfit')
    return (
      <p className={classes.misfit}>
        As the definitions say: the value that {since.set_by.name} set no longer fits the field.
      </p>
    );
  return (
    <p className={classes.since}>
      Since {formats.datetime(since.effective_from)}, set by {since.set_by.name}: {since.reason}
      <span className={classes.written}>
        The definitions say <CellValue field={field} value={written} />
      </span>
    </p>
  );
}

function Planned({
  parameter: { planned, field, may_set: maySet },
  onWithdraw,
}: Pick<Props, 'parameter' | 'onWithdraw'>) {
  const formats = useFormats();
  if (planned.length === 0) return null;
  return (
    <ul className={classes.planned} aria-label="Planned">
      {planned.map((change) => (
        <li key={change.id}>
          <strong>
            <CellValue field={field} value={change.value} />
          </strong>{' '}
          from {formats.datetime(change.effective_from)}, planned by {change.set_by.name}: {change.reason}{' '}
          {maySet.allowed ? (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Withdraw the value planned for ${formats.datetime(change.effective_from)}`}
              onClick={() => onWithdraw(change)}
            >
              Withdraw
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
