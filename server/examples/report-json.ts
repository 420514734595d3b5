import type { RuleCoverage } from './coverage.ts';
import type { MutationReport } from './mutation.ts';
import type { RuleTrace } from './rule-trace.ts';
import type { ExampleReport, WatchedRun } from './run-examples.ts';

type Parts = {
  readonly report: ExampleReport;
  readonly traceOf: (run: WatchedRun) => readonly RuleTrace[];
  readonly coverage: readonly RuleCoverage[] | null;
  readonly mutation: MutationReport | null;
};

/** The whole report for programs; parts that were not asked for are left out. */
export function reportJson({ report, traceOf, coverage, mutation }: Parts): string {
  const examples = report.runs.map((run) => ({
    entity: run.entity.name,
    name: run.example.name,
    file: run.example.span.file,
    line: run.example.span.line,
    column: run.example.span.column,
    holds: run.misses.length === 0,
    milliseconds: Math.round(run.milliseconds * 10) / 10,
    misses: run.misses,
    because: run.misses.length === 0 ? [] : traceOf(run),
  }));
  return JSON.stringify(
    {
      examples,
      milliseconds: Math.round(report.milliseconds),
      ...(coverage === null
        ? {}
        : {
            coverage: coverage.map(({ rule, seen, missing }) => ({
              rule: rule.id,
              kind: rule.kind,
              of: rule.of,
              file: rule.span.file,
              line: rule.span.line,
              column: rule.span.column,
              seen,
              missing,
            })),
          }),
      ...(mutation === null ? {} : { mutation: mutationJson(mutation) }),
    },
    null,
    2,
  );
}

function mutationJson({ noticed, survivors, skipped, untried, milliseconds }: MutationReport): unknown {
  return {
    noticed,
    survivors: survivors.map(({ mutant: { rule, change, span }, asked }) => ({
      rule,
      change,
      file: span.file,
      line: span.line,
      column: span.column,
      asked,
    })),
    skipped: skipped.flatMap(({ mutants, why }) =>
      mutants.map(({ rule, change }) => ({ rule, change, why })),
    ),
    untried,
    milliseconds: Math.round(milliseconds),
  };
}
