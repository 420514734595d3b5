import { dependenciesOf, type Dependency } from '../../../runtime/expression/dependencies.ts';
import type { Tree } from '../../../runtime/expression/tree.ts';
import type { FormRulesJson } from '../../../runtime/wire/rules.ts';

/** The rules of the record, or of one list of its lines. */
export type RuleLevel = {
  readonly rules: FormRulesJson;
  /** Null for the record itself. `by` is the lines' reference to it. */
  readonly list: { readonly name: string; readonly by: string } | null;
};

/** What a rule looks at, directly or through values that are computed. */
export type Reads = {
  /** Fields of the record; lists of lines by their name. */
  readonly names: Set<string>;
  /** Columns of the rule's own line. */
  readonly columns: Set<string>;
  /** References whose records it looks into: `customer`, or `lines.product`. */
  readonly links: Set<string>;
};

/** Finds what rules look at, for the levels of one form. */
export function createReads(
  top: RuleLevel,
  lines: ReadonlyMap<string, RuleLevel>,
): (level: RuleLevel, trees: readonly Tree[]) => Reads {
  const collect = (level: RuleLevel, at: Dependency, reads: Reads, seen: ReadonlySet<string>): void => {
    const [first, ...rest] = at.steps;
    if (first === undefined || !['record', 'old', '$'].includes(at.root)) return;
    if (level.list?.by === first) return collect(top, { ...at, steps: rest }, reads, seen);
    reads.names.add(level.list?.name ?? first);
    if (level.list !== null) reads.columns.add(first);
    if (rest.length > 0) reads.links.add(level.list === null ? first : `${level.list.name}.${first}`);
    const inner = level.list === null ? lines.get(first) : undefined;
    for (const row of at.rows ?? []) if (inner !== undefined) collect(inner, row, reads, seen);
    const key = `${level.list?.name ?? ''}.${first}`;
    if (!seen.has(key)) collectComputed(level, first, reads, new Set([...seen, key]));
  };

  const collectComputed = (level: RuleLevel, name: string, reads: Reads, seen: ReadonlySet<string>): void => {
    const { formula, rollup } = level.rules.fields[name] ?? {};
    if (formula !== undefined) for (const at of dependenciesOf(formula)) collect(level, at, reads, seen);
    const inner = rollup === undefined ? undefined : lines.get(rollup.children);
    if (rollup === undefined || inner === undefined) return;
    reads.names.add(rollup.children);
    if (rollup.field !== null) collect(inner, { root: '$', steps: [rollup.field], rows: null }, reads, seen);
    if (rollup.where !== null) for (const at of dependenciesOf(rollup.where)) collect(inner, at, reads, seen);
  };

  return (level, trees) => {
    const reads: Reads = { names: new Set(), columns: new Set(), links: new Set() };
    for (const tree of trees) for (const at of dependenciesOf(tree)) collect(level, at, reads, new Set());
    return reads;
  };
}
