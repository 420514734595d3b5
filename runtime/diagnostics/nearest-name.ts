/** Edits (insert, delete, replace, swap of neighbours) between two words, or `limit + 1` when there are more. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

/** The candidate that the author most likely meant, or null when none is near. Candidates in order of preference. */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const wanted = name.slice(0, 60).toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const found = distance(wanted, candidate.toLowerCase(), Math.min(limit, bestDistance));
    if (found < bestDistance && candidate !== name) [best, bestDistance] = [candidate, found];
  }
  return best;
}

/** `did you mean ...?` with the nearest name, else the list of what there is (at most ten), else `otherwise`. */
export function suggest(name: string, candidates: readonly string[], otherwise: string): string {
  const near = nearestName(name, candidates);
  if (near !== null) return `did you mean \`${near}\`?`;
  if (candidates.length === 0) return otherwise;
  const listed = candidates.slice(0, 10).map((candidate) => `\`${candidate}\``);
  const rest = candidates.length - listed.length;
  return `use one of ${listed.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
