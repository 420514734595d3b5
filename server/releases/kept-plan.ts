import type { Plan } from '../../runtime/diff/plan.ts';

/** A plan for others than its maker, and for good: without records and people that live data named as samples. */
export function withoutSamples(plan: Plan): Plan {
  return {
    ...plan,
    findings: plan.findings.map((finding) =>
      finding.impact === null
        ? finding
        : { ...finding, impact: { ...finding.impact, samples: [], people: [] } },
    ),
  };
}

/** What a plan holds, in one line: `3 changes: 1 access, 2 data`. */
export function summaryOf({ changes }: Pick<Plan, 'changes'>): string {
  if (changes.length === 0) return 'Nothing changes.';
  const counts = Map.groupBy(changes, ({ section }) => section);
  const parts = [...counts].map(([section, of]) => `${of.length} ${section}`);
  return `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}: ${parts.join(', ')}`;
}
