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
  const [old, now] = [askedOf(before, facts.tables?.before), askedOf(after, facts.tables?.after)];
  return {
    gain: possibly(now, old, facts),
    loss: possibly(old, now, facts),
  };
}

/** Whether a condition can be true at all. Of decision tables those of `after` count. Never throws. */
export function satisfy(condition: Tree | boolean, facts: Facts): Possible {
  return possibly(askedOf(condition, facts.tables?.after), false, facts);
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

/** Whether `wanted` can be true where `unwanted` is not. */
function possibly(wanted: Asked | boolean, unwanted: Asked | boolean, facts: Facts): Possible {
  try {
    return decide(wanted, unwanted, facts);
  } catch (error) {
    if (error instanceof TooManyCases) return { is: 'undecided', why: 'there are too many cases' };
    throw error;
  }
}

function decide(wanted: Asked | boolean, unwanted: Asked | boolean, facts: Facts): Possible {
  const asked = [wanted, unwanted].filter((one) => typeof one !== 'boolean');
  const unknowns = createUnknowns(surveyOf(asked, facts));
  const whereTrue = (one: Asked | boolean): Edge =>
    typeof one === 'boolean' ? (one ? TRUE : FALSE) : truthOf(one.tree, scopeOf(unknowns, one.tables)).yes;
  const goal = unknowns.formulas.and(whereTrue(wanted), not(whereTrue(unwanted)));
  const judgeOf = new Map(asked.map((one) => [one, createJudge(one)]));
  const judges = [...judgeOf.values()];
  const isTrue = (one: Asked | boolean, world: World): boolean =>
    typeof one === 'boolean' ? one : (judgeOf.get(one)?.isTrue(world) ?? false);
  const holds = (world: World): boolean =>
    isTrue(wanted, world) && !isTrue(unwanted, world) && isConsistent(world, judges);

  let example: World | null = null;
  let last: Solution | null = null;
  let solutions = 0;
  search(goal, unknowns, (found) => {
    const solution = setClock(found, unknowns);
    if (solution === null) return false;
    last = solution;
    solutions += 1;
    example = exampleOf(solution, unknowns, asked, judges, holds);
    return example !== null || solutions >= MOST_SOLUTIONS;
  });
  if (example !== null) return { is: 'here', world: example };
  if (last !== null) return { is: 'undecided', why: whyOf(last, unknowns) };
  const [doubt] = unknowns.doubts;
  return doubt === undefined ? { is: 'never' } : { is: 'undecided', why: doubt };
}

function exampleOf(
  solution: Solution,
  unknowns: Unknowns,
  asked: readonly Asked[],
  judges: readonly Judge[],
  holds: (world: World) => boolean,
): World | null {
  const world = worldOf(solution, unknowns.literals, unknowns.all());
  const decisive = decisiveNames(solution, unknowns.literals);
  if (holds(world)) return reduceWorld(world, decisive, holds);
  const readings = new Map(judges.flatMap((judge) => [...judge.readings]));
  const trees = asked.map(({ tree }) => tree);
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
