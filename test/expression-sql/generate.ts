import { LITERAL_CHOICES, literalFor, ORDERED, SCALARS } from './generate-types.ts';
import { portableRegex } from '../../runtime/expression/regex/portable-regex.ts';
import type { Comparison, Tree } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { Model } from '../../runtime/model/model.ts';
import { PATTERNS } from './nasty-values.ts';
import type { Random } from './random.ts';
import { reachablePaths, type Scope, typeKey } from './reachable.ts';
import { GBP, TIER } from './tables.ts';
import { BOOL, call, choice, literalTree, tree } from './trees.ts';

type Generate = (type: Type, depth: number, scopes: readonly Scope[]) => Tree;

const INT: Type = { is: 'int' };
const STRING: Type = { is: 'string' };
const DECIMAL: Type = { is: 'decimal' };
const DATE: Type = { is: 'date' };
const DURATION: Type = { is: 'duration' };
const DATETIME: Type = { is: 'datetime' };

const SAFE_PATTERNS = PATTERNS.flatMap((text) => {
  const regex = portableRegex(text);
  return 'pattern' in regex ? [regex.pattern] : [];
});

/** Makes well-typed expressions of a wanted type over the world's `item`. */
export function createGenerator(model: Model, random: Random): (type: Type, depth: number) => Tree {
  const { pick, chance } = random;
  const paths = new Map<string, ReturnType<typeof reachablePaths>>();
  const reach = (scopes: readonly Scope[]) => {
    const key = scopes.map(({ root, type }) => root + typeKey(type)).join();
    const known = paths.get(key) ?? reachablePaths(model, scopes);
    paths.set(key, known);
    return known;
  };

  const leaf = (type: Type, scopes: readonly Scope[]): Tree => {
    const found = reach(scopes).get(typeKey(type)) ?? [];
    if (found.length > 0 && (chance(0.75) || !LITERAL_CHOICES.has(type.is))) return pick(found);
    return literalFor(type, random);
  };

  const generate: Generate = (type, depth, scopes) => {
    if (depth <= 0 || chance(0.1)) return leaf(type, scopes);
    if (type.is !== 'bool' && chance(0.12))
      return choice(
        type,
        generate(BOOL, depth - 1, scopes),
        generate(type, depth - 1, scopes),
        generate(type, depth - 1, scopes),
      );
    const makers = MAKERS[type.is] ?? [];
    if (makers.length === 0) return leaf(type, scopes);
    return pick(makers)({ random, generate, reach, leaf, type, depth: depth - 1, scopes });
  };

  const record: Scope = { root: 'record', type: { is: 'record', entity: 'item' } };
  return (type, depth) => generate(type, depth, [record]);
}

type Making = {
  readonly random: Random;
  readonly generate: Generate;
  readonly reach: (scopes: readonly Scope[]) => ReturnType<typeof reachablePaths>;
  readonly leaf: (type: Type, scopes: readonly Scope[]) => Tree;
  readonly type: Type;
  readonly depth: number;
  readonly scopes: readonly Scope[];
};
type Maker = (making: Making) => Tree;

const ask = ({ generate, depth, scopes }: Making, type: Type): Tree => generate(type, depth, scopes);

const logic: Maker = (making) => {
  const { random } = making;
  const parts = Array.from({ length: 2 + random.below(2) }, () => ask(making, BOOL));
  return tree({ is: random.pick(['and', 'or']), type: BOOL, parts });
};

const not: Maker = (making) => tree({ is: 'not', type: BOOL, of: ask(making, BOOL) });

const equality: Maker = (making) => {
  const of = making.random.pick(SCALARS);
  const operator: Comparison = making.random.pick(['==', '!=']);
  return tree({ is: 'compare', type: BOOL, operator, left: ask(making, of), right: ask(making, of) });
};

const order: Maker = (making) => {
  const of = making.random.pick(ORDERED);
  const operator: Comparison = making.random.pick(['<', '<=', '>', '>=']);
  return tree({ is: 'compare', type: BOOL, operator, left: ask(making, of), right: ask(making, of) });
};

const nullTest: Maker = ({ random, reach, scopes }) => {
  const nullable = [...reach(scopes).values()].flat().filter((path) => path.nullable);
  const left = random.pick(nullable);
  const operator: Comparison = random.pick(['==', '!=']);
  return tree({ is: 'compare', type: BOOL, operator, left, right: literalTree({ is: 'null' }, null) });
};

const listOf = (of: Type): Type => ({ is: 'list', of });

const literalList = (random: Random, of: Type): Tree => {
  const items = Array.from({ length: random.below(4) }, () => literalFor(of, random));
  return tree({ is: 'list', type: listOf(of), items });
};

const membership: Maker = (making) => {
  const { random, reach, scopes, depth, generate } = making;
  const of = random.pick(SCALARS);
  const lists = reach(scopes).get(typeKey(listOf(of))) ?? [];
  const hasLiterals = LITERAL_CHOICES.has(of.is);
  if (lists.length === 0 && !hasLiterals) return equality(making);
  const list = (): Tree =>
    lists.length > 0 && (!hasLiterals || random.chance(0.6)) ? random.pick(lists) : literalList(random, of);
  const chosen: Tree =
    depth > 0 && of.is !== 'record' && random.chance(0.1)
      ? choice(listOf(of), generate(BOOL, depth - 1, scopes), list(), list())
      : list();
  return tree({ is: 'in', type: BOOL, item: ask(making, of), list: chosen });
};

