import type { Finding } from '../diff/finding.ts';
import type { Answer } from '../diff/question.ts';
import type { Witness } from '../diff/access-difference.ts';
import type { Model } from '../model/model.ts';
import { withCode } from './inline-code.ts';
import { countOf, groupDigits, joinAnd } from './plural.ts';
import { element, type ReviewNode } from './review-node.ts';
import type { SourceLink } from './source-link.ts';

/** How a finding stands with the release. */
export type Standing = 'blocks' | 'awaits' | 'approved' | 'accepted' | 'warning' | 'info';

/** `awaiting`: fingerprints of findings that nobody approved yet. */
export function standingOf(finding: Finding, awaiting: ReadonlySet<string>): Standing {
  if (finding.accepted !== null) return 'accepted';
  if (awaiting.has(finding.fingerprint)) return 'awaits';
  if (finding.approvers.length > 0) return 'approved';
  return finding.level === 'error' ? 'blocks' : finding.level;
}

const WORDS: Readonly<Record<Standing, string>> = {
  blocks: '✕ Blocks',
  awaits: '◷ Needs approval',
  approved: '✓ Approved',
  accepted: '✓ Accepted',
  warning: '! Warning',
  info: 'i Note',
};

type Context = { readonly head: Model; readonly source: SourceLink };

/** One finding: what happens, whom or what it meets, why it matters and what to do. */
export function findingCard(finding: Finding, standing: Standing, { head, source }: Context): ReviewNode {
  const { code, message, why, fix, access, impact, span, spanOf, approvers, accepted, fingerprint } = finding;
  return element(
    'li',
    { class: `rv-finding rv-finding-${standing}`, id: `rv-f-${fingerprint}` },
    element(
      'div',
      'rv-finding-head',
      element('span', `rv-state rv-state-${standing}`, WORDS[standing]),
      element('code', 'rv-code', code),
      source(span, spanOf),
    ),
    element('p', 'rv-message', withCode(message)),
    access === null ? null : witnesses([access.gain, access.loss], message),
    impact === null ? null : impactOf(impact, message),
    standing === 'info' ? null : element('p', 'rv-soft', withCode(why)),
    fix === null || standing === 'accepted'
      ? null
      : element('p', 'rv-fix', element('span', 'rv-lead', 'What to do: '), withCode(fix)),
    approvers.length === 0 ? null : element('p', 'rv-fix', approval(approvers, standing, head)),
    accepted === null
      ? null
      : element(
          'p',
          'rv-fix',
          element('span', 'rv-lead', `Accepted until ${accepted.until}: `),
          accepted.because,
          ' ',
          source(accepted.span, 'head'),
        ),
    approvers.length === 0 ? null : element('p', 'rv-print', `Fingerprint ${fingerprint}`),
  );
}

/** Sentences of people and records that show a difference; one that the message already says is not said again. */
export function witnesses(all: readonly (Witness | null)[], told = ''): ReviewNode | null {
  const sentences = all.flatMap((witness) => (witness === null ? [] : [witness.sentence]));
  const fresh = sentences.filter((sentence) => !told.includes(sentence));
  if (fresh.length === 0) return null;
  return element(
    'ul',
    'rv-witness',
    fresh.map((sentence) => element('li', null, withCode(sentence))),
  );
}

function approval(approvers: readonly string[], standing: Standing, head: Model): ReviewNode[] {
  const names = approvers.map((name) => {
    const owner = head.workspace.owners[name];
    const roles = (owner?.approvers ?? []).map((role) => head.roles[role]?.title ?? role);
    const who = roles.length === 0 ? 'nobody is named who may: an operator can' : joinAnd(roles);
    return `${owner?.title ?? name} (${who})`;
  });
  const [first = ''] = approvers;
  if (standing !== 'awaits') return [element('span', 'rv-lead', 'Answered for by: '), names.join(' or ')];
  return [
    element('span', 'rv-lead', 'One of these approves: '),
    `${names.join(' or ')}. From the command line: `,
    element('code', null, `jig approve --owner ${first} --for <person> --reason <text>`),
  ];
}

/** People named at most. */
const MOST_PEOPLE = 8;

function impactOf({ count, of, exact, samples, people = [] }: Answer, told: string): ReviewNode | null {
  const about = exact ? '' : 'about ';
  const total = of === null ? '' : ` of ${groupDigits(of)}`;
  const shown = people.slice(0, MOST_PEOPLE);
  const more = people.length - shown.length;
  const said = told.includes(groupDigits(count));
  if (said && samples.length === 0 && shown.length === 0) return null;
  return element(
    'div',
    'rv-impact',
    element(
      'p',
      null,
      element('span', 'rv-lead', 'In the database: '),
      people.length === 0
        ? `${about}${groupDigits(count)}${total}${exact ? '' : ', estimated on a sample'}`
        : `${countOf(people.length, 'person', 'people')}${exact ? '' : ', estimated on a sample'}`,
      samples.length > 0 && ', such as:',
    ),
    samples.length === 0
      ? null
      : element(
          'ul',
          'rv-samples',
          samples.map(({ id, title, detail }) =>
            element(
              'li',
              null,
              title === null ? element('code', null, id) : title,
              detail !== null && [' ', element('span', 'rv-soft', detail)],
            ),
          ),
        ),
    shown.length === 0
      ? null
      : element(
          'ul',
          'rv-samples',
          shown.map(({ name, gained, lost }) =>
            element('li', null, `${name}: ${gainAndLoss(gained, lost, about)}`),
          ),
          more > 0 && element('li', 'rv-soft', `and ${countOf(more, 'other person', 'other people')}`),
        ),
  );
}

function gainAndLoss(gained: number, lost: number, about: string): string {
  const parts = [
    ...(gained > 0 ? [`gains ${about}${countOf(gained, 'record')}`] : []),
    ...(lost > 0 ? [`loses ${about}${countOf(lost, 'record')}`] : []),
  ];
  return parts.length === 0 ? 'neither gains nor loses a record' : parts.join(', ');
}
