import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleHelp, Ellipsis, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RecordJson } from '../../../runtime/wire/record.ts';
import type { VerdictJson } from '../../../runtime/wire/rules.ts';
import type { ActionView, DetailView } from '../../../runtime/wire/view.ts';
import { recordCanQuery } from '../../api/can.ts';
import { useRecordsChanged } from '../../api/records.ts';
import { restoreWithToast } from '../../table/delete-records.ts';
import { recordTitle } from '../../table/record-title.ts';
import { askWhy } from '../../why/ask-why.ts';
import { ActionButton, asksFirst, RefusedButton } from './ActionButton.tsx';
import { ActionDialog } from './ActionDialog.tsx';
import { useRunAction } from './use-run-action.ts';
import classes from './record.module.css';

/** With this many actions all but the first stand in a menu. */
const MOST_BUTTONS = 2;

type Props = {
  readonly view: DetailView;
  readonly record: RecordJson;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
};

/** An action with what the server says of it for this record, now. */
type Judged = { readonly action: ActionView; readonly verdict: VerdictJson };

function Restore({ view, record }: Pick<Props, 'view' | 'record'>) {
  const changed = useRecordsChanged();
  const [busy, setBusy] = useState(false);
  const restore = async (): Promise<void> => {
    setBusy(true);
    await restoreWithToast(view.entity, [record], changed);
    setBusy(false);
  };
  return (
    <Button leftSection={<RotateCcw size={14} aria-hidden />} loading={busy} onClick={() => void restore()}>
      Restore
    </Button>
  );
}

type ItemProps = {
  readonly view: DetailView;
  readonly record: RecordJson;
  readonly judged: Judged;
  readonly onAsk: () => void;
};

function ActionItem({ view, record, judged: { action, verdict }, onAsk }: ItemProps) {
  const { run } = useRunAction({ view, record, action, onDone: () => undefined });
  if (!verdict.allowed) return <RefusedItem title={action.title} verdict={verdict} />;
  return <Menu.Item onClick={() => (asksFirst(action) ? onAsk() : void run({}))}>{action.title}</Menu.Item>;
}

function RefusedItem({ title, verdict }: { readonly title: string; readonly verdict: VerdictJson }) {
  const what = `${title} is not possible`;
  return (
    <Menu.Item
      className={classes.refusedItem}
      rightSection={<CircleHelp size={13} aria-hidden />}
      aria-label={`${what}. Why?`}
      onClick={() => askWhy({ what, verdict })}
    >
      {title}
    </Menu.Item>
  );
}

function MoreMenu(
  props: Props & {
    readonly actions: readonly Judged[];
    /** Set where the person may change no such record at all. */
    readonly update: VerdictJson | null;
    readonly deletion: VerdictJson | null;
    readonly onAsk: (action: ActionView) => void;
  },
) {
  const { view, record, actions, update, deletion, onDelete, onAsk } = props;
  if (actions.length === 0 && update === null && deletion === null) return null;
  return (
    <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon size={28} aria-label={`More for ${recordTitle(view.entity, record)}`}>
          <Ellipsis size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown miw={180}>
        {actions.map((judged) => (
          <ActionItem
            key={judged.action.name}
            view={view}
            record={record}
            judged={judged}
            onAsk={() => onAsk(judged.action)}
          />
        ))}
        {actions.length > 0 && deletion !== null ? <Menu.Divider /> : null}
        {update === null ? null : <RefusedItem title="Edit" verdict={update} />}
        {deletion === null ? null : deletion.allowed ? (
          <Menu.Item leftSection={<Trash2 size={14} aria-hidden />} onClick={onDelete}>
            Delete
          </Menu.Item>
        ) : (
          <RefusedItem title="Delete" verdict={deletion} />
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A line may be deletable as such and still go only with the record that owns it: no word of it here then. */
const refusedOnly = (verdict: VerdictJson | undefined): VerdictJson | null =>
  verdict === undefined || verdict.allowed ? null : verdict;

const ALLOWED: VerdictJson = { allowed: true, reason: '', parts: [] };

/** What can be done to a record: the first action that may run leads, what may not says why. */
export function RecordActions(props: Props) {
  const { view, record, onEdit } = props;
  const deleted = record.deleted === true;
  const can = useQuery({ ...recordCanQuery(view.entity.name, record.id), enabled: !deleted }).data;
  const [asking, setAsking] = useState<ActionView | null>(null);
  if (deleted) return view.can.delete ? <Restore view={view} record={record} /> : null;
  const judged = view.actions.flatMap((action) => {
    const verdict = can?.actions.find(({ name }) => name === action.name)?.verdict;
    return verdict === undefined ? [] : [{ action, verdict }];
  });
  const lead = judged.find(({ verdict }) => verdict.allowed);
  const shown = judged.length > MOST_BUTTONS ? (lead === undefined ? [] : [lead]) : judged;
  const edit = can?.update ?? ALLOWED;
  return (
    <>
      {shown.map(({ action, verdict }) =>
        verdict.allowed ? (
          <ActionButton
            key={action.name}
            view={view}
            record={record}
            action={action}
            primary={action === lead?.action}
            onAsk={() => setAsking(action)}
          />
        ) : (
          <RefusedButton
            key={action.name}
            title={action.title}
            verdict={verdict}
            what={`${action.title} is not possible`}
          />
        ),
      )}
      {!view.can.update ? null : edit.allowed ? (
        <Button variant="default" leftSection={<Pencil size={13} aria-hidden />} onClick={onEdit}>
          Edit
        </Button>
      ) : (
        <RefusedButton title="Edit" verdict={edit} what="Editing is not possible" />
      )}
      <MoreMenu
        {...props}
        actions={judged.filter((each) => !shown.includes(each))}
        update={view.can.update || can === undefined || can.update.allowed ? null : can.update}
        deletion={view.can.delete ? (can?.delete ?? ALLOWED) : refusedOnly(can?.delete)}
        onAsk={setAsking}
      />
      {asking === null ? null : (
        <ActionDialog view={view} record={record} action={asking} close={() => setAsking(null)} />
      )}
    </>
  );
}
