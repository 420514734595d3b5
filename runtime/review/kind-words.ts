import type { Change } from '../diff/change.ts';
import type { ChangeWords } from '../diff/render/change-words.ts';
import { countOf, joinAnd } from './plural.ts';

/** What became of the thing as a whole; every other word behind the slash is a part of it that changed. */
const DEEDS = ['added', 'removed', 'renamed'] as const;

/** In the order in which a reader wants to hear of them; the others follow. */
const THINGS: Readonly<Record<string, readonly [string, string]>> = {
  entity: ['entity', 'entities'],
  field: ['field', 'fields'],
  option: ['option', 'options'],
  grant: ['grant', 'grants'],
  check: ['check', 'checks'],
  never: ['never-rule', 'never-rules'],
  lifecycle: ['lifecycle', 'lifecycles'],
  action: ['action', 'actions'],
  input: ['input of an action', 'inputs of actions'],
  index: ['index', 'indexes'],
  tool: ['tool', 'tools'],
  screen: ['screen', 'screens'],
  parameter: ['parameter', 'parameters'],
  decision: ['decision table', 'decision tables'],
  row: ['row of a decision table', 'rows of decision tables'],
  role: ['role', 'roles'],
  attribute: ['attribute of people', 'attributes of people'],
  releases: ['right over releases', 'rights over releases'],
  workspace: ['setting of the workspace', 'settings of the workspace'],
  api: ['API', 'API'],
};

const SIGNS = { '+': 'added', '-': 'removed', '~': 'changed' } as const;

/** What happened to what: `Field renamed`, `Check: condition`, `Option added`. */
export function kindWords(kind: string, { sign, part }: ChangeWords): string {
  const [one] = nounOf(kind.split('/')[0] ?? '');
  const words =
    part === null ? `${one} ${SIGNS[sign]}` : part === 'renamed' ? `${one} renamed` : `${one}: ${part}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * What changes, by kind of thing: `5 fields (1 added, 1 removed), 2 checks and 1 screen`. A thing of which several parts change
 * counts once.
 */
export function countThings(changes: readonly Change[]): string {
  const groups = Map.groupBy(changes, ({ kind }) => kind.split('/')[0] ?? '');
  const order = Object.keys(THINGS);
  const place = (thing: string): number => (order.includes(thing) ? order.indexOf(thing) : order.length);
  const parts = [...groups]
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([thing, group]) => {
      const [one, many] = nounOf(thing);
      const named = new Set(
        group.map(({ subject, before, after, kind }) =>
          // Options and inputs go by the name of what holds them.
          thing === 'option' ? `${subject} ${kind} ${before} ${after}` : subject,
        ),
      );
      const deeds = DEEDS.map(
        (deed) => [group.filter(({ kind }) => kind === `${thing}/${deed}`).length, deed] as const,
      );
      const told = deeds.flatMap(([count, deed]) => (count === 0 ? [] : [`${count} ${deed}`]));
      const only = told.length === 1 && told[0]?.startsWith(`${named.size} `) ? told[0].split(' ')[1] : null;
      const counted = countOf(named.size, one, many);
      return only !== null
        ? `${counted} ${only}`
        : told.length === 0
          ? counted
          : `${counted} (${told.join(', ')})`;
    });
  return joinAnd(parts);
}

function nounOf(thing: string): readonly [string, string] {
  const word = plain(thing);
  return THINGS[thing] ?? [word, `${word}s`];
}

function plain(slug: string): string {
  return slug.replaceAll(/[_-]/gu, ' ');
}
