import type { Change, Section } from '../change.ts';

/** Headings of the sections, as people read them. */
export const SECTION_TITLES: Readonly<Record<Section, string>> = {
  access: 'Access',
  data: 'Data',
  rules: 'Rules',
  api: 'API',
  screens: 'Screens',
  operations: 'Operations',
};

/** What a change is, without colour: a sign, the thing, the part of it that changed, and what it says. */
export type ChangeWords = {
  readonly sign: '+' | '-' | '~';
  readonly subject: string;
  /** `greatest value`; null where the thing itself came, went or changed. */
  readonly part: string | null;
  /** What there is to say of it; null where both sides say it, or nothing does. */
  readonly text: string | null;
  readonly sides: readonly [before: string, after: string] | null;
};

const PARTS: Readonly<Record<string, string>> = {
  that: 'condition',
  when: 'condition',
  where: 'condition',
  say: 'message',
  from: 'states',
  to: 'leads to',
  not_by: 'not by',
  set: 'value written',
  about: 'description',
  for: 'shown to',
  min: 'least value',
  max: 'greatest value',
  min_length: 'shortest text',
  max_length: 'longest text',
  scale: 'digits after the point',
  kept: 'kept',
  hit: 'how rows are chosen',
  required_when: 'required when',
  visible_when: 'shown when',
  editable_when: 'editable when',
  enforce: 'how it is enforced',
  computed: 'computed as',
  field_order: 'order of fields',
  option_order: 'order of options',
  action_order: 'order of actions',
  input_order: 'order of inputs',
  screen_order: 'order of screens',
  row_order: 'order of rows',
  title_field: 'title',
  given_by: 'given by',
  changed_by: 'changed by',
  seen_by: 'seen by',
  published_by: 'published by',
  runbook_text: 'text',
};

/** The change in words; a long list is told by what came and what went. */
export function changeWords({ kind, subject, before, after }: Change): ChangeWords {
  const [noun = '', slug = ''] = kind.split('/');
  if (slug === 'added')
    return {
      sign: '+',
      subject: named(noun, subject, after),
      part: null,
      text: rest(noun, after),
      sides: null,
    };
  if (slug === 'removed')
    return {
      sign: '-',
      subject: named(noun, subject, before),
      part: null,
      text: rest(noun, before),
      sides: null,
    };
  const sides = [before ?? 'nothing', after ?? 'nothing'] as const;
  if (slug === 'renamed') return { sign: '~', subject, part: 'renamed', text: null, sides };
  if (noun === 'grant') return { sign: '~', subject, part: null, ...grantWords(sides) };
  const part = slug === 'changed' ? null : (PARTS[slug] ?? slug.replaceAll('_', ' '));
  const list = listText(before, after);
  if (list !== null) return { sign: '~', subject, part, text: list, sides: null };
  return { sign: '~', subject, part, text: null, sides };
}

/** Options are told with the field that has them. */
const named = (noun: string, subject: string, option: string | null): string =>
  noun === 'option'
    ? `${subject}: option ${option ?? ''}`
    : noun === 'index'
      ? `${subject} ${option ?? ''}`
      : subject;
const rest = (noun: string, text: string | null): string | null =>
  noun === 'option' || noun === 'index' ? null : text;

/** From this length on two lists are told by their difference. */
const LONG_LIST = 60;

function listText(before: string | null, after: string | null): string | null {
  if (before === null || after === null || before.length < LONG_LIST || after.length < LONG_LIST) return null;
  const [was, is] = [before.split(', '), after.split(', ')];
  if (was.length < 3 || is.length < 3 || [...was, ...is].some((item) => /[(;]/u.test(item))) return null;
  const gone = was.filter((item) => !is.includes(item));
  const come = is.filter((item) => !was.includes(item));
  const same = was.length - gone.length;
  if (gone.length + come.length === 0 || same < gone.length + come.length) return null;
  return `${[...come.map((item) => `+ ${item}`), ...gone.map((item) => `- ${item}`)].join(', ')} (${same} stay)`;
}

/** Of a grant only the parts that differ: rows, fields, masks, what must be true afterwards. */
function grantWords(sides: readonly [string, string]): Pick<ChangeWords, 'text' | 'sides'> {
  const [was, is] = [sides[0].split('; '), sides[1].split('; ')];
  // Several grants together are told as they are: no part of one stands for a part of another.
  if ([...was, ...is].some((part) => part.startsWith('or '))) return { text: null, sides };
  const gone = was.filter((part) => !is.includes(part)).join('; ');
  const come = is.filter((part) => !was.includes(part)).join('; ');
  const list = listText(gone, come);
  if (list !== null) return { text: list, sides: null };
  return { text: null, sides: [gone === '' ? 'nothing' : gone, come === '' ? 'nothing' : come] };
}
