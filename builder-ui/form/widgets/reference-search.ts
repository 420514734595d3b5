import { useDebouncedValue } from '@mantine/hooks';
import {
  keepPreviousData,
  queryOptions,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import type { RecordJson } from '../../../runtime/wire/record.ts';
import type { ColumnView, FieldView, TableView } from '../../../runtime/wire/view.ts';
import { foldText } from '../values/read-text.ts';
import { listRecords } from '../../api/records.ts';
import { request } from '../../api/request.ts';
import { entityViewQuery } from '../../api/views.ts';
import { plainValue } from '../../table/cells/plain-value.ts';
import type { PickerSource } from './Picker.tsx';
import type { PickerOption } from './PickerList.tsx';

/** Options asked for at once; who needs another one types more. */
const MOST = 20;
const PAUSE = 150; // ms without a key before the server is asked

/** What tells records of the same title apart: the first shown column that is not the title. */
function secondFact(view: TableView): ColumnView | undefined {
  const shown = view.shown.map((path) => view.columns.find((column) => column.path === path));
  return [...shown, ...view.columns].find(
    (column) =>
      column !== undefined &&
      column.path !== view.entity.title_field &&
      ['text', 'email', 'phone', 'choice', 'reference', 'sequence', 'date', 'integer'].includes(column.type),
  );
}

/** Searches records of an entity by text; without text the ones changed last come first. */
export function recordSearchQuery(view: TableView, text: string, most: number = MOST) {
  const title = view.columns.find((column) => column.path === view.entity.title_field);
  const second = secondFact(view);
  const sort = text === '' ? '-updated_at' : title?.sortable === true ? title.path : '-updated_at';
  return queryOptions({
    queryKey: ['records', view.entity.name, 'picker', text, most],
    queryFn: async ({ signal }): Promise<readonly PickerOption[]> => {
      const fields = [view.entity.title_field, ...(second === undefined ? [] : [second.path])];
      const page = await listRecords(
        view.entity.name,
        [
          ...(text === '' ? [] : [['q', text] as const]),
          ['sort', sort],
          ['limit', String(most)],
          ['fields', fields.join(',')],
        ],
        signal,
      );
      return page.data.map((record) => toOption(record, title, second));
    },
    placeholderData: keepPreviousData,
  });
}

function toOption(
  record: RecordJson,
  title: FieldView | undefined,
  second: FieldView | undefined,
): PickerOption {
  const label = title === undefined ? '' : plainValue(title, record[title.path]);
  const note = second === undefined ? '' : plainValue(second, record[second.path]);
  return { value: record.id, label: label === '' ? 'Untitled' : label, note: note === '' ? null : note };
}

type PeopleJson = { readonly data: readonly { readonly id: string; readonly name: string }[] };

/** Searches people by name. */
function peopleQuery(text: string) {
  return queryOptions({
    queryKey: ['people', text],
    queryFn: async ({ signal }): Promise<readonly PickerOption[]> => {
      const found = await request<PeopleJson>('GET', '/api/v1/people', {
        query: text === '' ? [] : [['q', text]],
        signal,
      });
      return found.data.map((person) => ({ value: person.id, label: person.name }));
    },
    placeholderData: keepPreviousData,
  });
}

function noteOf(
  query: { isPending: boolean; isError: boolean; data: unknown },
  count: number,
  text: string,
): string | null {
  if (query.isError) return 'The list could not be read. What you typed is kept.';
  if (query.isPending) return 'Searching…';
  if (count === 0) return text === '' ? 'Nothing here yet.' : `Nothing found for “${text}”.`;
  return count >= MOST ? 'There are more: type to narrow the list.' : null;
}

/** Options of a reference or people picker for what is typed. Asks nothing until the picker is used. */
export function useReferenceSearch(field: FieldView, query: string | null, used: boolean): PickerSource {
  const [text] = useDebouncedValue((query ?? '').trim(), PAUSE);
  const people = field.type === 'user';
  const target = field.target;
  const view = useQuery({
    ...entityViewQuery('table', target?.entity ?? '', null),
    enabled: used && !people && target?.can_read === true,
  });
  const records = useQuery({
    ...recordSearchQuery(view.data ?? NO_VIEW, text),
    enabled: used && !people && view.data !== undefined,
  });
  const persons = useQuery({ ...peopleQuery(text), enabled: used && people });
  const found = people ? persons : records;
  const typed = (query ?? '').trim();
  const stale = typed !== text || found.isPlaceholderData;
  const all = found.data ?? [];
  // Until the answer to this very text is here, only what surely matches may be picked.
  const sought = foldText(typed);
  const certain = stale ? all.filter(({ label }) => foldText(label).includes(sought)) : all;
  const begins = ({ label }: PickerOption): number => (foldText(label).startsWith(sought) ? 0 : 1);
  const options = sought === '' ? certain : certain.toSorted((a, b) => begins(a) - begins(b));
  if (stale && !found.isError) return { options, note: options.length === 0 ? 'Searching…' : null };
  const failed = found.isError || (view.isError && !people);
  return { options, note: noteOf({ ...found, isError: failed }, options.length, text) };
}

/** The one record or person that the text names: the only one found, or the only one called exactly so; else null. */
export function useNamedTarget(field: FieldView): (text: string) => Promise<PickerOption | null> {
  const client = useQueryClient();
  return async (text) => {
    const options = await findOptions(client, field, text.trim());
    const same = options.filter(({ label }) => foldText(label) === foldText(text));
    return (same.length === 1 ? same[0] : options.length === 1 ? options[0] : null) ?? null;
  };
}

async function findOptions(
  client: QueryClient,
  field: FieldView,
  text: string,
): Promise<readonly PickerOption[]> {
  if (field.type === 'user') return client.fetchQuery(peopleQuery(text));
  if (field.target?.can_read !== true) return [];
  const view = await client.ensureQueryData(entityViewQuery('table', field.target.entity, null));
  return client.fetchQuery(recordSearchQuery(view, text));
}

const NO_VIEW = {
  entity: { name: '', title_field: '' },
  columns: [],
  shown: [],
} as unknown as TableView;
