import { compile } from '../../runtime/compile/compile.ts';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import { sortDiagnostics } from '../../runtime/diagnostics/report.ts';
import type { Model } from '../../runtime/model/model.ts';
import { ConfigProblem, readConfig } from '../config.ts';
import { DatabaseProblem } from '../db/database-problem.ts';
import { createPeople } from '../examples/example-people.ts';
import { tryMutants } from '../examples/mutation.ts';
import { renderCoverage, renderMutation, renderRuns } from '../examples/render-report.ts';
import { reportJson } from '../examples/report-json.ts';
import { ruleTexts, traceRun } from '../examples/rule-trace.ts';
import { watchRules } from '../examples/rule-watch.ts';
import { findExamples, runExamples, type WatchedRun } from '../examples/run-examples.ts';
import { openScratchDatabase } from '../db/scratch-database.ts';
import { activate } from '../releases/activate.ts';
import { readArguments } from './arguments.ts';
import { UsageProblem, type Command, type CommandIo } from './command.ts';
import { openFolder, type OpenedFolder } from './open-folder.ts';

/** Seconds that trying changed rules may take when nobody says otherwise. */
const BUDGET_SECONDS = 120;

/** `jig test`: runs the examples of the definitions on the real engine. */
export const test: Command = {
  name: 'test',
  summary: 'run the examples of the definitions',
  usage: `Usage: jig test [folder] [--filter <text>] [--coverage] [--mutate] [--budget <seconds>] [--json]

Runs every example of the definitions in the folder (\`definitions\` when none is named), each in a transaction that is
taken back, in a database of its own that is gone afterwards.

  --filter    only examples whose name holds the text (\`refund.late\` names the entity as well)
  --coverage  show which rules, grants, transitions and rows of tables no example shows
  --mutate    change each rule in turn and show the changes that no example notices
  --budget    seconds that --mutate may take (${BUDGET_SECONDS} when none are given)
  --json      print the report for programs

Without DATABASE_URL, the database server of JIG_DATA (else .jig) is used, and started where it does not run.

Exit code: 0 every example holds, 1 some do not or the definitions have errors, 2 could not run.`,
  run: async (args, io) => {
    const { folder, values } = readArguments(args, {
      filter: 'string',
      coverage: 'boolean',
      mutate: 'boolean',
      budget: 'string',
      json: 'boolean',
    });
    const options: Options = {
      filter: values.filter ?? null,
      coverage: values.coverage === true,
      budgetMs: values.mutate === true ? readBudget(values.budget) : null,
      json: values.json === true,
    };
    const opened = await openFolder(folder, io);
    if (opened === null) return 2;
    const model = compiled(opened, io);
    if (model === null) return 1;
    if (findExamples(model, options.filter).length === 0) {
      io.err(
        options.filter === null
          ? 'The definitions hold no examples. Write some under `examples` of an entity.\n'
          : `No example has \`${options.filter}\` in its name.\n`,
      );
      return options.filter === null ? 0 : 2;
    }
    try {
      return await runAll(model, opened, options, io);
    } catch (error) {
      if (!(error instanceof DatabaseProblem || error instanceof ConfigProblem)) throw error;
      io.err(`${error.message}\n`);
      return 2;
    }
  },
};

type Options = {
  readonly filter: string | null;
  readonly coverage: boolean;
  /** Milliseconds for changed rules; null where they are not asked for. */
  readonly budgetMs: number | null;
  readonly json: boolean;
};

function readBudget(text: string | undefined): number {
  if (text === undefined) return BUDGET_SECONDS * 1000;
  const seconds = /^\d{1,5}$/u.test(text) ? Number(text) : Number.NaN;
  if (seconds > 0) return seconds * 1000;
  throw new UsageProblem('`--budget` takes a whole number of seconds, such as `60`');
}

/** Null where the definitions have errors, which are shown. */
function compiled({ files, problems, prefix }: OpenedFolder, io: CommandIo): Model | null {
  const { model, diagnostics } = compile(files);
  const all = sortDiagnostics([...problems, ...diagnostics]);
  const errors = all.filter(({ severity }) => severity === 'error');
  if (model !== null && errors.length === 0) return model;
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  io.err(
    `${renderText(errors, { textOf: (file) => texts.get(file), colour: io.colour, folder: prefix })}\n` +
      'The examples were not run: the definitions have errors.\n',
  );
  return null;
}

async function runAll(
  model: Model,
  { prefix }: OpenedFolder,
  { filter, coverage, budgetMs, json }: Options,
  io: CommandIo,
): Promise<number> {
  const log = { info: () => undefined, warn: (message: string) => io.err(`${message}\n`) };
  const scratch = await openScratchDatabase(readConfig(io.env), log);
  try {
    const release = await activate(scratch.database, model);
    const session = { database: scratch.database, release, people: createPeople(scratch.database) };
    const watch = watchRules(model);
    const report = await runExamples(session, watch, filter);
    const mutation = budgetMs === null ? null : await tryMutants(session, report.runs, budgetMs);
    const texts = ruleTexts(model);
    const traceOf = (run: WatchedRun): ReturnType<typeof traceRun> => traceRun(model, watch, run, texts);
    const covered = coverage ? report.coverage : null;
    if (json) io.out(`${reportJson({ report, traceOf, coverage: covered, mutation })}\n`);
    else {
      const parts = [
        renderRuns(report, traceOf, { prefix }),
        ...(covered === null ? [] : [renderCoverage(covered, { prefix })]),
        ...(mutation === null ? [] : [renderMutation(mutation, { prefix })]),
      ];
      io.out(`${parts.join('\n\n')}\n`);
    }
    return report.runs.some(({ misses }) => misses.length > 0) ? 1 : 0;
  } finally {
    await scratch.close();
  }
}
