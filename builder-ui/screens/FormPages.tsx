import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import { recordQuery, useRecordsChanged } from '../api/records.ts';
import { listPath, recordPath, type Place } from '../routes/place.ts';
import { useGo } from '../routes/PlaceLink.tsx';
import { usePageParams, usePageSearch, usePlace, useTableView } from '../routes/use-place.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { showToast } from '../shell/toasts.ts';
import { recordTitle } from '../table/record-title.ts';
import { FieldsSkeleton } from './FieldsSkeleton.tsx';
import { NoAccessPage } from './NoAccessPage.tsx';
import { inSentence } from '../format/in-sentence.ts';
import classes from './detail.module.css';

const RecordForm = lazy(() =>
  import('../form/RecordForm.tsx').then((module) => ({ default: module.RecordForm })),
);

/** Values in the address (`set.customer=<id>`) that a new record starts with. */
function useInitial(): Readonly<Record<string, unknown>> {
  const search = useSearch({ strict: false });
  return useMemo(
    () =>
      Object.fromEntries(
        Object.entries(search)
          .filter(([name, value]) => name.startsWith('set.') && typeof value === 'string')
          .map(([name, value]) => [name.slice('set.'.length), value]),
      ),
    [search],
  );
}

function useSaved(place: Place, verb: string) {
  const go = useGo();
  const changed = useRecordsChanged();
  const { view } = useTableView(place);
  const search = usePageSearch();
  return (record: RecordJson): void => {
    void changed();
    showToast({ message: `${verb} ${view === undefined ? 'the record' : recordTitle(view.entity, record)}` });
    go({ path: recordPath(place, record.id), search }, { replace: true });
  };
}

function FormFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={classes.formPage}>
      <h1 className={classes.formTitle}>{title}</h1>
      <Suspense fallback={<FieldsSkeleton />}>{children}</Suspense>
    </div>
  );
}

function CreateForm({ place }: { readonly place: Place }) {
  const go = useGo();
  const initial = useInitial();
  const saved = useSaved(place, 'Created');
  const { view } = useTableView(place);
  const title = view === undefined ? '' : `New ${inSentence(view.entity.title)}`;
  usePageTitle(title === '' ? 'New' : title);
  return (
    <FormFrame title={title}>
      <RecordForm
        tool={place.tool}
        entity={place.entity}
        mode="create"
        initial={initial}
        onSaved={saved}
        onCancel={() => go({ path: listPath(place) })}
      />
    </FormFrame>
  );
}

function UpdateForm({ place, id }: { readonly place: Place; readonly id: string }) {
  const go = useGo();
  const search = usePageSearch();
  const saved = useSaved(place, 'Saved');
  const { view } = useTableView(place);
  const record = useQuery(recordQuery(place.entity, id)).data;
  const name = view === undefined || record === undefined ? '' : recordTitle(view.entity, record);
  usePageTitle(name === '' ? 'Edit' : `Edit ${name}`);
  return (
    <FormFrame title={name}>
      <RecordForm
        key={id}
        tool={place.tool}
        entity={place.entity}
        mode="update"
        id={id}
        onSaved={saved}
        onCancel={() => go({ path: recordPath(place, id), search })}
      />
    </FormFrame>
  );
}

/** The form for a new record. */
export function NewPage() {
  const place = usePlace();
  const { tool } = usePageParams();
  return place === null ? <NoAccessPage tool={tool ?? null} /> : <CreateForm place={place} />;
}

/** The form that changes a record. */
export function EditPage() {
  const place = usePlace();
  const { tool, id = '' } = usePageParams();
  return place === null ? <NoAccessPage tool={tool ?? null} /> : <UpdateForm place={place} id={id} />;
}
