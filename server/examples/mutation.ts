import { codeOf } from '../db/connection-problem.ts';
import { shareChecks } from '../operations/release-tools.ts';
import { mutantsOf, type Mutant } from '../../runtime/rules/mutate.ts';
import { runExample, type ExampleSession } from './run-example.ts';
import type { WatchedRun } from './run-examples.ts';

export type MutationReport = {
  /** Mutants that an example noticed. */
  readonly noticed: number;
  /** Mutants that no example noticed. */
  readonly survivors: readonly Survivor[];
  readonly skipped: readonly Skipped[];
  /** Mutants that there was no time for. */
  readonly untried: number;
  readonly milliseconds: number;
};

/** Changes of one rule that were not tried, and why. */
export type Skipped = { readonly mutants: readonly Mutant[]; readonly why: string };

/** `asked`: names of the examples that ask the rule at all. */
export type Survivor = { readonly mutant: Mutant; readonly asked: readonly string[] };

/**
 * Changes each rule in each way and runs the examples that ask it, of those that hold, until one no longer does: an example
 * that does not ask a rule cannot notice its change. What only the database asks is tried on all that it may concern.
 */
export async function tryMutants(
  session: ExampleSession,
  runs: readonly WatchedRun[],
  budgetMs: number,
): Promise<MutationReport> {
  const started = performance.now();
  const holding = runs.filter(({ misses }) => misses.length === 0);
  const survivors: Survivor[] = [];
  const skipped = new Map<string, Skipped>();
  let noticed = 0;
  let untried = 0;
  for (const mutant of mutantsOf(session.release.model)) {
    const why = mutant.skipped;
    if (why !== null) {
      const key = `${mutant.rule} ${why}`;
      skipped.set(key, { mutants: [...(skipped.get(key)?.mutants ?? []), mutant], why });
    } else if (performance.now() - started > budgetMs) untried += 1;
    else {
      const asking = examplesFor(holding, mutant);
      if (await isNoticed(session, mutant, asking)) noticed += 1;
      else survivors.push({ mutant, asked: asking.map(({ example }) => example.name) });
    }
  }
  return {
    noticed,
    survivors,
    skipped: [...skipped.values()],
    untried,
    milliseconds: performance.now() - started,
  };
}

/** Examples that may notice a change of the rule, those first that asked it. */
function examplesFor(runs: readonly WatchedRun[], { rule }: Mutant): readonly WatchedRun[] {
  const asked = runs.filter(({ heard }) => heard.seen.has(rule));
  const [owner = '', kind = '', subject = ''] = rule.split('.');
  const others = runs.filter((run) => run.entity.name === owner && !asked.includes(run));
  // Everything else is heard when it is asked.
  if (rule.endsWith('.formula') || rule.endsWith('.where')) return [...asked, ...others];
  if (kind === 'access') return [...asked, ...others.filter(({ example }) => example.as === subject)];
  return kind === 'actions' ? [...asked, ...others.filter(({ example }) => example.does === subject)] : asked;
}

async function isNoticed(
  session: ExampleSession,
  mutant: Mutant,
  runs: readonly WatchedRun[],
): Promise<boolean> {
  if (runs.length === 0) return false;
  // A release of its own: everything that is worked out for one is worked out from the changed rule.
  const changed = { ...session, release: { ...session.release, model: mutant.apply() } };
  shareChecks(changed.release, session.release);
  for (const { entity, example } of runs) {
    const of = changed.release.model.entities[entity.name] ?? entity;
    const { misses } = await runExample(changed, of, example).catch(refusedBySql);
    if (misses.length > 0) return true;
  }
  return false;
}

/** A condition that the checker never saw may be one that the database does not take, which is noticed as well. */
function refusedBySql(error: unknown): { readonly misses: readonly unknown[] } {
  if ((codeOf(error) ?? '').startsWith('42')) return { misses: [error] };
  throw error;
}
