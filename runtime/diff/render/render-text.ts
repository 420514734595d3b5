import type { Change } from '../change.ts';
import type { Finding } from '../finding.ts';
import type { Plan, PlannedStage } from '../plan.ts';
import { changeWords } from './change-words.ts';
import { examplesOf, peopleOf } from './impact-words.ts';
import { amount, APPROVE, type SectionView, viewPlan } from './plan-view.ts';

export type PlanTextOptions = {
  readonly colour: boolean;
  /** Whether the statements of the migration are shown. */
  readonly sql: boolean;
  /** Stands before the paths of definition files: `definitions/`. */
  readonly folder?: string;
  /** Whether words, examples and what is only good to know are shown as well. */
  readonly all?: boolean;
};

type Paint = (text: string) => string;
type Palette = {
  readonly bad: Paint;
  readonly warn: Paint;
  readonly good: Paint;
  readonly strong: Paint;
  readonly dim: Paint;
};
type Pen = Palette & { readonly folder: string };

const paint = (code: number, colour: boolean): Paint =>
  colour ? (text) => `\u001b[${code}m${text}\u001b[0m` : (text) => text;

/** Width up to which both sides of a change stand on one line. */
const ONE_LINE = 100;

/**
 * The plan as a person reads it in a terminal: the verdict, what blocks or waits for approval, then section by section what
 * changes. What nobody has to decide on is counted, not shown, unless `all` is asked for.
 */
export function renderPlanText(plan: Plan, options: PlanTextOptions): string {
  const { colour, sql, folder = '', all = false } = options;
  const pen: Pen = {
    bad: paint(31, colour),
    warn: paint(33, colour),
    good: paint(32, colour),
    strong: paint(1, colour),
    dim: paint(2, colour),
    folder,
  };
  const view = viewPlan(plan);
  const verdict = plan.blocked ? pen.bad(view.verdict) : pen.strong(view.verdict);
  const blocks = [
    [verdict, ...(plan.empty ? [] : [pen.dim(`From ${plan.base.name} to ${plan.head.name}.`)])],
    part('Blocked', view.blocking, pen),
    [
      ...part('Waits for approval', view.awaiting, pen),
      ...(view.awaiting.length === 0 ? [] : [pen.dim(`  ${APPROVE}`)]),
    ],
    ...view.sections.map((section) => sectionLines(section, pen)),
    migrationLines(plan, sql, pen),
    ...(all
      ? [wordLines(view.words, pen), part('Good to know', view.infos, pen)]
      : [hiddenLines(view.words.length, view.infos.length, pen)]),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function part(title: string, findings: readonly Finding[], pen: Pen): readonly string[] {
  if (findings.length === 0) return [];
  return [pen.strong(title), ...findingsLines(findings, pen)];
}

/** What the next one says as well is said once, with the last of them. */
function findingsLines(findings: readonly Finding[], pen: Pen): readonly string[] {
  return findings.flatMap((finding, at) => findingLines(finding, findings[at + 1], pen));
}

function findingLines(finding: Finding, next: Finding | undefined, pen: Pen): readonly string[] {
  const { code, level, message, why, fix, impact, access, approvers, accepted } = finding;
  const tint = level === 'error' && accepted === null ? pen.bad : level === 'info' ? pen.dim : pen.warn;
  const place = placeText(finding, pen.folder);
  const witness = access?.gain ?? access?.loss ?? null;
  const sentence = witness !== null && !message.includes(witness.sentence) ? witness.sentence : null;
  const detail = [sentence, examplesOf(impact), peopleOf(impact)].filter((line) => line !== null);
  return [
    `  ${tint(accepted === null ? level : 'accepted')} ${pen.dim(code)}${place === '' ? '' : ` ${pen.dim(place)}`}`,
    `    ${message}`,
    ...detail.map((line) => `    ${line}`),
    ...(next?.why === why ? [] : [`    ${pen.dim(why)}`]),
    ...(accepted === null ? [] : [`    until ${accepted.until}: ${accepted.because}`]),
    ...(approvers.length === 0 ? [] : [`    approval: ${approvers.join(' or ')}`]),
    ...(fix === null || accepted !== null || next?.fix === fix ? [] : [`    fix: ${fix}`]),
  ];
}

function placeText({ span, spanOf }: Pick<Finding, 'span' | 'spanOf'>, folder: string): string {
  if (span === null) return '';
  return `${folder}${span.file}:${span.line}:${span.column}${spanOf === 'base' ? ' (before)' : ''}`;
}

function sectionLines({ title, changes, findings }: SectionView, pen: Pen): readonly string[] {
  return [
    pen.strong(title),
    ...changes.flatMap((change) => changeLines(change, pen)),
    ...findingsLines(findings, pen),
  ];
}

function changeLines(change: Change, pen: Pen): readonly string[] {
  const { sign, subject, part: of, text, sides } = changeWords(change);
  const tint = sign === '+' ? pen.good : sign === '-' ? pen.bad : pen.warn;
  const head = `  ${tint(sign)} ${subject}${of === null ? '' : ` ${pen.dim(of)}`}`;
  if (sides === null) return [text === null ? head : `${head}: ${text}`];
  const line = sides.join(' → ');
  if (subject.length + (of ?? '').length + line.length < ONE_LINE) return [`${head}: ${line}`];
  return [head, `      ${pen.bad('-')} ${sides[0]}`, `      ${pen.good('+')} ${sides[1]}`];
}

const MODES = {
  none: '',
  atomic: 'in one short transaction',
  online: 'step by step beside running requests',
} as const;

function migrationLines({ migration }: Plan, sql: boolean, pen: Pen): readonly string[] {
  if (migration === null || migration.stages.length === 0) return [];
  const { mode, stages } = migration;
  return [
    `${pen.strong('Database')} ${pen.dim(`${amount(stages.length, 'step', 'steps')}, ${MODES[mode]}`)}`,
    ...stages.flatMap((stage, index) => stageLines(stage, index + 1, sql, pen)),
  ];
}

function stageLines(stage: PlannedStage, number: number, sql: boolean, pen: Pen): readonly string[] {
  const facts = [
    ...(stage.rows > 0 ? [amount(stage.rows, 'record', 'records')] : []),
    ...(stage.rewrites ? ['writes the table anew'] : []),
    ...(sql && stage.lock !== null ? [stage.lock] : []),
  ];
  return [
    `  ${number}. ${stage.what}${facts.length === 0 ? '' : ` ${pen.dim(`(${facts.join(', ')})`)}`}`,
    ...(sql
      ? stage.sql.flatMap((statement) => `${statement};`.split('\n').map((line) => `       ${line}`))
      : []),
  ];
}

function wordLines(words: readonly Change[], pen: Pen): readonly string[] {
  if (words.length === 0) return [];
  return [pen.strong('Words and examples'), ...words.flatMap((change) => changeLines(change, pen))];
}

function hiddenLines(words: number, infos: number, pen: Pen): readonly string[] {
  const hidden = [
    ...(words === 0 ? [] : [amount(words, 'change of words or examples', 'changes of words or examples')]),
    ...(infos === 0 ? [] : [amount(infos, 'note', 'notes')]),
  ];
  return hidden.length === 0 ? [] : [pen.dim(`Not shown: ${hidden.join(' and ')}.`)];
}
