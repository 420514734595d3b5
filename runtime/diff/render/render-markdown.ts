import type { Change } from '../change.ts';
import type { Finding } from '../finding.ts';
import type { Plan } from '../plan.ts';
import { changeWords } from './change-words.ts';
import { examplesOf, peopleOf } from './impact-words.ts';
import { code, codeBlock, plainMarkdown } from './markdown-text.ts';
import { amount, APPROVE, type PlanView, viewPlan } from './plan-view.ts';

export type PlanMarkdownOptions = {
  /** Stands before the paths of definition files: `definitions/`. */
  readonly folder?: string;
  /** Address of the whole plan, for what does not fit into a comment. */
  readonly page?: string | null;
};

/** By this line a later run finds the comment and writes it anew. */
const PLAN_MARKER = '<!-- jig-plan -->';

/** In characters; code hosts refuse a comment of more than 65,536. */
const LONGEST = 60_000;
/** Kept free for the sentence that says what was left out. */
const RESERVE = 400;
/** Rows of one table. */
const MOST_ROWS = 150;

/**
 * The plan as one comment of a pull request: the verdict, what blocks or waits for approval, then a table for each section; words,
 * notes and SQL folded away. Never longer than 60,000 characters: what does not fit is counted.
 */
export function renderPlanMarkdown(plan: Plan, options: PlanMarkdownOptions = {}): string {
  const { folder = '', page = null } = options;
  const view = viewPlan(plan);
  const blocks = [
    `${PLAN_MARKER}\n### ${plainMarkdown(view.verdict)}`,
    ...(plan.empty ? [] : [`From ${plainMarkdown(plan.base.name)} to ${plainMarkdown(plan.head.name)}.`]),
    ...findingBlocks('Blocked', view.blocking, folder),
    ...findingBlocks('Waits for approval', view.awaiting, folder),
    ...(view.awaiting.length === 0 ? [] : [plainMarkdown(APPROVE)]),
    ...view.sections.flatMap(({ title, changes, findings }) => [
      `#### ${title}`,
      ...(changes.length === 0 ? [] : [changeTable(changes)]),
      ...findingItems(findings, folder),
    ]),
    ...migrationBlocks(plan),
    ...foldedBlocks(view, folder),
    ...(page === null ? [] : [`[The whole plan](${encodeURI(page)})`]),
  ];
  return `${fit(blocks, page)}\n`;
}

/** Whole blocks only, so that nothing is left open. */
function fit(blocks: readonly string[], page: string | null): string {
  const kept: string[] = [];
  let length = 0;
  for (const block of blocks) {
    if (length + block.length + 2 > LONGEST - RESERVE) {
      const where =
        page === null
          ? 'in the other forms of this plan (HTML, JSON)'
          : `on [the whole plan](${encodeURI(page)})`;
      kept.push(
        `**The comment is full: ${amount(blocks.length - kept.length, 'part', 'parts')} of the plan ${blocks.length - kept.length === 1 ? 'is' : 'are'} left out.** Everything stands ${where}.`,
      );
      break;
    }
    kept.push(block);
    length += block.length + 2;
  }
  return kept.join('\n\n');
}

function findingBlocks(title: string, findings: readonly Finding[], folder: string): readonly string[] {
  if (findings.length === 0) return [];
  return [`#### ${title}`, ...findingItems(findings, folder)];
}

const MARKS = { error: '🛑', warning: '⚠️', info: 'ℹ️' } as const;

/** What the next one says as well is said once, with the last of them. */
function findingItems(findings: readonly Finding[], folder: string): readonly string[] {
  return findings.map((finding, at) => findingItem(finding, findings[at + 1], folder));
}

function findingItem(finding: Finding, next: Finding | undefined, folder: string): string {
  const { level, message, why, fix, impact, access, approvers, accepted, span, spanOf } = finding;
  const witness = access?.gain ?? access?.loss ?? null;
  const sentence = witness !== null && !message.includes(witness.sentence) ? witness.sentence : null;
  const place =
    span === null
      ? finding.code
      : `${finding.code}, ${folder}${span.file}:${span.line}${spanOf === 'base' ? ' before' : ''}`;
  const details = [
    sentence,
    examplesOf(impact),
    peopleOf(impact),
    next?.why === why ? null : why,
    ...(accepted === null ? [] : [`Accepted until ${accepted.until}: ${accepted.because}`]),
    ...(approvers.length === 0 ? [] : [`Approval: ${approvers.join(' or ')}.`]),
    ...(fix === null || accepted !== null || next?.fix === fix ? [] : [`Fix: ${fix}.`]),
  ].filter((line) => line !== null);
  const mark = accepted === null ? MARKS[level] : MARKS.info;
  return [
    `- ${mark} **${plainMarkdown(message)}** ${code(place)}`,
    ...details.map((line) => `  <br>${plainMarkdown(line)}`),
  ].join('\n');
}

function changeTable(changes: readonly Change[]): string {
  const rows = changes.slice(0, MOST_ROWS).map(changeRow);
  const more =
    changes.length > rows.length
      ? [`\n${amount(changes.length - rows.length, 'more change', 'more changes')} of this kind.`]
      : [];
  return ['| | What | Before | After |', '|---|---|---|---|', ...rows, ...more].join('\n');
}

function changeRow(change: Change): string {
  const { sign, subject, part, text, sides } = changeWords(change);
  const what = `${code(subject)}${part === null ? '' : ` ${part}`}`;
  const isGone = sign === '-';
  const [before, after] =
    sides === null ? [isGone ? text : null, isGone ? null : text] : [sides[0], sides[1]];
  return `| ${sign === '-' ? '−' : sign} | ${what} | ${before === null ? '' : code(before)} | ${after === null ? '' : code(after)} |`;
}

const MODES = {
  none: '',
  atomic: 'in one short transaction',
  online: 'step by step beside running requests',
} as const;

function migrationBlocks({ migration }: Plan): readonly string[] {
  if (migration === null || migration.stages.length === 0) return [];
  const steps = migration.stages.map(({ what, rows, rewrites }, index) => {
    const facts = [
      ...(rows > 0 ? [amount(rows, 'record', 'records')] : []),
      ...(rewrites ? ['writes the table anew'] : []),
    ];
    return `${index + 1}. ${plainMarkdown(what)}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
  });
  const sql = migration.stages.flatMap(({ what, sql: statements }, index) =>
    statements.length === 0
      ? []
      : [
          `-- ${index + 1}. ${what.replaceAll(/\s+/gu, ' ')}`,
          ...statements.map((statement) => `${statement};`),
        ],
  );
  return [
    `#### Database: ${amount(migration.stages.length, 'step', 'steps')}, ${MODES[migration.mode]}\n\n${steps.join('\n')}`,
    ...(sql.length === 0 ? [] : [folded('SQL', codeBlock('sql', sql.join('\n')))]),
  ];
}

function foldedBlocks({ words, infos }: PlanView, folder: string): readonly string[] {
  return [
    ...(words.length === 0
      ? []
      : [
          folded(
            amount(words.length, 'change of words or examples', 'changes of words or examples'),
            changeTable(words),
          ),
        ]),
    ...(infos.length === 0
      ? []
      : [folded(amount(infos.length, 'note', 'notes'), findingItems(infos, folder).join('\n'))]),
  ];
}

const folded = (title: string, body: string): string =>
  `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