const loop: Maker = (making) => {
  const { random, reach, scopes, depth, generate } = making;
  const nested = scopes.filter(({ root }) => root.startsWith('$')).length;
  if (nested >= 2) return equality(making);
  const lists = [...reach(scopes).values()].flat().filter(({ type }) => type.is === 'list');
  const list: Tree = random.chance(0.85)
    ? random.pick(lists)
    : literalList(random, random.pick([STRING, INT, DATE]));
  const of = list.type.is === 'list' ? list.type.of : STRING;
  const item = `v${nested}`;
  const body = generate(BOOL, Math.max(depth, 1), [...scopes, { root: `$${item}`, type: of }]);
  return tree({ is: 'loop', type: BOOL, kind: random.pick(['exists', 'all']), list, item, body });
};

const textTest: Maker = (making) =>
  call(
    making.random.pick(['startsWith', 'endsWith', 'contains']),
    BOOL,
    ask(making, STRING),
    ask(making, STRING),
  );

const matches: Maker = (making) =>
  call('matches', BOOL, ask(making, STRING), literalTree(STRING, making.random.pick(SAFE_PATTERNS)));

const choiceOfTwo: Maker = (making) => choice(BOOL, ask(making, BOOL), ask(making, BOOL), ask(making, BOOL));

const decision =
  (output: string): Maker =>
  (making) =>
    tree({
      is: 'decision',
      type: making.type,
      table: making.random.pick(['route', 'first', 'any']),
      args: [ask(making, GBP), ask(making, TIER)],
      output,
    });

const arithmetic =
  (operators: readonly ('+' | '-' | '*' | '/' | '%')[], left: Type | null, right: Type | null): Maker =>
  (making) =>
    tree({
      is: 'arithmetic',
      type: making.type,
      operator: making.random.pick(operators),
      left: ask(making, left ?? making.type),
      right: ask(making, right ?? making.type),
    });

const negate: Maker = (making) => tree({ is: 'negate', type: making.type, of: ask(making, making.type) });

const unary =
  (name: string, of: Type | null): Maker =>
  (making) =>
    call(name, making.type, ask(making, of ?? making.type));

const extreme: Maker = (making) => {
  const args = Array.from({ length: 2 + making.random.below(2) }, () => ask(making, making.type));
  return call(making.random.pick(['min', 'max']), making.type, ...args);
};

const places = ({ random }: Making): Tree => literalTree(INT, random.pick([0, 1, 2, 4, 8]));
const round: Maker = (making) => call('round', making.type, ask(making, making.type), places(making));
const div: Maker = (making) =>
  call('div', making.type, ask(making, making.type), ask(making, DECIMAL), places(making));

const sizeOfList: Maker = ({ random, reach, scopes, type }) => {
  const lists = [...reach(scopes).values()].flat().filter((path) => path.type.is === 'list');
  return call('size', type, random.pick(lists));
};

/** How an expression of a type may come about; a way that is listed twice is taken twice as often. */
const MAKERS: { readonly [is in Type['is']]?: readonly Maker[] } = {
  bool: [
    logic,
    logic,
    logic,
    not,
    not,
    equality,
    equality,
    equality,
    order,
    order,
    order,
    nullTest,
    membership,
    membership,
    loop,
    loop,
    textTest,
    matches,
    choiceOfTwo,
    decision('ok'),
  ],
  int: [
    arithmetic(['+', '-', '*', '/', '%'], null, null),
    arithmetic(['/', '%', '*'], null, null),
    negate,
    unary('abs', null),
    unary('size', STRING),
    sizeOfList,
    unary('year', DATE),
    unary('month', DATE),
    unary('day', DATE),
    unary('dayOfWeek', DATE),
    unary('getHours', DURATION),
    unary('getMinutes', DURATION),
    unary('getSeconds', DURATION),
    (making) => call('daysBetween', INT, ask(making, DATE), ask(making, DATE)),
    extreme,
  ],
  decimal: [
    arithmetic(['+', '-', '*'], null, null),
    negate,
    unary('abs', null),
    unary('decimal', INT),
    round,
    div,
    extreme,
    decision('rate'),
  ],
  money: [
    arithmetic(['+', '-'], null, null),
    arithmetic(['*'], null, DECIMAL),
    negate,
    unary('abs', null),
    round,
    div,
    extreme,
  ],
  string: [
    arithmetic(['+'], null, null),
    unary('lowerAscii', null),
    unary('upperAscii', null),
    unary('trim', null),
    unary('string', INT),
    extreme,
    decision('approver'),
  ],
  date: [(making) => call('addDays', DATE, ask(making, DATE), ask(making, INT)), extreme],
  datetime: [arithmetic(['+', '-'], DATETIME, DURATION), arithmetic(['+'], DURATION, DATETIME), extreme],
  duration: [
    arithmetic(['+', '-'], null, null),
    arithmetic(['-'], DATETIME, DATETIME),
    arithmetic(['*'], null, INT),
    negate,
    extreme,
  ],
};
