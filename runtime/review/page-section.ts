import type { Section } from '../diff/change.ts';
import type { Finding } from '../diff/finding.ts';
import { SECTION_TITLES } from '../diff/render/change-words.ts';
import { findingCard, standingOf, type Standing } from './finding-card.ts';
import type { ReviewModels } from './review-models.ts';
import { countOf } from './plural.ts';
import { element, type ReviewNode } from './review-node.ts';
import type { SourceLink } from './source-link.ts';

/** What the parts of the page that tell findings look up. */
export type FindingPlace = {
  readonly findings: readonly Finding[];
  /** Fingerprints that nobody approved yet. */
  readonly awaiting: ReadonlySet<string>;
  readonly models: ReviewModels;
  readonly source: SourceLink;
};

/** Findings of one standing from all sections, above them; null where there are none. */
export function topSection(place: FindingPlace, standing: Standing, title: string): ReviewNode | null {
  const found = having(place, place.findings, standing);
  if (found.length === 0) return null;
  const id = `rv-${standing}`;
  return element(
    'section',
    { class: 'rv-section', 'aria-labelledby': id },
    element('h2', { id }, title, ' ', element('span', 'rv-count', String(found.length))),
    list(place, found),
  );
}

/** One section: its warnings, what is only worth knowing folded away, then its body. Null where there is nothing to say. */
export function pageSection(
  place: FindingPlace,
  section: Section,
  body: readonly (ReviewNode | null)[],
): ReviewNode | null {
  const findings = place.findings.filter((each) => each.section === section);
  if (findings.length === 0 && body.length === 0) return null;
  const above = having(place, findings, 'blocks', 'awaits').length;
  const warnings = having(place, findings, 'warning');
  const quiet = having(place, findings, 'info', 'accepted', 'approved');
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
    warnings.length > 0 && list(place, warnings),
    quiet.length > 0 &&
      element(
        'details',
        'rv-fold',
        element('summary', null, countOf(quiet.length, 'note')),
        list(place, quiet),
      ),
    body,
  );
}

function having(
  { awaiting }: FindingPlace,
  findings: readonly Finding[],
  ...standings: readonly Standing[]
): readonly Finding[] {
  return findings.filter((finding) => standings.includes(standingOf(finding, awaiting)));
}

/** Findings of one list that are told in full; the others are folded below them. */
const MOST_TOLD = 40;

function list({ awaiting, models, source }: FindingPlace, findings: readonly Finding[]): ReviewNode[] {
  const cards = findings.map((finding) =>
    findingCard(finding, standingOf(finding, awaiting), { head: models.head, source }),
  );
  const rest = cards.slice(MOST_TOLD);
  return [
    element('ul', 'rv-findings', cards.slice(0, MOST_TOLD)),
    ...(rest.length === 0
      ? []
      : [
          element(
            'details',
            'rv-fold',
            element('summary', null, countOf(rest.length, 'more finding')),
            element('ul', 'rv-findings', rest),
          ),
        ]),
  ];
}
