import { SECTIONS, type Section } from '../diff/change.ts';
import { inHeadNames } from '../diff/model/in-head-names.ts';
import type { Plan, PlanSide } from '../diff/plan.ts';
import { accessMatrix, newAccess } from './access-matrix.ts';
import { changesPart } from './changes-part.ts';
import { migrationPart } from './migration-part.ts';
import { pageSection, topSection, type FindingPlace } from './page-section.ts';
import { countOf } from './plural.ts';
import type { ReviewModels } from './review-models.ts';
import { element, type ReviewNode } from './review-node.ts';
import { rulesInEnglish } from './rule-english.ts';
import { changedScreens, type ChangedScreen } from './screens/changed-screens.ts';
import { screensPart } from './screens/screens-part.ts';
import { createSourceLink } from './source-link.ts';
import { summaryTable, verdictOf, whatChanges } from './summary-part.ts';
import { showUnseen } from './visible-text.ts';

export type ReviewOptions = {
  /** Stands before the path of a definition file, so that people find it: `definitions/`, or nothing. */
  readonly folder: string;
  /** Address of a line at the code host, `https://…`; without one places are text. */
  readonly sourceAddress?: ((path: string, line: number, of: 'head' | 'base') => string) | null;
  /** Fingerprints of findings that an owner approved already. */
  readonly approved?: ReadonlySet<string>;
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
  const approved = options.approved ?? new Set();
  const place: FindingPlace = {
    findings: plan.findings,
    awaiting: new Set(plan.awaiting.filter((fingerprint) => !approved.has(fingerprint))),
    models,
    source: createSourceLink(options.folder, options.sourceAddress ?? null),
  };
  const screens = changedScreens(models.base, models.head);
  const bodies = sectionBodies(plan, place, screens);
  return showUnseen(
    element(
      'article',
      'rv-page',
      pageHead(plan, place, screens.length),
      topSection(place, 'blocks', 'What blocks the release'),
      topSection(place, 'awaits', 'What needs approval'),
      SECTIONS.map((section) => pageSection(place, section, bodies[section])),
      plan.empty && plan.migration === null
        ? null
        : element(
            'section',
            { class: 'rv-section', 'aria-labelledby': 'rv-migration' },
            element('h2', { id: 'rv-migration' }, 'Migration'),
            migrationPart(plan.migration),
          ),
      pageFoot(plan),
    ),
  );
}

type Bodies = Readonly<Record<Section, readonly (ReviewNode | null)[]>>;

function sectionBodies(
  plan: Plan,
  { models, source }: FindingPlace,
  screens: readonly ChangedScreen[],
): Bodies {
  const { head } = models;
  const base = models.base === null ? null : inHeadNames(models.base, head);
  const english = { base: rulesInEnglish(base), head: rulesInEnglish(head) };
  const changes = (section: Section): readonly ReviewNode[] =>
    changesPart(
      plan.changes.filter((each) => each.section === section),
      english,
      source,
    );
  const written = (section: Section): ReviewNode | null => {
    const parts = changes(section);
    if (parts.length === 0) return null;
    const count = plan.changes.filter((each) => each.section === section).length;
    return element(
      'details',
      'rv-fold',
      element('summary', null, `${countOf(count, 'change')} as written in the definitions`),
      parts,
    );
  };
  const access = written('access');
  const list = written('screens');
  return {
    access:
      base === null
        ? newAccess({ base, head })
        : plan.access.length === 0 && access === null
          ? []
          : [...accessMatrix(plan.access, { base, head }, source), access],
    data: changes('data'),
    rules: changes('rules'),
    api: changes('api'),
    screens: screens.length === 0 && list === null ? [] : [...screensPart(screens, source), list],
    operations: changes('operations'),
  };
}

function pageHead(plan: Plan, { models, awaiting }: FindingPlace, screens: number): ReviewNode {
  const { state, word, says } = verdictOf(plan, awaiting);
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
    summaryTable(plan.changes, plan.findings, awaiting),
  );
}

function pageFoot({ base, head, hash }: Plan): ReviewNode {
  const side = ({ name, contentHash }: PlanSide): string =>
    `${name}${contentHash === null ? '' : `, content ${contentHash.slice(0, 12)}`}`;
  return element('p', 'rv-print rv-foot', `Plan ${hash.slice(0, 12)}. From ${side(base)}; to ${side(head)}.`);
}
