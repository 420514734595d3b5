import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Field } from '../../runtime/model/field.ts';
import { maskText } from '../../runtime/policy/mask.ts';
import type { HistoryEntryJson, HistoryJson } from '../../runtime/wire/rules.ts';
import { buildHistory } from '../sql/history-query.ts';
import type { HistoryRow, HistoryRun } from '../sql/history-query.ts';
import type { Shown } from '../sql/shown-query.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { notFound, requireId } from './get-record.ts';
import type { Client, Operation, Task } from './operation.ts';
import { Refusal } from './refusal.ts';
import { findTitles, idsIn, namedIds } from './record-titles.ts';
import type { Titles } from './record-titles.ts';
import { shownFields } from './shown-fields.ts';

export type HistoryInput = {
  readonly entity: string;
  readonly id: string;
  readonly query: Iterable<readonly [string, string]>;
};

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;

/**
 * The changes of one record, the latest first, as far as the actor may see the record as it is now: fields that are hidden
 * on it are left out, masked ones are masked. Links and lines are told by their own records.
 */
export const recordHistory: Operation<HistoryInput, HistoryJson> = {
  name: 'record-history',
  requires: 'read',
  prepare: (task, { id, query }) => {
    requireId(task, id);
    const { limit, before } = readQuery(query);
    return {
      kind: 'read',
      run: async (client) => {
        const shown = await shownFields(task, client, id);
        if (shown === null) return notFound(task, id);
        const rows = await readRows(task, client, { id, before, limit: limit + 1 });
        const page = rows.slice(0, limit);
        const entries = await tell(task, client, page, shown);
        const last = page.at(-1);
        return { data: entries, next: rows.length > limit && last !== undefined ? last.id : null };
      },
    };
  },
};

async function readRows(
  { entity, tools }: Task,
  client: Client,
  run: HistoryRun & { limit: number },
): Promise<HistoryRow[]> {
  const statement = tools.once(`history ${entity.name}`, () => buildHistory(entity));
  const rows = await runStatement<HistoryRun, readonly [string]>(client, statement, run);
  return rows.map(([json]) => JSON.parse(json) as HistoryRow);
}

async function tell(
  task: Task,
  client: Client,
  rows: readonly HistoryRow[],
  shown: ReadonlyMap<string, Shown>,
): Promise<HistoryEntryJson[]> {
  const { fields } = task.entity;
  const ids = rows.flatMap(({ changes }) =>
    changes.flatMap(([name, before, after]) => {
      const field = fields[name];
      return field === undefined || shown.get(name) !== 'clear' ? [] : idsIn(field, [before, after]);
    }),
  );
  const titles = await findTitles(task, client, ids);
  return rows.map((row): HistoryEntryJson => {
    const { id: _id, changes, reason, ...rest } = row;
    return {
      ...rest,
      reason: repeatsHidden(row, shown) ? null : reason,
      changes: changes.flatMap(([name, before, after]) => {
        const field = fields[name];
        const how = shown.get(name) ?? 'hidden';
        if (field === undefined || FIELD_TYPES[field.type].wire === 'children' || isUnseen(name, shown))
          return [];
        const value = (text: string | null): unknown => valueOf(field, text, how, titles);
        return [{ field: name, before: value(before), after: value(after) }];
      }),
    };
  });
}

/** A field that is shown on no record is not in the map; one that is only hidden on this very record is there as hidden. */
function isUnseen(name: string, shown: ReadonlyMap<string, Shown>): boolean {
  return (shown.get(name) ?? 'hidden') === 'hidden' || !shown.has(name);
}

/** A reason is often kept in a field as well; where that field is hidden, so is the reason. */
function repeatsHidden({ changes, reason }: HistoryRow, shown: ReadonlyMap<string, Shown>): boolean {
  return (
    reason !== null && changes.some(([name, , after]) => after === reason && shown.get(name) !== 'clear')
  );
}

/** A text of the audit as records hold the value, masked where the field is. */
function valueOf(field: Field, text: string | null, how: Shown, titles: Titles): unknown {
  if (how !== 'clear') {
    const masked = how === 'hidden' ? null : maskText(how, text === null ? null : plainText(field, text));
    return masked === null ? null : { masked };
  }
  if (text === null) return null;
  const { wire } = FIELD_TYPES[field.type];
  switch (wire) {
    case 'instant':
      return new Date(text).toISOString();
    case 'reference':
    case 'user':
    case 'references':
      return namedIds(field, text, titles);
    case 'sequence':
      return plainText(field, text);
    case 'native':
      return NATIVE_TEXTS.has(field.type) ? text : (JSON.parse(text) as unknown);
    case 'text':
    case 'date':
    case 'time':
    case 'children':
      return text;
  }
  return wire satisfies never;
}

/** Types whose JSON form is a text; the others are numbers, flags, lists and JSON itself. */
const NATIVE_TEXTS: ReadonlySet<string> = new Set([
  'text',
  'long_text',
  'markdown',
  'email',
  'url',
  'phone',
  'choice',
]);

function plainText(field: Field, text: string): string {
  return field.type === 'sequence' ? `${field.prefix}${text}` : text;
}

function readQuery(pairs: Iterable<readonly [string, string]>): { limit: number; before: string | null } {
  const query = new Map(pairs);
  const wrong = [...query.keys()].find((name) => name !== 'limit' && name !== 'after');
  if (wrong !== undefined) throw refuse(wrong, `There is no parameter \`${wrong.slice(0, 100)}\` here.`);
  const limit = query.get('limit');
  if (
    limit !== undefined &&
    !(/^\d{1,3}$/u.test(limit) && Number(limit) >= 1 && Number(limit) <= LARGEST_LIMIT)
  )
    throw refuse('limit', `\`limit\` is a whole number from 1 to ${LARGEST_LIMIT}.`);
  const after = query.get('after') ?? null;
  if (after !== null && !/^\d{1,18}$/u.test(after))
    throw refuse('after', '`after` is not a place in this history; begin again without it.');
  return { limit: limit === undefined ? DEFAULT_LIMIT : Number(limit), before: after };
}

function refuse(parameter: string, message: string): Refusal {
  return new Refusal('request/invalid', message, {
    errors: [{ pointer: `?${parameter}`, code: 'query/history', message }],
  });
}
