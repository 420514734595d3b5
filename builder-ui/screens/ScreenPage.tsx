import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { ScreenView } from '../../runtime/wire/view.ts';
import { ApiProblem } from '../api/problem.ts';
import { screenQuery, useNavigation } from '../api/views.ts';
import type { ListSearch } from '../routes/list-search.ts';
import { listPath, type Place } from '../routes/place.ts';
import { useGo } from '../routes/PlaceLink.tsx';
import { usePageParams, usePageSearch, usePlace, useTableView } from '../routes/use-place.ts';
import { askWhy } from '../why/ask-why.ts';
import { ListPage } from './ListPage.tsx';
import { NoAccessPage } from './NoAccessPage.tsx';
import { ProblemPanel } from './ProblemPanel.tsx';

const NewPage = lazy(() => import('./FormPages.tsx').then((module) => ({ default: module.NewPage })));

/** The way to the reason where the person may not read such records. */
function WhyNoRecords({ entity, error }: { readonly entity: string; readonly error: Error }) {
  if (!(error instanceof ApiProblem) || ![403, 404].includes(error.status)) return null;
  const asked = { what: error.title, question: { operation: 'read', entity } };
  return (
    <Button variant="default" onClick={() => askWhy(asked)}>
      Why?
    </Button>
  );
}

function PlaceList({ place }: { readonly place: Place }) {
  const search = usePageSearch();
  const go = useGo();
  const { view, error, retry } = useTableView(place);
  if (view === undefined)
    return error === null ? null : (
      <ProblemPanel page error={error} onRetry={retry}>
        <WhyNoRecords entity={place.entity} error={error} />
      </ProblemPanel>
    );
  const onSearch = (next: ListSearch, how?: { readonly replace?: boolean }): void =>
    go({ path: listPath(place), search: next }, how);
  return <ListPage key={listPath(place)} view={view} place={place} search={search} onSearch={onSearch} />;
}

/** The kind comes from the navigation, which is there already, so that a list need not wait to know that it is one. */
function useKind(place: Place | null): ScreenView['kind'] {
  const navigation = useNavigation();
  if (place?.tool === null || place === null) return 'table';
  const tool = navigation.tools.find((each) => each.name === place.tool);
  return tool?.screens.find((each) => each.name === place.screen)?.kind ?? 'table';
}

/** A screen of a tool, or the list of an entity. A detail without a record shows the list to choose one from. */
export function ScreenPage() {
  const place = usePlace();
  const { tool } = usePageParams();
  const kind = useKind(place);
  const form = useQuery({
    ...screenQuery(place?.tool ?? '', place?.screen ?? ''),
    enabled: kind === 'form' && place !== null,
  });
  if (place === null) return <NoAccessPage tool={tool ?? null} />;
  if (kind !== 'form' || (form.data?.kind === 'form' && form.data.create === null))
    return <PlaceList place={place} />;
  return (
    <Suspense fallback={null}>
      <NewPage />
    </Suspense>
  );
}
