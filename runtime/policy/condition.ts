import { dependenciesOf } from '../expression/dependencies.ts';
import type { Tree } from '../expression/tree.ts';
import type { DecisionGrant } from './decision.ts';

/** The condition of one grant, true of a row or not; unknown counts as not. */
export type GrantRule = {
  readonly rule: Tree;
  /** Place in the actor's `holdings`: whose attributes `user` has. */
  readonly holding: number;
  readonly grant: string;
  /** References to follow from the row that is spoken of to the one that the rule is about. */
  readonly at: readonly string[];
};

/** A condition on a row, merged from grants and folded: `true` and `false` stand alone only. Plain data. */
export type Condition =
  | boolean
  | GrantRule
  | { readonly any: readonly Condition[] }
  | { readonly all: readonly Condition[] };

/** The rows that a grant reaches. */
export function rowsOf(grant: DecisionGrant): Condition {
  if (grant.rows === null) return true;
  const { tree } = grant.rows;
  // One rule for all holdings of a role where it looks at nothing that an assignment can replace.
  const own = dependenciesOf(tree).some(({ root }) => root === 'user');
  return { rule: tree, holding: own ? grant.holding : 0, grant: grant.id, at: [] };
}

/** True where any of the parts is. */
export function anyOf(parts: readonly Condition[]): Condition {
  const flat = parts.flatMap((part) => (typeof part === 'object' && 'any' in part ? part.any : [part]));
  if (flat.includes(true)) return true;
  const needed = absorb(
    flat.filter((part) => part !== false),
    'all',
  );
  return needed.length > 1 ? { any: needed } : (needed[0] ?? false);
}

/** True where every one of the parts is. */
export function allOf(parts: readonly Condition[]): Condition {
  const flat = parts.flatMap((part) => (typeof part === 'object' && 'all' in part ? part.all : [part]));
  if (flat.includes(false)) return false;
  const needed = absorb(
    flat.filter((part) => part !== true),
    'any',
  );
  return needed.length > 1 ? { all: needed } : (needed[0] ?? true);
}

/** Each once, and none that another one decides: `a` and (`a` or `b`) is `a`, and so is `a` or (`a` and `b`). */
function absorb(parts: readonly Condition[], inner: 'any' | 'all'): Condition[] {
  const unique = [...new Map(parts.map((part) => [keyOf(part), part])).values()];
  const keys = new Set(unique.map(keyOf));
  return unique.filter((part) => !innerParts(part, inner).some((below) => keys.has(keyOf(below))));
}

function innerParts(part: Condition, inner: 'any' | 'all'): readonly Condition[] {
  if (typeof part !== 'object') return [];
  if (inner === 'any') return 'any' in part ? part.any : [];
  return 'all' in part ? part.all : [];
}

/** The condition, once `known` is true anyway. */
export function given(known: Condition, condition: Condition): Condition {
  const parts = typeof known === 'object' && 'all' in known ? [known, ...known.all] : [known];
  return parts.some((part) => keyOf(part) === keyOf(condition)) ? true : condition;
}

/** What the condition is about a row that `steps` lead to, said of the row that they start from. */
export function along(steps: readonly string[], condition: Condition): Condition {
  if (typeof condition === 'boolean' || steps.length === 0) return condition;
  if ('any' in condition) return { any: condition.any.map((part) => along(steps, part)) };
  if ('all' in condition) return { all: condition.all.map((part) => along(steps, part)) };
  return { ...condition, at: [...steps, ...condition.at] };
}

/** Equal for conditions that say the same in the same way. */
function keyOf(condition: Condition): string {
  if (typeof condition === 'boolean') return String(condition);
  if ('any' in condition) return `(${condition.any.map(keyOf).toSorted().join(' | ')})`;
  if ('all' in condition) return `(${condition.all.map(keyOf).toSorted().join(' & ')})`;
  return [...condition.at, condition.grant, condition.holding].join('.');
}
