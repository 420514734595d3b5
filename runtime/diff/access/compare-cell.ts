import type { DecisionTables } from '../../expression/decision.ts';
import type { Tree, TreeOf } from '../../expression/tree.ts';
import { BOOL, STRING } from '../../expression/types.ts';
import { inSentence } from '../../expression/words.ts';
import { decisionTables } from '../../rules/decision-tables.ts';
import type { AccessVerdict } from '../access-difference.ts';
import { compareConditions, verdictOf } from '../decider/compare.ts';
import type { Facts, Possible } from '../decider/possible.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Rollup } from '../../model/field.ts';
import { treeKey } from './tree-key.ts';
import { tablesIn } from './touched-entities.ts';
import { limitsOf } from './limits.ts';
import { fieldsAlong, own } from './lookups.ts';
import { pathsIn } from './map-paths.ts';
import { formerName, isFormer, type Pair, settle, withoutMark } from './settle.ts';
import { allTrue, NOWHERE, type Truth, truthKey } from './truth.ts';

/** What two settled conditions say of each other. */
export type Compared = {
  readonly gain: Possible;
  readonly loss: Possible;
  /** Every path that either looks at, each once. */
  readonly paths: readonly TreeOf<'path'>[];
};

export type Comparer = {
  /** Both as they can be compared. */
  readonly settled: (side: 'base' | 'head', entity: string, truth: Truth) => Truth;
  /** A fingerprint of two settled conditions, with the tables and formulas that they look up. */
  readonly meaning: (entity: string, before: Truth, after: Truth) => string;
  /**
   * Compares two settled conditions on what holders of the role may do, where `given` is true anyway; the same question is
   * decided once.
   */
  readonly compare: (entity: string, role: string, before: Truth, after: Truth, given?: Truth) => Compared;
};

/** Decides questions about one pair of models. */
export function createComparer(pair: Pair): Comparer {
  const settledTruths = new Map<string, Truth>();
  const answers = new Map<string, Compared>();
  const tables = {
    before: Object.fromEntries(
      Object.entries(decisionTables(pair.base)).map(([name, table]) => [
        pair.changedTables.has(name) ? formerName(name) : name,
        table,
      ]),
    ) as DecisionTables,
    after: decisionTables(pair.head),
  };
  return {
    settled: (side, entity, truth) => {
      if (typeof truth === 'boolean') return truth;
      const key = `${side} ${entity} ${truthKey(truth)}`;
      let known = settledTruths.get(key);
      if (known === undefined) settledTruths.set(key, (known = settle(pair, side, entity, truth)));
      return known;
    },
    meaning: (entity, before, after) =>
      fingerprintOf([...meaningOf(pair, 'base', entity, before), ...meaningOf(pair, 'head', entity, after)]),
    compare: (entity, role, before, after, given = true) => {
      const paths = pathsOf(before, after);
      const beside = allTrue([
        paths.some(({ root, steps }) => root === 'user' && steps[0] === 'roles') ? holds(role) : true,
        readsSome(given, paths) ? given : true,
      ]);
      const key = [entity, ...[beside, before, after].map(truthKey)].join('\n');
      let known = answers.get(key);
      if (known === undefined) {
        const facts: Facts = { limits: (path) => limitsOf(pair, entity, path), tables };
        const [old, now] = [before, after].map((truth) => allTrue([beside, truth])) as [Truth, Truth];
        const { gain, loss } = compareConditions(old, now, facts);
        const why = changedMeaning(pair, entity, before, after);
        const trusted = (possible: Possible): Possible =>
          why !== null && possible.is === 'here' ? { is: 'undecided', why } : possible;
        answers.set(key, (known = { gain: trusted(gain), loss: trusted(loss), paths }));
      }
      return known;
    },
  };
}

/** Every path of both, each once, those of the later condition first. */
function pathsOf(before: Truth, after: Truth): readonly TreeOf<'path'>[] {
  const both = [after, before].flatMap((truth) => (typeof truth === 'boolean' ? [] : pathsIn(truth)));
  return [...new Map(both.map((path) => [treeKey(path), path])).values()];
}

/** Whether what is given says anything about what is asked. */
function readsSome(given: Truth, paths: readonly TreeOf<'path'>[]): boolean {
  if (typeof given === 'boolean') return false;
  const names = new Set(paths.map(treeKey));
  return pathsIn(given).some((path) => names.has(treeKey(path)));
}

/** Wider, narrower, both or neither; nothing is claimed where one of the two is not known. */
export const verdictOfCompared = (compared: Pick<Compared, 'gain' | 'loss'>): AccessVerdict =>
  verdictOf(compared);

/** The condition itself, the decision tables that it calls, and the formulas of the fields that it looks at. */
function meaningOf(pair: Pair, side: 'base' | 'head', entity: string, truth: Truth): readonly string[] {
  if (typeof truth === 'boolean') return [String(truth)];
  const model = pair[side];
  const tables = tablesIn(truth).map((name) =>
    JSON.stringify(own(model.decisions, withoutMark(name))?.compiled, (key, value: unknown) =>
      key === 'start' || key === 'end' ? undefined : value,
    ),
  );
  const formulas = pathsIn(truth).flatMap(({ root, steps }) => {
    const found =
      root === 'record' || root === 'old' ? fieldsAlong(model, entity, steps.map(withoutMark)) : [];
    return found.flatMap(({ field: { computed } }) =>
      computed === null
        ? []
        : [computed.is === 'formula' ? treeKey(computed.expression.tree) : rollupKey(computed)],
    );
  });
  return [truthKey(truth), ...tables, ...formulas];
}

const rollupKey = ({ measure, children, field, where }: Rollup): string =>
  [measure, children, field ?? '', where === null ? '' : treeKey(where.tree)].join(' ');

const ROLES: TreeOf<'path'> = {
  ...NOWHERE,
  is: 'path',
  root: 'user',
  steps: ['roles'],
  type: { is: 'list', of: STRING },
  nullable: false,
  emptyAt: [],
};

/** That the person holds the role. */
function holds(role: string): Tree {
  const item: Tree = { ...NOWHERE, is: 'literal', value: role, type: STRING };
  return { ...NOWHERE, is: 'in', item, list: ROLES, type: BOOL };
}

/**
 * Why an example cannot be trusted: both conditions look at a field whose value comes about differently now, so that one
 * and the same record has two values of it. Null where there is none.
 */
function changedMeaning(pair: Pair, entity: string, before: Truth, after: Truth): string | null {
  if (typeof before === 'boolean' || typeof after === 'boolean') return null;
  const now = new Set(pathsIn(after).map(({ root, steps }) => [root, ...steps].join('.')));
  for (const { root, steps } of pathsIn(before)) {
    if (!steps.some(isFormer)) continue;
    const bare = steps.map(withoutMark);
    if (!now.has([root, ...bare].join('.'))) continue;
    const fields = fieldsAlong(
      pair.head,
      own(pair.head.entities, entity) === undefined ? null : entity,
      bare,
    );
    const label = inSentence(fields.at(-1)?.field.label ?? bare.at(-1) ?? '');
    return `the value of “${label}” comes about in another way now`;
  }
  return null;
}
