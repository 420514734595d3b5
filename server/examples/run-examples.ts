import type { Entity, Model } from '../../runtime/model/model.ts';
import type { Example } from '../../runtime/model/example.ts';
import { addSeen, coverRules, noteRun, type RuleCoverage } from './coverage.ts';
import type { Heard, RuleWatch, Seen } from './rule-watch.ts';
import { runExample, type ExampleRun, type ExampleSession } from './run-example.ts';

/** One example with what was heard of rules while it ran. */
export type WatchedRun = ExampleRun & { readonly heard: Heard };

export type ExampleReport = {
  readonly runs: readonly WatchedRun[];
  readonly coverage: readonly RuleCoverage[];
  readonly milliseconds: number;
};

/** Entity and example of every example of the model whose name, or entity with name, holds `filter`. */
export function findExamples(
  model: Model,
  filter: string | null,
): readonly { readonly entity: Entity; readonly example: Example }[] {
  return Object.values(model.entities).flatMap((entity) =>
    Object.values(entity.examples)
      .filter(({ name }) => filter === null || `${entity.name}.${name}`.includes(filter))
      .map((example) => ({ entity, example })),
  );
}

/** Runs the examples one after another and says what they show of the rules. */
export async function runExamples(
  session: ExampleSession,
  watch: RuleWatch,
  filter: string | null,
): Promise<ExampleReport> {
  const started = performance.now();
  const runs: WatchedRun[] = [];
  const seen: Seen = new Map();
  watch.take();
  for (const { entity, example } of findExamples(session.release.model, filter)) {
    const run = await runExample(session, entity, example);
    const heard = watch.take();
    noteRun(heard.seen, run);
    addSeen(seen, heard.seen);
    runs.push({ ...run, heard });
  }
  return { runs, coverage: coverRules(watch.rules, seen), milliseconds: performance.now() - started };
}
