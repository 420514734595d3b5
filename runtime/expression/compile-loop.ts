import type { Run } from './read-path.ts';
import type { LoopKind, TreeOf } from './tree.ts';
import type { Value } from './value.ts';

/** What a loop gives for its items; `ask` evaluates the body for one of them. */
type Fold = (items: readonly Value[], ask: (item: Value) => Value) => Value;

/** The first deciding item decides; else one that is unknown makes the whole unknown. */
const until =
  (deciding: boolean): Fold =>
  (items, ask) => {
    let result: Value = !deciding;
    for (const item of items) {
      const value = ask(item);
      if (value === deciding) return deciding;
      if (value === null) result = null;
    }
    return result;
  };

/** Every loop. Each item must be decided: an unknown one makes the result unknown. */
export const FOLDS: Readonly<Record<LoopKind, Fold>> = {
  exists: until(true),
  all: until(false),
  exists_one: (items, ask) => {
    const values = items.map(ask);
    return values.includes(null) ? null : values.filter((value) => value === true).length === 1;
  },
  filter: (items, ask) => {
    const values = items.map(ask);
    return values.includes(null) ? null : items.filter((_, index) => values[index] === true);
  },
  map: (items, ask) => {
    const values = items.map(ask);
    return values.includes(null) ? null : values;
  },
};

/** `body`: compiles the body with one more variable. */
export function compileLoop(tree: TreeOf<'loop'>, list: Run, body: (names: readonly string[]) => Run): Run {
  const run = body([tree.item]);
  const fold = FOLDS[tree.kind];
  return (facts, locals) => {
    const items = list(facts, locals) as readonly Value[] | null;
    if (items === null) return null;
    const inner = [...locals, null];
    return fold(items, (item) => {
      inner[locals.length] = item;
      return run(facts, inner);
    });
  };
}
