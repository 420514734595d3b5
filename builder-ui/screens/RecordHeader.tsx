import { ActionIcon, Tooltip } from '@mantine/core';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { DetailView, FieldView } from '../../runtime/wire/view.ts';
import { CellValue } from '../table/cells/CellValue.tsx';
import { recordTitle } from '../table/record-title.ts';
import { keyFacts } from './key-facts.ts';
import { RecordActions } from './record/RecordActions.tsx';
import { StateBadge } from './record/StateBadge.tsx';
import type { Neighbours } from './use-neighbours.ts';
import classes from './detail.module.css';

type Props = {
  readonly view: DetailView;
  readonly record: RecordJson;
  readonly neighbours: Neighbours;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
};

function Value({ field, record }: { readonly field: FieldView; readonly record: RecordJson }) {
  return <CellValue field={field} value={record[field.path]} />;
}

function Steps({ neighbours }: Pick<Props, 'neighbours'>) {
  if (neighbours.previous === null && neighbours.next === null) return null;
  return (
    <span className={classes.steps}>
      <Tooltip label="Previous in the list (K)">
        <ActionIcon
          size={28}
          aria-label="Previous record"
          disabled={neighbours.previous === null}
          onClick={() => neighbours.previous?.()}
        >
          <ChevronUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Next in the list (J)">
        <ActionIcon
          size={28}
          aria-label="Next record"
          disabled={neighbours.next === null}
          onClick={() => neighbours.next?.()}
        >
          <ChevronDown size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}

/** The state with what can follow where the record has a life cycle, else the value alone. */
function State({ view, field, record }: Pick<Props, 'view' | 'record'> & { readonly field: FieldView }) {
  const state = record[field.path];
  if (view.lifecycle?.field !== field.path || typeof state !== 'string')
    return <Value field={field} record={record} />;
  return <StateBadge field={field} state={state} lifecycle={view.lifecycle} />;
}

/** Title, state and key facts of a record, with what can be done to it. */
export function RecordHeader(props: Props) {
  const { view, record, neighbours } = props;
  const { state, facts } = keyFacts(view, record);
  return (
    <header className={classes.head}>
      <div className={classes.headText}>
        <p className={classes.kind}>{view.entity.title}</p>
        <div className={classes.titleLine}>
          <h1 className={classes.title}>
            <bdi>{recordTitle(view.entity, record)}</bdi>
          </h1>
          {state === undefined ? null : <State view={view} field={state} record={record} />}
          {record.deleted === true ? <span className={classes.deleted}>Deleted</span> : null}
        </div>
        {facts.length === 0 ? null : (
          <dl className={classes.keyFacts}>
            {facts.map((field) => (
              <div key={field.path} className={classes.keyFact}>
                <dt>{field.label}</dt>
                <dd>
                  <Value field={field} record={record} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <div className={classes.headActions}>
        <Steps neighbours={neighbours} />
        <RecordActions {...props} />
      </div>
    </header>
  );
}
