import { compile } from '../../runtime/compile/compile.ts';
import type { Model } from '../../runtime/model/model.ts';
import { createPeople } from '../../server/examples/example-people.ts';
import { renderRuns } from '../../server/examples/render-report.ts';
import { ruleTexts, traceRun } from '../../server/examples/rule-trace.ts';
import { watchRules, type RuleWatch } from '../../server/examples/rule-watch.ts';
import { runExamples, type ExampleReport } from '../../server/examples/run-examples.ts';
import type { ExampleSession } from '../../server/examples/run-example.ts';
import { activate } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** The model of definitions that must be right. */
export function modelOf(definitions: string): Model {
  const { model, diagnostics } = compile([{ path: 'desk.yaml', text: definitions }]);
  const errors = diagnostics.map(({ span, message }) => `${span.line}:${span.column} ${message}`);
  if (model === null) throw new Error(errors.join('\n'));
  return model;
}

export type OpenExamples = {
  readonly server: TestDatabase;
  /** Runs all examples of the definitions; they must have the same fields each time. */
  readonly run: (definitions: string, filter?: string) => Promise<Ran>;
};

export type Ran = {
  readonly session: ExampleSession;
  readonly watch: RuleWatch;
  readonly report: ExampleReport;
  /** What an author reads, without the closing line. */
  readonly text: string;
};

/** A database in which examples run. */
export async function openExamples(): Promise<OpenExamples> {
  const server = await createTestDatabase();
  const people = createPeople(server.database);
  const run = async (definitions: string, filter?: string): Promise<Ran> => {
    const model = modelOf(definitions);
    const session = { database: server.database, release: await activate(server.database, model), people };
    const watch = watchRules(model);
    const report = await runExamples(session, watch, filter ?? null);
    const texts = ruleTexts(model);
    const text = renderRuns(report, (one) => traceRun(model, watch, one, texts), { prefix: '' });
    return { session, watch, report, text: text.split('\n').slice(0, -1).join('\n') };
  };
  return { server, run };
}
