import type { DecisionTables } from '../../expression/decision.ts';
import type { Tree } from '../../expression/tree.ts';
import type { AccessVerdict } from '../access-difference.ts';
import { setClock } from './clock.ts';
import { decisiveNames, reduceWorld, worldOf } from './example.ts';
import { type Edge, FALSE, not, TooManyCases, TRUE } from './formula.ts';
import type { Facts, Possible, World } from './possible.ts';
import { search, type Solution } from './search.ts';
import { type Asked, surveyOf } from './survey.ts';
import { scopeOf, truthOf } from './truth.ts';
import { worldsFor } from './try-closed.ts';
import { unknownsOf } from './unknown.ts';
import { createUnknowns, type Unknowns } from './unknowns.ts';
import { createJudge, isConsistent, type Judge } from './world.ts';

const NO_TABLES: DecisionTables = {};
/** Solutions for which an example is looked for before it is given up. */
const MOST_SOLUTIONS = 12;

/**
 * What one condition lets through that another does not, over everything that the database allows. `gain`: `after` can be
 * true where `before` is not; `loss` the reverse. `never` is a proof, `here` comes with an example that was judged by the
 * evaluator; where neither can be given, `undecided` says why. Never throws.
 */
export function compareConditions(
  before: Tree | boolean,
  after: Tree | boolean,
  facts: Facts,
): { readonly gain: Possible; readonly loss: Possible } {
  const question = createQuestion(
    [askedOf(before, facts.tables?.before), askedOf(after, facts.tables?.after)],
    facts,
  );
  return { gain: question(1, 0), loss: question(0, 1) };
}

/** Whether a condition can be true at all. Of decision tables those of `after` count. Never throws. */
export function satisfy(condition: Tree | boolean, facts: Facts): Possible {
  return createQuestion([false, askedOf(condition, facts.tables?.after)], facts)(1, 0);
}

/** What a comparison means for access; undecided unless both directions are decided. */
export function verdictOf({
  gain,
  loss,
}: {
  readonly gain: Possible;
  readonly loss: Possible;
}): AccessVerdict {
  if (gain.is === 'undecided' || loss.is === 'undecided') return 'undecided';
  if (gain.is === 'here') return loss.is === 'here' ? 'incomparable' : 'wider';
  return loss.is === 'here' ? 'narrower' : 'equivalent';
}

const askedOf = (tree: Tree | boolean, tables: DecisionTables = NO_TABLES): Asked | boolean =>
  typeof tree === 'boolean' ? tree : { tree, tables };

type Sides = readonly [before: Asked | boolean, after: Asked | boolean];

/** Asks whether one of two conditions can be true where the other is not. Both are taken apart once. */
function createQuestion(sides: Sides, facts: Facts): (wanted: 0 | 1, unwanted: 0 | 1) => Possible {
  const judges = sides.map((side) => (typeof side === 'boolean' ? null : createJudge(side)));
  const unknowns = createUnknowns(
    surveyOf(
      sides.filter((side) => typeof side !== 'boolean'),
      facts,
    ),
  );
  const whereTrue = (side: Asked | boolean): Edge =>
    typeof side === 'boolean'
      ? side
        ? TRUE
        : FALSE
      : truthOf(side.tree, scopeOf(unknowns, side.tables)).yes;
  const edges = orTooMany(() => sides.map(whereTrue));
  const isTrue = (index: 0 | 1, world: World): boolean =>
    judges[index]?.isTrue(world) ?? sides[index] === true;
  return (wanted, unwanted) => {
    if (edges === null) return TOO_MANY;
    const [yes, no] = [edges[wanted] ?? FALSE, edges[unwanted] ?? FALSE];
    const known = judges.filter((judge) => judge !== null);
    const holds = (world: World): boolean =>
      isTrue(wanted, world) && !isTrue(unwanted, world) && isConsistent(world, known);
    const trees = sides.flatMap((side) => (typeof side === 'boolean' ? [] : [side.tree]));
    unknowns.formulas.restart();
    return (
      orTooMany(() =>
        answer(unknowns.formulas.and(yes, not(no)), unknowns, { trees, judges: known, holds }),
      ) ?? TOO_MANY
    );
  };
}

const TOO_MANY: Possible = { is: 'undecided', why: 'there are too many cases' };

function orTooMany<Found>(find: () => Found): Found | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof TooManyCases) return null;
    throw error;
  }
}

/** What examples are judged by. */
type Judging = {
  readonly trees: readonly Tree[];
  readonly judges: readonly Judge[];
  readonly holds: (world: World) => boolean;
};

function answer(goal: Edge, unknowns: Unknowns, judging: Judging): Possible {
  let example: World | null = null;
  let last: Solution | null = null;
  let solutions = 0;
  search(goal, unknowns, (found) => {
    const solution = setClock(found, unknowns);
    if (solution === null) return false;
    last = solution;
    solutions += 1;
    example = exampleOf(solution, unknowns, judging);
    return example !== null || solutions >= MOST_SOLUTIONS;
  });
  if (example !== null) return { is: 'here', world: example };
  if (last !== null) return { is: 'undecided', why: whyOf(last, unknowns) };
  const [doubt] = unknowns.doubts;
  return doubt === undefined ? { is: 'never' } : { is: 'undecided', why: doubt };
}

function exampleOf(solution: Solution, unknowns: Unknowns, { trees, judges, holds }: Judging): World | null {
  const world = worldOf(solution, unknowns.literals, unknowns.all());
  const decisive = decisiveNames(solution, unknowns.literals);
  if (holds(world)) return reduceWorld(world, decisive, holds);
  const readings = new Map(judges.flatMap((judge) => [...judge.readings]));
  for (const made of worldsFor(world, solution, unknowns, trees, readings))
    if (holds(made)) return reduceWorld(made, decisive, holds);
  return null;
}

/** Why a solution is no example: parts that it depends on and that were not looked into. */
function whyOf(solution: Solution | null, { literals }: Unknowns): string {
  const reasons = literals.flatMap((literal, number) => {
    const matters = solution !== null && ((solution.decided >> BigInt(number)) & 1n) === 1n;
    const closed =
      literal.is === 'empty' ? [literal.closed] : unknownsOf(literal).map((unknown) => unknown.closed);
    return matters ? closed.flatMap((one) => (one === null ? [] : [one.why])) : [];
  });
  return [...new Set(reasons)].slice(0, 3).join('; ') || 'no example could be made that is consistent';
}
