import { type Change, SECTIONS, type Section } from '../change.ts';
import { isAwaiting, isBlocking } from '../compose-plan.ts';
import type { Finding } from '../finding.ts';
import { grouped } from '../findings/counted.ts';
import type { Plan } from '../plan.ts';
import { SECTION_TITLES } from './change-words.ts';

/** How an owner's yes is written down. */
export const APPROVE = 'Approve with `jig approve --owner <owner> --for <person> --reason <why>`.';

/** A plan in the order in which it is told; every finding and change stands in one place only. */
export type PlanView = {
  readonly verdict: string;
  readonly blocking: readonly Finding[];
  /** Widening first. */
  readonly awaiting: readonly Finding[];
  readonly sections: readonly SectionView[];
  /** Changes of words and examples, and findings that are only good to know. */
  readonly words: readonly Change[];
  readonly infos: readonly Finding[];
};

export type SectionView = {
  readonly section: Section;
  readonly title: string;
  readonly changes: readonly Change[];
  /** Warnings, and errors that were accepted. */
  readonly findings: readonly Finding[];
};

/** Sorts out what a person reads of a plan. */
export function viewPlan(plan: Plan): PlanView {
  const blocking = plan.findings.filter(isBlocking);
  const awaiting = plan.findings.filter(isAwaiting);
  const others = plan.findings.filter((finding) => !isBlocking(finding) && !isAwaiting(finding));
  const sections = SECTIONS.map((section): SectionView => ({
    section,
    title: SECTION_TITLES[section],
    changes: plan.changes.filter((change) => change.section === section && !change.cosmetic),
    findings: others.filter((finding) => finding.section === section && finding.level !== 'info'),
  }));
  return {
    verdict: verdictOf(plan),
    blocking,
    awaiting: awaiting.toSorted((a, b) => rank(a) - rank(b)),
    sections: sections.filter(({ changes, findings }) => changes.length + findings.length > 0),
    words: plan.changes.filter(({ cosmetic }) => cosmetic),
    infos: others.filter(({ level }) => level === 'info'),
  };
}

const RANKS = ['wider', 'incomparable', 'undecided'];
const rank = ({ access }: Finding): number => {
  const place = access === null ? -1 : RANKS.indexOf(access.verdict);
  return place < 0 ? RANKS.length : place;
};

/** One line: how much changes, and whether it can be released. */
function verdictOf(plan: Plan): string {
  const count = plan.changes.length;
  const steps = plan.migration?.stages.length ?? 0;
  const changes =
    count > 0
      ? amount(count, 'change', 'changes')
      : steps > 0
        ? amount(steps, 'step in the database', 'steps in the database')
        : '';
  const blocked = plan.findings.filter(isBlocking);
  const waits = plan.awaiting.length;
  const parts = [
    ...(blocked.length === 0 ? [] : [`${grouped(blocked.length)} blocked (${subjects(blocked)})`]),
    ...(waits === 0 ? [] : [amount(waits, 'waits for approval', 'wait for approval')]),
  ];
  if (changes === '')
    return parts.length === 0
      ? `Nothing to do: ${plan.head.name} is what ${plan.base.name} holds.`
      : `Nothing changes, ${parts.join(', ')}.`;
  return parts.length === 0 ? `${changes}, nothing blocks.` : `${changes}, ${parts.join(', ')}.`;
}

/** Subjects that the verdict names at most. */
const MOST_SUBJECTS = 3;

function subjects(findings: readonly Finding[]): string {
  const all = [...new Set(findings.map(({ subject }) => subject))];
  const more = all.length - MOST_SUBJECTS;
  return `${all.slice(0, MOST_SUBJECTS).join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** `1 change`, `1,204 changes` */
export function amount(count: number, one: string, many: string): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
