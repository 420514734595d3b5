export type ListPosition = { readonly offset: number; readonly active: number };

/** Lists whose position is remembered; the oldest is forgotten first. */
const MOST_LISTS = 50;
const positions = new Map<string, ListPosition>();

/** Where a list was left, so that going back shows the same rows. */
export function keptPosition(key: string): ListPosition | undefined {
  return positions.get(key);
}

/** Remembers where a list is; until the page is loaded again. */
export function keepPosition(key: string, position: ListPosition): void {
  positions.delete(key);
  positions.set(key, position);
  const [oldest] = positions.keys();
  if (positions.size > MOST_LISTS && oldest !== undefined) positions.delete(oldest);
}
