import type { RowPair } from './mock-row.ts';

/** Rows that say the same on both sides and stand together, counted instead of shown. */
export type FoldedPairs = { readonly folded: readonly RowPair[] };

/** Unchanged rows shown before and behind a change, so that one sees where it stands. */
const AROUND = 1;

/** A run shorter than this is shown: folding it would save nothing. */
const LEAST_RUN = 3;

/** Leaves what changed, its neighbours and the headings above it; longer runs of what did not become a count. */
export function foldPairs(pairs: readonly RowPair[]): readonly (RowPair | FoldedPairs)[] {
  const shown = new Set<number>();
  let heading = -1;
  pairs.forEach((pair, at) => {
    if (kindOf(pair) === 'heading') heading = at;
    if (pair.mark === 'same') return;
    if (heading >= 0) shown.add(heading);
    for (let near = at - AROUND; near <= at + AROUND; near += 1) shown.add(near);
  });
  const parts: (RowPair | FoldedPairs)[] = [];
  let run: RowPair[] = [];
  const close = (): void => {
    const count = run.filter((pair) => kindOf(pair) !== 'heading').length;
    if (count >= LEAST_RUN) parts.push({ folded: run });
    else parts.push(...run);
    run = [];
  };
  pairs.forEach((pair, at) => {
    if (!shown.has(at)) {
      run.push(pair);
      return;
    }
    close();
    parts.push(pair);
  });
  close();
  return parts;
}

function kindOf({ before, after }: RowPair): string {
  return (after ?? before)?.kind ?? '';
}
