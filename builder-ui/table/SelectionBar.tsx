import { Copy, RotateCcw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { ColumnView, TableView } from '../../runtime/wire/view.ts';
import { useRecordsChanged } from '../api/records.ts';
import { showFailure, showToast } from '../shell/toasts.ts';
import { copyText, rowsAsText } from './copy-rows.ts';
import { DeleteDialog } from './DeleteDialog.tsx';
import { restoreWithToast } from './delete-records.ts';
import classes from './selection.module.css';

type Props = {
  readonly view: TableView;
  readonly columns: readonly ColumnView[];
  readonly selected: readonly RecordJson[];
  readonly onClear: () => void;
  /** The list shows deleted records: they can be restored, not deleted. */
  readonly deleted: boolean;
};

/** What can be done with the selected rows. */
export function SelectionBar({ view, columns, selected, onClear, deleted }: Props) {
  const [doomed, setDoomed] = useState<readonly RecordJson[]>([]);
  const changed = useRecordsChanged();
  const copy = (): void => {
    copyText(rowsAsText(columns, selected)).then(
      () => showToast({ message: `Copied ${selected.length === 1 ? '1 row' : `${selected.length} rows`}` }),
      (error: unknown) => showFailure('Nothing was copied.', error),
    );
  };
  const restore = async (): Promise<void> => {
    await restoreWithToast(view.entity, selected, changed);
    onClear();
  };
  return (
    <>
      <DeleteDialog entity={view.entity} records={doomed} onClose={() => setDoomed([])} onDeleted={onClear} />
      {selected.length === 0 ? null : (
        <div className={classes.bar} role="toolbar" aria-label="Selected rows">
          <span className={classes.count} aria-live="polite">
            {selected.length} selected
          </span>
          <button type="button" className={classes.action} onClick={copy}>
            <Copy size={14} aria-hidden /> Copy
          </button>
          {view.can.delete && !deleted ? (
            <button type="button" className={classes.action} onClick={() => setDoomed(selected)}>
              <Trash2 size={14} aria-hidden /> Delete
            </button>
          ) : null}
          {view.can.delete && deleted ? (
            <button type="button" className={classes.action} onClick={() => void restore()}>
              <RotateCcw size={14} aria-hidden /> Restore
            </button>
          ) : null}
          <button type="button" className={classes.action} aria-label="Clear selection" onClick={onClear}>
            <X size={14} aria-hidden />
          </button>
        </div>
      )}
    </>
  );
}
