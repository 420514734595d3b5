import { type CharSet, includes } from './char-set.ts';

/** Sets by their kind; `among` tells, for each character worth trying, which of some kinds it matches. */
export type Letters = {
  readonly kindOf: readonly number[];
  readonly among: (kinds: ReadonlySet<number>) => readonly ReadonlySet<number>[];
};

/** Characters that no set tells apart are one. */
export function createLetters(sets: readonly CharSet[]): Letters {
  const kinds = new Map<string, number>();
  const distinct: CharSet[] = [];
  const kindOf = sets.map((set) => {
    const key = JSON.stringify(set);
    const kind = kinds.get(key) ?? distinct.push(set) - 1;
    kinds.set(key, kind);
    return kind;
  });
  const borders = new Set(distinct.flatMap((set) => set.flatMap(([from, to]) => [from, to + 1])));
  const letters = largest(
    [...borders].map((code) => [...distinct.keys()].filter((kind) => includes(distinct[kind] ?? [], code))),
  );
  const known = new Map<string, readonly ReadonlySet<number>[]>();
  return {
    kindOf,
    among: (kinds) => {
      const key = [...kinds].sort((a, b) => a - b).join();
      const found =
        known.get(key) ?? largest(letters.map((letter) => [...letter].filter((kind) => kinds.has(kind))));
      known.set(key, found);
      return found;
    },
  };
}

/** Those that are not empty and not part of another: what a character matches beside, it does not take away. */
function largest(groups: readonly (readonly number[])[]): readonly ReadonlySet<number>[] {
  const kept: ReadonlySet<number>[] = [];
  for (const group of groups.toSorted((a, b) => b.length - a.length))
    if (group.length > 0 && !kept.some((other) => group.every((kind) => other.has(kind))))
      kept.push(new Set(group));
  return kept;
}
