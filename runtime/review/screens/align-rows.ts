import type { Mark, MockRow, RowPair } from './mock-row.ts';

/**
 * Puts the rows of two states of a screen beside each other. What is in both and kept its place among the others stands in
 * one pair; what changed its place stands twice, marked as moved.
 */
export function alignRows(before: readonly MockRow[], after: readonly MockRow[]): readonly RowPair[] {
  const kept = longestCommon(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
  const beforeBy = new Map(before.map((row) => [row.key, row]));
  const afterBy = new Map(after.map((row) => [row.key, row]));
  const pairs: RowPair[] = [];
  let left = 0;
  let right = 0;
  for (const key of [...kept, null]) {
    for (; left < before.length && before[left]?.key !== key; left += 1)
      pairs.push(alone(before[left], 'before', afterBy));
    for (; right < after.length && after[right]?.key !== key; right += 1)
      pairs.push(alone(after[right], 'after', beforeBy));
    if (key !== null) pairs.push(together(before[left], after[right]));
    left += 1;
    right += 1;
  }
  return pairs;
}

function alone(
  row: MockRow | undefined,
  side: 'before' | 'after',
  others: ReadonlyMap<string, MockRow>,
): RowPair {
  const other = row === undefined ? undefined : others.get(row.key);
  const place = { before: null, after: null, [side]: row ?? null };
  if (other === undefined) return { ...place, mark: side === 'before' ? 'removed' : 'added', notes: [] };
  const notes = side === 'after' && row !== undefined ? differences(other, row) : [];
  return { ...place, mark: 'moved', notes };
}

function together(before: MockRow | undefined, after: MockRow | undefined): RowPair {
  if (before === undefined || after === undefined)
    return { before: before ?? null, after: after ?? null, mark: 'same', notes: [] };
  const notes = differences(before, after);
  const mark: Mark = notes.length === 0 ? 'same' : 'altered';
  return { before, after, mark, notes };
}

/** What is different about one thing, in words. */
function differences(before: MockRow, after: MockRow): readonly string[] {
  const names = [...new Set([...Object.keys(before.facts), ...Object.keys(after.facts)])];
  const facts = names.flatMap((name) => difference(name, before.facts[name], after.facts[name]));
  return [
    ...(before.label === after.label ? [] : [`Label: ${before.label} → ${after.label}`]),
    ...(before.name === after.name ? [] : [`Name: \`${before.name}\` → \`${after.name}\``]),
    ...facts,
    ...(facts.length === 0 ? reordered(before, after) : []),
  ];
}

/** Options and columns have an order, other facts have none. */
const ORDERED = /^(?:Option|Column) /u;

function reordered(before: MockRow, after: MockRow): readonly string[] {
  const [was, is] = [before, after].map(({ facts }) =>
    Object.keys(facts).filter((name) => ORDERED.test(name)),
  );
  if (was === undefined || is === undefined || was.join('\n') === is.join('\n')) return [];
  return [`Now in this order: ${is.map((name) => after.facts[name]).join(', ')}`];
}

function difference(name: string, before: string | undefined, after: string | undefined): string[] {
  if (before === after) return [];
  if (before === undefined) return [`${name}: ${after} (new)`];
  if (after === undefined) return [`${name}: ${before} (gone)`];
  return [`${name}: ${before} → ${after}`];
}

/** Longest sequence of texts that both lists hold in this order. */
function longestCommon(a: readonly string[], b: readonly string[]): readonly string[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const common: string[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const text = a[i];
    if (text !== undefined && text === b[j]) {
      common.push(text);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return common;
}
