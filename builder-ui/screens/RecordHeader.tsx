import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { ChevronDown, ChevronUp, Ellipsis, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { DetailView, FieldView } from '../../runtime/wire/view.ts';
import { useRecordsChanged } from '../api/records.ts';
import { CellValue } from '../table/cells/CellValue.tsx';
import { restoreWithToast } from '../table/delete-records.ts';
import { recordTitle } from '../table/record-title.ts';
import { keyFacts } from './key-facts.ts';
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

function Actions({ view, record, onEdit, onDelete }: Omit<Props, 'neighbours'>) {
  const changed = useRecordsChanged();
  const [busy, setBusy] = useState(false);
  const restore = async (): Promise<void> => {
    setBusy(true);
    await restoreWithToast(view.entity, [record], changed);
    setBusy(false);
  };
  if (record.deleted === true)
    return view.can.delete ? (
      <Button leftSection={<RotateCcw size={14} aria-hidden />} loading={busy} onClick={() => void restore()}>
        Restore
      </Button>
    ) : null;
  return (
    <>
      {view.can.update ? (
        <Button variant="default" leftSection={<Pencil size={13} aria-hidden />} onClick={onEdit}>
          Edit
        </Button>
      ) : null}
      {view.can.delete ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={28} aria-label={`More for ${recordTitle(view.entity, record)}`}>
              <Ellipsis size={15} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Trash2 size={14} aria-hidden />} onClick={onDelete}>
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </>
  );
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
          {state === undefined ? null : <Value field={state} record={record} />}
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
        <Actions {...props} />
      </div>
    </header>
  );
}
