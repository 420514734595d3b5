/** Direction in which a list is sorted by the column, for `aria-sort`; null when it is not. */
export function sortDirection(sort: readonly string[], path: string): 'ascending' | 'descending' | null {
  if (sort.includes(path)) return 'ascending';
  return sort.includes(`-${path}`) ? 'descending' : null;
}

/** The sort after a press on a column: up, then down, then the author's own (an empty list). */
export function nextSort(sort: readonly string[], path: string, within: boolean): readonly string[] {
  const others = within ? sort.filter((each) => each !== path && each !== `-${path}`) : [];
  if (sort.includes(path)) return [...others, `-${path}`];
  return sort.includes(`-${path}`) ? others : [...others, path];
}
