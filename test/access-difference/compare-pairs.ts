import { compile } from '../../runtime/compile/compile.ts';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import type { AccessVerdict } from '../../runtime/diff/access-difference.ts';
import type { Model } from '../../runtime/model/model.ts';
import { contradictions } from './brute-force.ts';
import { changedPolicy, createRandom, policyText, randomPolicy } from './random-policies.ts';

export type Comparing = {
  readonly pairs: number;
  /** First seed. */
  readonly from: number;
  /** People and records that are tried on each pair. */
  readonly tries: number;
};

export type Tally = {
  readonly wrong: readonly string[];
  /** Rows by their verdict. */
  readonly verdicts: Readonly<Partial<Record<AccessVerdict, number>>>;
  readonly rows: number;
};

/** Compares random pairs of policies, and every row of theirs with what the policy that enforces decides one by one. */
export function comparePairs({ pairs, from, tries }: Comparing): Tally {
  const verdicts: Partial<Record<AccessVerdict, number>> = {};
  const wrong: string[] = [];
  let rows = 0;
  let compared = 0;
  for (let seed = from; compared < pairs; seed += 1) {
    const next = createRandom(seed);
    const policy = randomPolicy(next);
    const [base, head] = [modelOf(policyText(policy)), modelOf(policyText(changedPolicy(policy, next)))];
    // Some conditions are constant, which the compiler refuses.
    if (base === null || head === null) continue;
    compared += 1;
    const found = compareAccess(base, head);
    rows += found.length;
    for (const { verdict } of found) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    wrong.push(...contradictions(base, head, found, next, tries).map((text) => `seed ${seed}: ${text}`));
  }
  return { wrong, verdicts, rows };
}

function modelOf(text: string): Model | null {
  return compile([{ path: 'all.yaml', text }]).model;
}
