import type { QueryClient } from '@tanstack/react-query';
import type { FormRulesJson } from '../../../runtime/wire/rules.ts';
import type { RecordValue, Value } from '../../../runtime/expression/value.ts';
import { decodeValue } from '../../../runtime/rules/values.ts';
import { recordQuery } from '../../api/records.ts';

type Related = FormRulesJson['related'][string];

/** What rules read of referred records, as far as it has arrived. */
export type RelatedRecords = {
  /** The record with what the rules read of it; undefined while it is on its way, null where it may not be read. */
  readonly find: (related: Related, id: string) => RecordValue | null | undefined;
};

/** What the server said of a record: links as `{id, title}`, values as they are written. */
type Sent = Readonly<Record<string, unknown>>;

const linkId = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : null;

/**
 * Fetches records that references lead to, each once, when rules first ask for them. `arrived` hears of every answer. A view
 * without the entity of each step asks for the way by fields: a path through two references takes two records.
 */
export function createRelatedRecords(client: QueryClient, arrived: () => void): RelatedRecords {
  const known = new Map<string, RecordValue | null | undefined>();

  const read = async ({ entity, paths, types, steps }: Related, id: string): Promise<RecordValue> => {
    const at = new Map<string, Promise<Sent>>();
    const load = (of: string, one: string): Promise<Sent> => {
      const key = `${of} ${one}`;
      const before = at.get(key) ?? client.fetchQuery(recordQuery(of, one));
      at.set(key, before);
      return before;
    };
    const found: Record<string, Value> = {};
    for (const path of paths) {
      const names = path.split('.');
      const last = names.pop() ?? '';
      let record: Sent | null = await load(entity, id);
      let prefix = '';
      for (const name of names) {
        prefix = prefix === '' ? name : `${prefix}.${name}`;
        const next: string | null = record === null ? null : linkId(record[name]);
        record = next === null ? null : await load(steps[prefix] ?? '', next);
      }
      const type = types[path];
      if (type !== undefined) put(found, [...names, last], decodeValue(type, record?.[last]));
    }
    return { ...found, id };
  };

  return {
    find: (related, id) => {
      const key = `${related.entity} ${id} ${related.paths.join(' ')}`;
      if (known.has(key)) return known.get(key);
      known.set(key, undefined);
      const settle = (record: RecordValue | null): void => {
        known.set(key, record);
        arrived();
      };
      read(related, id).then(settle, () => settle(null));
      return undefined;
    },
  };
}

/** Puts a value at the end of a path of records. */
function put(into: Record<string, Value>, path: readonly string[], value: Value): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) into[first] = value;
  else {
    const inner = { id: '', ...(into[first] as Record<string, Value> | undefined) };
    put(inner, rest, value);
    into[first] = inner;
  }
}
