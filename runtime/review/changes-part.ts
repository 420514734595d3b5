import type { Change } from '../diff/change.ts';
import { changeWords, type ChangeWords } from '../diff/render/change-words.ts';
import { withCode } from './inline-code.ts';
import { kindWords } from './kind-words.ts';
import { countOf } from './plural.ts';
import { element, type ReviewNode } from './review-node.ts';
import type { SourceLink } from './source-link.ts';

/** More changes than this are shown in groups, one for each entity or tool. */
const MOST_UNGROUPED = 16;

/** Rows in one table; the others are counted. */
const MOST_ROWS = 120;

type English = { readonly base: ReadonlyMap<string, string>; readonly head: ReadonlyMap<string, string> };

/** Changes as a table: what, before and after, and where it is written. Changes of mere words are folded away. */
export function changesPart(
  changes: readonly Change[],
  english: English,
  source: SourceLink,
): readonly ReviewNode[] {
  const real = changes.filter(({ cosmetic }) => !cosmetic);
  const words = changes.filter(({ cosmetic }) => cosmetic);
  return [
    ...(real.length === 0 ? [] : grouped(real, english, source)),
    ...(words.length === 0
      ? []
      : [
          element(
            'details',
            'rv-fold',
            element('summary', null, `${countOf(words.length, 'change')} of words, order and looks only`),
            table(words, english, source),
          ),
        ]),
  ];
}

function grouped(changes: readonly Change[], english: English, source: SourceLink): ReviewNode[] {
  if (changes.length <= MOST_UNGROUPED) return [table(changes, english, source)];
  const groups = Map.groupBy(
    changes,
    ({ entity, subject }) => entity ?? subject.split('.').slice(0, 2).join('.'),
  );
  return [...groups].map(([name, group]) =>
    element(
      'details',
      'rv-fold',
      element('summary', null, element('code', null, name), ` ${countOf(group.length, 'change')}`),
      table(group, english, source),
    ),
  );
}

function table(changes: readonly Change[], english: English, source: SourceLink): ReviewNode {
  const rows = changes.slice(0, MOST_ROWS);
  const left = changes.length - rows.length;
  const head = ['What', 'Before', 'After', 'Where'];
  return element(
    'div',
    { class: 'rv-scroll', tabindex: '0', role: 'group', 'aria-label': 'Changes' },
    element(
      'table',
      'rv-changes',
      element(
        'thead',
        null,
        element(
          'tr',
          null,
          head.map((title) => element('th', { scope: 'col' }, title)),
        ),
      ),
      element(
        'tbody',
        null,
        rows.map((change) => row(change, english, source)),
      ),
    ),
    left > 0 && element('p', 'rv-note', `${countOf(left, 'more change')}: the JSON plan holds them all.`),
  );
}

function row(change: Change, english: English, source: SourceLink): ReviewNode {
  const { kind, span, spanOf } = change;
  const words = changeWords(change);
  return element(
    'tr',
    null,
    element(
      'th',
      { scope: 'row' },
      kindWords(kind, words),
      ' ',
      element('code', 'rv-subject', words.subject),
    ),
    states(change, words, english),
    element('td', 'rv-where', source(span, spanOf)),
  );
}

/** Before and after; what is told by its difference alone takes the place of both. */
function states(change: Change, { sign, text, sides }: ChangeWords, english: English): ReviewNode[] {
  const before = inEnglish(english.base, change);
  const after = inEnglish(english.head, change);
  const none = element('td', 'rv-faint', '–');
  if (sign === '+') return [none, element('td', 'rv-after', state(text ?? 'there now', after))];
  if (sign === '-') return [element('td', 'rv-before', state(text ?? 'was there', before)), none];
  if (sides === null) return [element('td', { colspan: '2' }, withCode(text ?? ''))];
  return [
    element('td', 'rv-before', state(sides[0], change.before === null ? undefined : before)),
    element('td', 'rv-after', state(sides[1], change.after === null ? undefined : after)),
  ];
}

/** Rules are known by the part that holds them; what is new or gone is told by its condition. */
function inEnglish(known: ReadonlyMap<string, string>, { subject, kind }: Change): string | undefined {
  const [thing, part = ''] = kind.split('/');
  const isRule = thing === 'check' || thing === 'never';
  return known.get(`${subject}.${isRule && part !== 'say' ? 'that' : part}`);
}

/** As the author wrote it, with the same in English where there is any. */
function state(written: string, words: string | undefined): ReviewNode[] {
  return words === undefined ? withCode(written) : [words, element('code', 'rv-original', written)];
}
