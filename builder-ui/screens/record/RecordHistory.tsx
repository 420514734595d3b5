import { ChevronRight } from 'lucide-react';
import { lazy, Suspense, useId, useState } from 'react';
import type { RecordJson } from '../../../runtime/wire/record.ts';
import type { DetailView } from '../../../runtime/wire/view.ts';
import detail from '../detail.module.css';
import classes from './record.module.css';

const HistoryPanel = lazy(() =>
  import('./HistoryPanel.tsx').then((module) => ({ default: module.HistoryPanel })),
);

type Props = { readonly view: DetailView; readonly record: RecordJson };

/** The history of a record, read when it is opened. */
export function RecordHistory({ view, record }: Props) {
  const [opened, setOpened] = useState(false);
  const panel = useId();
  return (
    <section className={detail.section} aria-label="History">
      <h2 className={classes.historyTitle}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={opened}
          aria-controls={panel}
          onClick={() => setOpened(!opened)}
        >
          <ChevronRight size={14} aria-hidden data-opened={opened || undefined} /> History
        </button>
      </h2>
      <div id={panel} hidden={!opened}>
        {opened ? (
          <Suspense fallback={null}>
            <HistoryPanel view={view} record={record} />
          </Suspense>
        ) : null}
      </div>
    </section>
  );
}
