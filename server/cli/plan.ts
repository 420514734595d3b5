import { writeFile } from 'node:fs/promises';
import { compile } from '../../runtime/compile/compile.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import { renderPlanJson } from '../../runtime/diff/render/render-json.ts';
import { renderPlanMarkdown } from '../../runtime/diff/render/render-markdown.ts';
import { renderPlanSarif } from '../../runtime/diff/render/render-sarif.ts';
import { renderPlanText } from '../../runtime/diff/render/render-text.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import { sortDiagnostics } from '../../runtime/diagnostics/report.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import { dayIn } from '../../runtime/validate/defaults.ts';
import { ConfigProblem, readConfig } from '../config.ts';
import { messageOf } from '../db/connection-problem.ts';
import { DatabaseProblem } from '../db/database-problem.ts';
import { Refusal } from '../operations/refusal.ts';
import { type Against, makeReview, type PlanHead, type Review } from '../plan/make-plan.ts';
import { openPlanDatabase } from '../plan/open-plan-database.ts';
import { OPERATOR } from '../plan/open-live.ts';
import { PlanProblem } from '../plan/plan-problem.ts';
import { renderPlanSql } from '../plan/render-sql.ts';
import { readArguments } from './arguments.ts';
import { UsageProblem, type Command, type CommandIo } from './command.ts';
import { openFolder } from './open-folder.ts';

const FORMATS = ['text', 'markdown', 'json', 'sarif', 'html'] as const;
type Format = (typeof FORMATS)[number];

/** Seconds for questions to the database, unless `--budget` says otherwise. */
const BUDGET_SECONDS = 10;
const LONGEST_BUDGET = 3600;

/** `jig plan`: what a change of the definitions does, before it does it. */
export const plan: Command = {
  name: 'plan',
  summary: 'say what a change of the definitions does, before it does it',
  usage: `Usage: jig plan [folder] [--base <revision> | --release <n>] [options]

Compares the definitions in the folder (\`definitions\` when none is named) with what is in force in the database, and says
what the change does: who gains or loses access, which records break a rule, which values are lost, what the API and the
screens do differently, and how the tables are changed. Nothing is changed by it.

  --base <revision>   compare with a branch, tag or commit of the git repository that holds the folder
  --release <n>       compare with an earlier release
  --offline           ask no database; needs --base
  --budget <seconds>  how long questions to the database may take together (${BUDGET_SECONDS})

  --format <format>   what is printed: ${FORMATS.join(', ')} (text)
  --all               show words, examples and what is only good to know as well
  --sql               print the statements of the migration instead, as a script for psql
  --markdown <file>   write the plan as Markdown as well, for the comment on a pull request
  --sarif <file>      the same as SARIF 2.1.0, for code hosts
  --json <file>       the same as JSON: the plan file that \`jig release --plan\` takes
  --html <file>       the same as a page of its own, with each changed screen before and after

It asks the database of DATABASE_URL, else the embedded one of JIG_DATA (else .jig), if there is one.

Exit code: 0 nothing to do, 2 changes, 3 changes that are blocked, 1 there is no plan: the definitions have mistakes, or
something could not be read.`,
  run: async (args, io) => {
    try {
      return await runPlan(args, io);
    } catch (error) {
      if (error instanceof UsageProblem) io.err(`${error.message}\n\n${plan.usage}\n`);
      else if (error instanceof Refusal) io.err(`${error.detail} ${error.hint}\n`);
      else if (error instanceof PlanProblem) io.err(`${error.message}\n${mistakes(error)}`);
      else if (error instanceof DatabaseProblem || error instanceof ConfigProblem)
        io.err(`${error.message}\n`);
      else throw error;
      return 1;
    }
  },
};

const OPTIONS = {
  base: 'string',
  release: 'string',
  offline: 'boolean',
  budget: 'string',
  format: 'string',
  sql: 'boolean',
  all: 'boolean',
  markdown: 'string',
  sarif: 'string',
  json: 'string',
  html: 'string',
} as const;

