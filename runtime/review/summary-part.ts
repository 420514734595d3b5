import { SECTIONS, type Change, type Section } from '../diff/change.ts';
import type { Finding } from '../diff/finding.ts';
import type { Plan } from '../diff/plan.ts';
import { SECTION_TITLES } from '../diff/render/change-words.ts';
import { standingOf, type Standing } from './finding-card.ts';
import { countThings } from './kind-words.ts';
import { countOf, joinAnd } from './plural.ts';
import { element, type ReviewNode } from './review-node.ts';

export type Verdict = {
  readonly state: 'nothing' | 'blocked' | 'awaits' | 'ready';
  readonly word: string;
  readonly says: string;
};

/** What becomes of the plan as it stands: one word and one sentence. */
export function verdictOf(plan: Plan, awaiting: ReadonlySet<string>): Verdict {
  const count = (standing: Standing): number =>
    plan.findings.filter((finding) => standingOf(finding, awaiting) === standing).length;
  const blocking = count('blocks');
  const waiting = count('awaits');
  if (plan.blocked) {
    const more = waiting === 0 ? '' : `, and ${waiting} more ${needs(waiting)} an approval`;
    const says = `${countOf(blocking, 'finding')} ${blocking === 1 ? 'has' : 'have'} to be mended or accepted first${more}.`;
    return { state: 'blocked', word: '✕ Blocked', says };
  }
  if (plan.empty) return { state: 'nothing', word: '= Nothing to do', says: 'Both say the same.' };
  if (waiting > 0) {
    const says = `${countOf(waiting, 'finding')} ${needs(waiting)} the approval of an owner before the release.`;
    return { state: 'awaits', word: '◷ Needs approval', says };
  }
  return { state: 'ready', word: '✓ Ready', says: 'Nothing stands in the way of a release.' };
}

function needs(count: number): string {
  return count === 1 ? 'needs' : 'need';
}

/** What changes, in one paragraph. `screens` counts those that look different. */
export function whatChanges({ changes, access, migration }: Plan, screens: number): string {
  // What a caller of the API notices comes of the other changes.
  const real = changes.filter(({ cosmetic, section }) => !cosmetic && section !== 'api');
  const cosmetic = changes.filter((change) => change.cosmetic).length;
  const sentences = [
    ...(real.length === 0 ? [] : [`Changed: ${countThings(real)}.`]),
    ...(cosmetic === 0 ? [] : [`${countOf(cosmetic, 'change')} of words, order and looks only.`]),
    ...accessSentence(access),
    ...(screens === 0
      ? []
      : [`${countOf(screens, 'screen')} ${screens === 1 ? 'looks' : 'look'} different.`]),
    ...(migration === null || migration.mode === 'none' || migration.stages.length === 0
      ? []
      : [
          migration.mode === 'atomic'
            ? 'The tables change in one short transaction.'
            : `The tables change beside running requests, in ${countOf(migration.stages.length, 'step')}.`,
        ]),
  ];
  return sentences.length === 0 ? 'Nothing changes.' : sentences.join(' ');
}

const ACCESS_WORDS = {
  wider: 'wider',
  incomparable: 'wider here and narrower there',
  undecided: 'not proven either way',
  narrower: 'narrower',
} as const;

/** Counts what roles may do with entities, not their fields; what only follows another right counts with it. */
function accessSentence(access: Plan['access']): string[] {
  const parts = Object.entries(ACCESS_WORDS).flatMap(([verdict, words]) => {
    const places = access
      .filter((each) => each.verdict === verdict && each.follows === undefined && each.field === null)
      .map(({ entity, role, operation }) => `${entity} ${role} ${operation}`);
    const count = new Set(places).size;
    return count === 0 ? [] : [`${words} in ${countOf(count, 'place')}`];
  });
  return parts.length === 0 ? [] : [`Access gets ${joinAnd(parts)}.`];
}

const COLUMNS: readonly (readonly [Standing, string])[] = [
  ['blocks', 'Block'],
  ['awaits', 'Need approval'],
  ['warning', 'Warnings'],
];

/** Counts by section, with links to them; a section without anything is left out. */
export function summaryTable(
  changes: readonly Change[],
  findings: readonly Finding[],
  awaiting: ReadonlySet<string>,
): ReviewNode | null {
  const sections = SECTIONS.filter(
    (section) =>
      changes.some((each) => each.section === section) || findings.some((each) => each.section === section),
  );
  if (sections.length === 0) return null;
  const count = (section: Section, standing: Standing): number =>
    findings.filter((each) => each.section === section && standingOf(each, awaiting) === standing).length;
  return element(
    'table',
    'rv-summary',
    element(
      'thead',
      null,
      element(
        'tr',
        null,
        ['Section', 'Changes', ...COLUMNS.map(([, title]) => title)].map((title) =>
          element('th', { scope: 'col' }, title),
        ),
      ),
    ),
    element(
      'tbody',
      null,
      sections.map((section) =>
        element(
          'tr',
          null,
          element('th', { scope: 'row' }, element('a', { href: `#rv-${section}` }, SECTION_TITLES[section])),
          element('td', null, String(changes.filter((each) => each.section === section).length)),
          COLUMNS.map(([standing]) => {
            const number = count(section, standing);
            return element(
              'td',
              number === 0 ? 'rv-faint' : 'rv-counted',
              number === 0 ? '–' : String(number),
            );
          }),
        ),
      ),
    ),
  );
}
