import type { World } from './possible.ts';
import { sendOrdered } from './ordered-values.ts';
import type { Solution } from './search.ts';
import { nameOf } from './survey.ts';
import { type Literal, type Named, type Unknown, unknownsOf } from './unknown.ts';
import { within } from './within.ts';

/** What a solution says of the values that conditions read. */
export function worldOf(
  { ordered, named, holds }: Solution,
  literals: readonly Literal[],
  unknowns: readonly Unknown[],
): Map<string, unknown> {
  const world = new Map<string, unknown>();
  for (const unknown of unknowns) {
    if (unknown.path === null) continue;
    const name = nameOf(unknown.path);
    if (unknown.is === 'ordered')
      world.set(
        name,
        sendOrdered(unknown, ordered.get(unknown) ?? within(unknown, unknown.low, unknown.high)),
      );
    else world.set(name, named.get(unknown) ?? usualValue(unknown));
  }
  for (const [number, literal] of literals.entries()) {
    if (((holds >> BigInt(number)) & 1n) === 0n) continue;
    if (literal.is === 'holds')
      world.set(literal.list, [
        ...((world.get(literal.list) as readonly string[] | undefined) ?? []),
        literal.value,
      ]);
    else if (literal.is === 'empty' && literal.closed === null) world.set(literal.name, null);
  }
  return withoutBehind(world);
}

function usualValue({ kind, options, type, minLength, maxLength, key }: Named): string | boolean {
  if (kind === 'bool') return true;
  if (kind === 'identity') return `${type.is === 'record' ? type.entity : 'person'} of ${key}`;
  return options?.[0] ?? 'text'.padEnd(minLength, 't').slice(0, maxLength);
}

/** Without values behind references that are empty. */
function withoutBehind(world: Map<string, unknown>): Map<string, unknown> {
  const empty = [...world].filter(([, value]) => value === null).map(([name]) => `${name}.`);
  return new Map([...world].filter(([name]) => !empty.some((prefix) => name.startsWith(prefix))));
}

/** Names of values that a solution depends on; the rest may be anything. */
export function decisiveNames({ decided }: Solution, literals: readonly Literal[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [number, literal] of literals.entries()) {
    if (((decided >> BigInt(number)) & 1n) === 0n) continue;
    if (literal.is === 'empty') names.add(literal.name);
    else if (literal.is === 'holds') names.add(literal.list);
    else for (const { key } of unknownsOf(literal)) names.add(key);
  }
  return names;
}

/** The world without what does not matter for it. */
export function reduceWorld(
  world: ReadonlyMap<string, unknown>,
  decisive: ReadonlySet<string>,
  holds: (world: World) => boolean,
): World {
  const least = new Map([...world].filter(([name]) => decisive.has(name)));
  if (holds(least)) return least;
  const left = new Map(world);
  for (const [name, value] of world) {
    if (decisive.has(name)) continue;
    left.delete(name);
    if (!holds(left)) left.set(name, value);
  }
  return left;
}