async function runPlan(args: readonly string[], io: CommandIo): Promise<number> {
  const { folder, values } = readArguments(args, OPTIONS);
  const against = readAgainst(folder, values);
  const format = readFormat(values.format);
  const budgetMs = readBudget(values.budget);
  const opened = await openFolder(folder, io);
  if (opened === null) return 1;
  const { model, diagnostics } = compile(opened.files);
  const found = sortDiagnostics([...opened.problems, ...diagnostics]);
  const errors = found.filter(({ severity }) => severity === 'error');
  if (model === null || errors.length > 0) {
    io.err(rendered(errors, opened.files, opened.prefix, io.colour));
    return 1;
  }
  const head: PlanHead = { files: opened.files, model, name: opened.prefix === '' ? './' : opened.prefix };
  const backend =
    values.offline === true
      ? null
      : await openPlanDatabase(readConfig(io.env), {
          info: () => undefined,
          warn: (message) => io.err(`${message}\n`),
        });
  let review: Review;
  try {
    const today = dayIn(model.workspace.timeZone, new Date());
    const database = backend?.database ?? null;
    review = await makeReview({ database, head, against, budgetMs, reader: OPERATOR, today });
  } finally {
    await backend?.close();
  }
  const render = createRenderer(review, {
    folder: opened.prefix,
    colour: io.colour,
    all: values.all === true,
  });
  for (const each of ['markdown', 'sarif', 'json', 'html'] as const) {
    const path = values[each];
    if (path !== undefined) await writeTo(path, await render(each));
  }
  io.out(values.sql === true ? renderPlanSql(review.plan) : await render(format));
  return exitCode(review.plan);
}

const exitCode = ({ empty, blocked }: Plan): number => (empty && !blocked ? 0 : blocked ? 3 : 2);

type Values = { readonly base?: string; readonly release?: string; readonly offline?: boolean };

function readAgainst(folder: string, { base, release, offline }: Values): Against {
  if (base !== undefined && release !== undefined)
    throw new UsageProblem('Choose one of `--base` and `--release`');
  if (base !== undefined) return { is: 'revision', revision: base, folder };
  if (offline === true)
    throw new UsageProblem('`--offline` asks no database, so name what to compare with: `--base main`');
  if (release === undefined) return { is: 'database' };
  if (!/^[1-9]\d{0,8}$/u.test(release))
    throw new UsageProblem(`\`--release\` takes the number of a release, and \`${release}\` is none`);
  return { is: 'release', number: Number(release) };
}

function readFormat(text: string | undefined): Format {
  const format = FORMATS.find((each) => each === (text ?? 'text'));
  if (format === undefined)
    throw new UsageProblem(`There is no format \`${text}\`; choose one of ${FORMATS.join(', ')}`);
  return format;
}

function readBudget(text: string | undefined): number {
  const seconds = Number(text ?? BUDGET_SECONDS);
  if (!(seconds > 0 && seconds <= LONGEST_BUDGET))
    throw new UsageProblem(`\`--budget\` takes seconds up to ${LONGEST_BUDGET}, and \`${text}\` is none`);
  return seconds * 1000;
}

type Render = (format: Format) => Promise<string>;

function createRenderer(
  { plan: made, base, head }: Review,
  { folder, colour, all }: { readonly folder: string; readonly colour: boolean; readonly all: boolean },
): Render {
  return async (format) => {
    switch (format) {
      case 'text':
        return ended(renderPlanText(made, { colour, sql: false, folder, all }));
      case 'markdown':
        return ended(renderPlanMarkdown(made, { folder }));
      case 'json':
        return ended(renderPlanJson(made));
      case 'sarif':
        return ended(renderPlanSarif(made, { folder }));
      case 'html': {
        const { renderReviewPage } = await import('../../runtime/review/render-page.ts');
        return renderReviewPage(made, { base, head }, { folder });
      }
    }
    return format satisfies never;
  };
}

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

async function writeTo(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new PlanProblem(`\`${path}\` cannot be written: ${messageOf(error)}.`);
  }
}

function mistakes({ diagnostics, files }: PlanProblem): string {
  return diagnostics.length === 0 ? '' : `\n${rendered(diagnostics, files, '', false)}`;
}

function rendered(
  diagnostics: readonly Diagnostic[],
  files: readonly SourceFile[],
  folder: string,
  colour: boolean,
): string {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return `${renderText(diagnostics, { textOf: (file) => texts.get(file), colour, folder })}\n`;
}
