import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type {
  DetailView,
  FormView,
  MeJson,
  NavigationJson,
  ScreenView,
  TableView,
  ToolJson,
} from '../../runtime/wire/view.ts';
import { request } from './request.ts';

const VIEW_LIFE = 5 * 60_000;

type ViewOfKind = { readonly table: TableView; readonly form: FormView; readonly detail: DetailView };

/** Who is signed in, with the workspace's settings. Refused with 401 when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['view', 'me'],
  queryFn: ({ signal }) => request<MeJson>('GET', '/api/v1/me', { signal }),
  staleTime: VIEW_LIFE,
});

/** Tools, screens and entities that the person may see. */
export const navigationQuery = queryOptions({
  queryKey: ['view', 'navigation'],
  queryFn: ({ signal }) => request<NavigationJson>('GET', '/api/v1/navigation', { signal }),
  staleTime: VIEW_LIFE,
});

/** A tool with its runbook. */
export function toolQuery(tool: string) {
  return queryOptions({
    queryKey: ['view', 'tool', tool],
    queryFn: ({ signal }) =>
      request<ToolJson>('GET', `/api/v1/tools/${encodeURIComponent(tool)}`, { signal }),
    staleTime: VIEW_LIFE,
  });
}

/** A screen of a tool, of whatever kind it is. */
export function screenQuery(tool: string, screen: string) {
  return queryOptions({
    queryKey: ['view', 'screen', tool, screen],
    queryFn: ({ signal }) =>
      request<ScreenView>(
        'GET',
        `/api/v1/tools/${encodeURIComponent(tool)}/screens/${encodeURIComponent(screen)}`,
        { signal },
      ),
    staleTime: VIEW_LIFE,
  });
}

/** The view of an entity: the tool's own screen of that kind where it has one, else the one that Jig makes. */
export function entityViewQuery<Kind extends keyof ViewOfKind>(
  kind: Kind,
  entity: string,
  tool: string | null,
) {
  return queryOptions({
    queryKey: ['view', 'entity', kind, entity, tool],
    queryFn: ({ signal }) =>
      request<ViewOfKind[Kind]>('GET', `/api/v1/views/${encodeURIComponent(entity)}/${kind}`, {
        query: tool === null ? [] : [['tool', tool]],
        signal,
      }),
    staleTime: VIEW_LIFE,
  });
}

/** The signed-in person; for components inside the shell, which waits for it. */
export function useMe(): MeJson {
  return useSuspenseQuery(meQuery).data;
}

/** What the signed-in person may open; for components inside the shell, which waits for it. */
export function useNavigation(): NavigationJson {
  return useSuspenseQuery(navigationQuery).data;
}
