import { SECTIONS, type Section } from '../diff/change.ts';
import type { Finding } from '../diff/finding.ts';
import { inHeadNames } from '../diff/model/in-head-names.ts';
import type { Plan, PlanSide } from '../diff/plan.ts';
import type { Model } from '../model/model.ts';
import { accessMatrix } from './access-matrix.ts';
import { changesPart } from './changes-part.ts';
import { findingCard, standingOf, type Standing } from './finding-card.ts';
import { migrationPart } from './migration-part.ts';
import { countOf } from './plural.ts';
import { element, type ReviewNode } from './review-node.ts';
import { rulesInEnglish } from './rule-english.ts';
import { changedScreens } from './screens/changed-screens.ts';
import { screensPart } from './screens/screens-part.ts';
import { createSourceLink, type SourceLink } from './source-link.ts';
import { SECTION_TITLES, summaryTable, verdictOf, whatChanges } from './summary-part.ts';
import { showUnseen } from './visible-text.ts';

/** Both sides of the plan as models; base is null where there was nothing. */
export type ReviewModels = { readonly base: Model | null; readonly head: Model };

export type ReviewOptions = {
  /** Stands before the path of a definition file, so that people find it: `definitions/`, or nothing. */
  readonly folder: string;
  /** Address of a line at the code host, `https://…`; null shows places as text. */
  readonly sourceAddress?: ((path: string, line: number, of: 'head' | 'base') => string) | null;
};

/** Title of the page, for a window and a list. */
export function reviewTitle({ head, base }: Plan, models: ReviewModels): string {
  return `What changes in ${models.head.workspace.title}, from ${base.name} to ${head.name}`;
}

/**
 * What a reviewer reads of a plan: the verdict, what blocks or waits, then section by section, with each changed screen before
 * and after. Plain nodes for the HTML file and the screens; classes begin with `rv-`, and `REVIEW_STYLE` dresses them. Pure: the
 * same plan and models give the same nodes.
 */
export function reviewPage(plan: Plan, models: ReviewModels, options: ReviewOptions): ReviewNode {
  const source = createSourceLink(options.folder, options.sourceAddress ?? null);
  const screens = changedScreens(models.base, models.head);
  const awaiting = new Set(plan.awaiting);
  const page = createContext(plan, models, source);
  return showUnseen(
    element(
      'article',
      'rv-page',
      pageHead(plan, models, screens.length),
      page.top('blocks', 'What blocks the release'),
      page.top('awaits', 'What needs approval'),
      SECTIONS.map((section) => {
        const changes = plan.changes.filter((each) => each.section === section);
        const english = { base: page.english.base, head: page.english.head };
        return page.section(
          section,
          section === 'access'
            ? [
                ...accessMatrix(plan.access, models, source),
                asWritten(changesPart(changes, english, source), changes.length),
              ]
            : section === 'screens'
              ? [
                  ...screensPart(screens, source),
                  asWritten(changesPart(changes, english, source), changes.length),
                ]
              : changesPart(changes, english, source),
          changes.length > 0 ||
            (section === 'access' && plan.access.length > 0) ||
            (section === 'screens' && screens.length > 0),
        );
      }),
      element(
        'section',
        { class: 'rv-section', 'aria-labelledby': 'rv-migration' },
        element('h2', { id: 'rv-migration' }, 'Migration'),
        migrationPart(plan.migration),
      ),
      awaiting.size === 0 && plan.findings.length === 0
        ? element('p', 'rv-note', 'There are no findings.')
        : null,
      pageFoot(plan),
    ),
  );
}

type Context = {
  readonly english: {
    readonly base: ReadonlyMap<string, string>;
    readonly head: ReadonlyMap<string, string>;
  };
  /** Findings of one standing, before all sections. */
  readonly top: (standing: Standing, title: string) => ReviewNode | null;
  readonly section: (
    section: Section,
    body: readonly (ReviewNode | null)[],
    hasBody: boolean,
  ) => ReviewNode | null;
};

/** Findings read beside what they are about; those that stop the release stand above everything else. */
function createContext(plan: Plan, { base, head }: ReviewModels, source: SourceLink): Context {
  const awaiting = new Set(plan.awaiting);
  const list = (findings: readonly Finding[]): ReviewNode =>
    element(
      'ul',
      'rv-findings',
      findings.map((finding) => findingCard(finding, standingOf(finding, awaiting), { head, source })),
    );
  const of = (findings: readonly Finding[], ...standings: readonly Standing[]): readonly Finding[] =>
    findings.filter((finding) => standings.includes(standingOf(finding, awaiting)));
  return {
    english: {
      base: rulesInEnglish(base === null ? null : inHeadNames(base, head)),
      head: rulesInEnglish(head),
    },
    top: (standing, title) => {
      const found = of(plan.findings, standing);
      if (found.length === 0) return null;
      const id = `rv-${standing}`;
      return element(
        'section',
        { class: 'rv-section', 'aria-labelledby': id },
        element('h2', { id }, title, ' ', element('span', 'rv-count', String(found.length))),
        list(found),
      );
    },
    section: (section, body, hasBody) => {
      const findings = plan.findings.filter((each) => each.section === section);
      if (findings.length === 0 && !hasBody) return null;
      const above = of(findings, 'blocks', 'awaits').length;
      const warnings = of(findings, 'warning');
      const quiet = of(findings, 'info', 'accepted', 'approved');
      const id = `rv-${section}`;
      return element(
        'section',
        { class: 'rv-section', 'aria-labelledby': id },
        element('h2', { id }, SECTION_TITLES[section]),
        above > 0 &&
          element(
            'p',
            'rv-note',
            `${countOf(above, 'finding')} of this section ${above === 1 ? 'stands' : 'stand'} above.`,
          ),
        warnings.length > 0 && list(warnings),
        quiet.length > 0 &&
          element('details', 'rv-fold', element('summary', null, countOf(quiet.length, 'note')), list(quiet)),
        body,
      );
    },
  };
}

function asWritten(parts: readonly ReviewNode[], count: number): ReviewNode | null {
  if (parts.length === 0) return null;
  return element(
    'details',
    'rv-fold',
    element('summary', null, `${countOf(count, 'change')} as written in the definitions`),
    parts,
  );
}

function pageHead(plan: Plan, models: ReviewModels, screens: number): ReviewNode {
  const { state, word, says } = verdictOf(plan);
  return element(
    'header',
    'rv-head',
    element('p', 'rv-eyebrow', models.head.workspace.title),
    element('h1', null, 'What changes'),
    element('p', 'rv-soft', `From ${plan.base.name} to ${plan.head.name}.`),
    element(
      'div',
      `rv-verdict rv-verdict-${state}`,
      element('span', `rv-state rv-state-${state}`, word),
      ' ',
      element('span', null, says),
    ),
    element('p', 'rv-lede', whatChanges(plan, screens)),
    summaryTable(plan.changes, plan.findings, new Set(plan.awaiting)),
  );
}

function pageFoot({ base, head, hash }: Plan): ReviewNode {
  const side = ({ name, contentHash }: PlanSide): string =>
    `${name}${contentHash === null ? '' : `, content ${contentHash.slice(0, 12)}`}`;
  return element('p', 'rv-print', `Plan ${hash.slice(0, 12)}. Base: ${side(base)}. Head: ${side(head)}.`);
}
