import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { MeJson, NavigationJson, TableView } from '../../runtime/wire/view.ts';
import { listRecords } from '../api/records.ts';
import { entityViewQuery } from '../api/views.ts';
import { findPlace, newPath, openScreens, recordPath } from '../routes/place.ts';
import type { Address } from '../routes/PlaceLink.tsx';
import { workspacePages } from '../routes/workspace-pages.ts';
import { recordTitle } from '../table/record-title.ts';
import { inSentence } from '../format/in-sentence.ts';

export type EntryKind = 'tool' | 'screen' | 'create' | 'record';
export type Entry = {
  readonly key: string;
  readonly kind: EntryKind;
  readonly title: string;
  readonly context: string;
  readonly address: Address;
};

/** Entities whose records are looked through at once, and records shown of each. */
const MOST_ENTITIES = 8;
const MOST_RECORDS = 5;
/** A single letter finds too much to be of use. */
const LEAST_LETTERS = 2;
const MOST_SCREENS = 12;

/** Whether every word of `text` begins a word of `title`. */
function matches(title: string, text: string): boolean {
  const words = title.toLowerCase().split(/[\s/·-]+/u);
  return text
    .toLowerCase()
    .split(/\s+/u)
    .every((part) => words.some((word) => word.startsWith(part)));
}

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Records that are called `text` before those that only mention it, each in the order in which they came. */
function calledFirst(entries: readonly Entry[], text: string): readonly Entry[] {
  const wanted = folded(text);
  const [called, others] = [true, false].map((is) =>
    entries.filter((entry) => folded(entry.title).includes(wanted) === is),
  );
  return [...(called ?? []), ...(others ?? [])];
}

/** Tools, screens and lists whose names match. */
export function screenEntries(navigation: NavigationJson, text: string): readonly Entry[] {
  const tools = navigation.tools.flatMap((tool): readonly Entry[] => [
    {
      key: `tool ${tool.name}`,
      kind: 'tool',
      title: tool.title,
      context: 'Tool',
      address: { path: `/t/${tool.name}` },
    },
    ...openScreens(tool.screens).map((screen) => ({
      key: `screen ${tool.name} ${screen.name}`,
      kind: 'screen' as const,
      title: screen.title,
      context: tool.title,
      address: { path: `/t/${tool.name}/${screen.name}` },
    })),
  ]);
  const lists = navigation.entities.map((entity): Entry => ({
    key: `entity ${entity.name}`,
    kind: 'screen',
    title: entity.plural,
    context: 'All records',
    address: { path: `/r/${entity.name}` },
  }));
  const found = [
    ...tools.filter((entry) => matches(`${entry.title} ${entry.context}`, text)),
    ...lists.filter((entry) => matches(entry.title, text)),
  ];
  return found.slice(0, MOST_SCREENS);
}

/** Pages of the workspace as a whole whose names match. */
export function pageEntries(me: MeJson, text: string): readonly Entry[] {
  return workspacePages(me)
    .filter(({ title }) => matches(`${title} Workspace`, text))
    .map(({ title, path }): Entry => ({
      key: `page ${path}`,
      kind: 'screen',
      title,
      context: 'Workspace',
      address: { path },
    }));
}

/** Entities of the tools first, in the order of the navigation. */
function searchedEntities(navigation: NavigationJson): readonly string[] {
  const inTools = navigation.tools.flatMap((tool) => tool.screens.map((screen) => screen.entity));
  const known = new Set(navigation.entities.map((entity) => entity.name));
  return [...new Set([...inTools, ...known])].filter((name) => known.has(name)).slice(0, MOST_ENTITIES);
}

function createEntries(
  navigation: NavigationJson,
  views: readonly TableView[],
  text: string,
): readonly Entry[] {
  return views
    .filter((view) => view.can.create && matches(`New ${view.entity.title}`, text))
    .map((view) => ({
      key: `create ${view.entity.name}`,
      kind: 'create' as const,
      title: `New ${inSentence(view.entity.title)}`,
      context: '',
      address: { path: newPath(findPlace(navigation, view.entity.name, null)) },
    }));
}

/** Records whose search fields hold `text`, and new records of that name. */
export function useRecordEntries(
  navigation: NavigationJson,
  text: string,
): { entries: readonly Entry[]; searching: boolean } {
  const names = searchedEntities(navigation);
  const views = useQueries({ queries: names.map((name) => entityViewQuery('table', name, null)) })
    .map((query) => query.data)
    .filter((view) => view !== undefined);
  const searchable = text.length < LEAST_LETTERS ? [] : views.filter((view) => view.search.length > 0);
  const found = useQueries({
    queries: searchable.map((view) => ({
      queryKey: ['records', view.entity.name, 'palette', text],
      placeholderData: keepPreviousData,
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<readonly Entry[]> => {
        const { entity } = view;
        const query = [
          ['q', text],
          ['limit', String(MOST_RECORDS)],
          ['fields', entity.title_field],
        ] as const;
        const page = await listRecords(entity.name, query, signal);
        const place = findPlace(navigation, entity.name, null);
        return page.data.map((record) => ({
          key: `record ${record.id}`,
          kind: 'record',
          title: recordTitle(entity, record),
          context: entity.title,
          address: { path: recordPath(place, record.id) },
        }));
      },
    })),
  });
  return {
    entries: [
      ...(text === '' ? [] : createEntries(navigation, views, text)),
      ...calledFirst(
        found.flatMap((query) => query.data ?? []),
        text,
      ),
    ],
    searching: found.some((query) => query.isFetching),
  };
}
