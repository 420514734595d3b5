import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { DetailView } from '../../runtime/wire/view.ts';
import { ApiProblem } from '../api/problem.ts';
import { recordQuery } from '../api/records.ts';
import { entityViewQuery, screenQuery } from '../api/views.ts';
import { editPath, listPath, type Place } from '../routes/place.ts';
import { useGo } from '../routes/PlaceLink.tsx';
import { usePageParams, usePageSearch, usePlace } from '../routes/use-place.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { DeleteDialog } from '../table/DeleteDialog.tsx';
import { recordTitle } from '../table/record-title.ts';
import { FieldsSkeleton } from './FieldsSkeleton.tsx';
import { NoAccessPage } from './NoAccessPage.tsx';
import { ProblemPanel } from './ProblemPanel.tsx';
import { isOwned, RecordFacts, RecordOrigin } from './RecordFacts.tsx';
import { RecordHistory } from './record/RecordHistory.tsx';
import { RecordHeader } from './RecordHeader.tsx';
import { RelatedList } from './RelatedList.tsx';
import { useNeighbours } from './use-neighbours.ts';
import classes from './detail.module.css';

function useDetailView(place: Place) {
  const own = useQuery({
    ...screenQuery(place.tool ?? '', place.screen ?? ''),
    enabled: place.tool !== null,
  });
  const isOwn = own.data?.kind === 'detail';
  const shared = useQuery({
    ...entityViewQuery('detail', place.entity, place.tool),
    enabled: place.tool === null || (own.data !== undefined && !isOwn),
  });
  return { view: own.data?.kind === 'detail' ? own.data : shared.data, error: own.error ?? shared.error };
}

type LoadedProps = { readonly place: Place; readonly view: DetailView; readonly record: RecordJson };

function Loaded({ place, view, record }: LoadedProps) {
  const go = useGo();
  const search = usePageSearch();
  const [doomed, setDoomed] = useState(false);
  const neighbours = useNeighbours(place, search, record.id);
  const deleted = record.deleted === true;
  const edit = (): void => go({ path: editPath(place, record.id), search });
  usePageTitle(recordTitle(view.entity, record));
  useShortcuts(view.entity.title, [
    ...(view.can.update && !deleted ? [{ keys: 'e', label: 'Edit', run: edit }] : []),
    { keys: 'j', label: 'Next in the list', run: () => neighbours.next?.() },
    { keys: 'k', label: 'Previous in the list', run: () => neighbours.previous?.() },
    { keys: 'u', label: 'Back to the list', run: () => go({ path: listPath(place), search }) },
  ]);
  return (
    <article className={classes.page}>
      <RecordHeader
        view={view}
        record={record}
        neighbours={neighbours}
        onEdit={edit}
        onDelete={() => setDoomed(true)}
      />
      <RecordFacts view={view} record={record} />
      {view.related
        .filter((related) => !isOwned(related, record))
        .map((related) => (
          <RelatedList key={related.field} related={related} record={record} tool={place.tool} />
        ))}
      <RecordHistory view={view} record={record} />
      <RecordOrigin record={record} />
      <DeleteDialog
        entity={view.entity}
        records={doomed ? [record] : []}
        onClose={() => setDoomed(false)}
        onDeleted={() => go({ path: listPath(place), search })}
      />
    </article>
  );
}

type ProblemProps = { readonly place: Place; readonly error: unknown; readonly onRetry: () => void };

/** A record that cannot be shown. One that is not there will not be there at the next try: the list is the way on. */
function RecordProblem({ place, error, onRetry }: ProblemProps) {
  const go = useGo();
  const search = usePageSearch();
  const gone = error instanceof ApiProblem && error.status === 404;
  usePageTitle(gone ? 'Not found' : 'Problem');
  return (
    <ProblemPanel page error={error} {...(gone ? {} : { onRetry })}>
      <Button variant="default" onClick={() => go({ path: listPath(place), search })}>
        To the list
      </Button>
    </ProblemPanel>
  );
}

function PlacedRecord({ place, id }: { readonly place: Place; readonly id: string }) {
  const record = useQuery(recordQuery(place.entity, id));
  const { view, error } = useDetailView(place);
  const failure = record.data === undefined ? (record.error ?? error) : error;
  if (failure !== null)
    return <RecordProblem place={place} error={failure} onRetry={() => void record.refetch()} />;
  if (record.data === undefined || view === undefined) return <FieldsSkeleton />;
  return <Loaded key={id} place={place} view={view} record={record.data} />;
}

/** One record: its fields, its lines, and the records that refer to it. */
export function RecordPage() {
  const place = usePlace();
  const { tool, id = '' } = usePageParams();
  return place === null ? <NoAccessPage tool={tool ?? null} /> : <PlacedRecord place={place} id={id} />;
}
