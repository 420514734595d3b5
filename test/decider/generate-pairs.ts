import type { Random } from '../expression-sql/random.ts';

/** Source text of a condition over the refund desk. */
type Write = (random: Random) => string;

const ORDERS = ['<', '<=', '>', '>='];
const EQUALITIES = ['==', '!='];
const ALL = [...ORDERS, ...EQUALITIES];

const AMOUNTS = ['10', '10.01', '9.99', '50', '100', '99.99', '0', '-5'];
const REGIONS = ['north', 'south', 'nor', 'n'];
const STATES = ['open', 'approved', 'paid', 'rejected'];
const ROLES = ['finance', 'lead', 'support'];

const quoted = (random: Random, from: readonly string[]): string => `"${random.pick(from)}"`;
const some = (random: Random, from: readonly string[]): string =>
  `[${Array.from({ length: 1 + random.below(3) }, () => quoted(random, from)).join(', ')}]`;
const compare =
  (left: readonly string[], operators: readonly string[], right: readonly string[]): Write =>
  (random) =>
    `${random.pick(left)} ${random.pick(operators)} ${random.pick(right)}`;

const MONEY = ['amount', 'total', 'params.limit', 'input.amount', 'old.amount', 'customer.credit'];
const PEOPLE = ['agent', 'owner', 'approver', 'user', 'customer.owner'];
const TEXTS = ['region', 'name', 'code', 'customer.region', 'shop.region', 'user.team'];
const SETS = ['user.regions', 'tags', 'customer.tags'];

/** Parts that are decided. */
const OPEN: readonly Write[] = [
  compare(MONEY, ALL, AMOUNTS),
  compare(MONEY, ALL, AMOUNTS),
  compare(MONEY, ALL, MONEY),
  (random) =>
    `${random.pick(MONEY)} + ${random.pick(['1', '0.5', '10'])} ${random.pick(ALL)} ${random.pick(MONEY)}`,
  (random) =>
    `${random.pick(MONEY)} * ${random.pick(['2', '3', '-1', '0.5'])} ${random.pick(ORDERS)} ${random.pick(AMOUNTS)}`,
  (random) =>
    `${random.pick(['abs(amount)', 'min(amount, total)', 'max(amount, params.limit)', '-total'])} ${random.pick(ORDERS)} ${random.pick(AMOUNTS)}`,
  compare(['rate', 'weight', 'params.share'], ALL, ['0.5', '0.4999', '0.49999', '0.75', '1', '0']),
  compare(['rate', 'weight'], ORDERS, ['weight', 'params.share', 'rate']),
  compare(['quantity', 'level', 'stock', 'user.level', 'params.days'], ALL, ['0', '1', '2', '3', '5', '6']),
  compare(['quantity', 'level'], ALL, ['stock', 'user.level', 'level', 'quantity']),
  compare(['quantity', 'level', 'stock'], ORDERS, ['weight', '2.5', '3.0', 'rate']),
  compare(['level + 1', 'level - 2', 'quantity - 1', '-level'], ALL, ['0', '3', 'level', 'stock']),
  (random) =>
    `${random.pick(['level', 'quantity'])} in [${random.pick(['1, 2', '2, 3, 4', '5', '1, 2, 3, 4, 5'])}]`,
  (random) => `status ${random.pick(EQUALITIES)} ${quoted(random, STATES)}`,
  (random) => `status ${random.pick(EQUALITIES)} ${quoted(random, STATES)}`,
  (random) => `status in ${some(random, STATES)}`,
  (random) => `channel ${random.pick(EQUALITIES)} ${quoted(random, ['web', 'desk'])}`,
  (random) => `channel in ${some(random, ['web', 'desk'])}`,
  compare(['status'], EQUALITIES, ['old.status']),
  (random) => `${random.pick(TEXTS)} ${random.pick(EQUALITIES)} ${quoted(random, REGIONS)}`,
  compare(TEXTS, EQUALITIES, TEXTS),
  (random) => `${random.pick(TEXTS)} in ${random.pick(SETS)}`,
  (random) => `${random.pick(TEXTS)} in ${some(random, REGIONS)}`,
  (random) => `${quoted(random, REGIONS)} in ${random.pick(SETS)}`,
  (random) => `${random.pick(['status', 'channel'])} in ${random.pick(SETS)}`,
  (random) =>
    `${random.pick(TEXTS)}.${random.pick(['startsWith', 'endsWith', 'contains'])}(${quoted(random, ['n', 'no', 'th', 'nor', 'north', 'or', ''])})`,
  (random) => `"north".${random.pick(['startsWith', 'endsWith'])}(${random.pick(TEXTS)})`,
  (random) => `${quoted(random, ROLES)} in user.roles`,
  (random) => `${quoted(random, ROLES)} in user.roles`,
  compare(PEOPLE, EQUALITIES, PEOPLE),
  compare(PEOPLE, EQUALITIES, PEOPLE),
  (random) => `${quoted(random, ['gift', 'rush'])} in flags`,
  (random) =>
    random.pick(['shop', 'backup', 'input.into']) +
    random.pick([' in shops', ' == shop', ' != backup', ' == input.into']),
  (random) =>
    `has(${random.pick(['amount', 'rate', 'quantity', 'channel', 'region', 'due', 'agent', 'customer', 'customer.region', 'backup', 'vip', 'user.team'])})`,
  (random) =>
    random.pick([
      'urgent',
      'vip',
      'user.senior',
      'vip == urgent',
      'vip != user.senior',
      'customer.parent == customer',
    ]),
  compare(['due', 'start', 'today'], ALL, [
    'today',
    'start',
    'due',
    'date("2026-03-01")',
    'date("2026-02-28")',
  ]),
  compare(['due', 'start'], ALL, ['addDays(today, 7)', 'addDays(today, -1)', 'addDays(start, 7)']),
  (random) =>
    `daysBetween(today, ${random.pick(['due', 'start'])}) ${random.pick(ALL)} ${random.pick(['7', '6', '0', '-1'])}`,
  compare(['daysBetween(today, due)', 'daysBetween(start, today)'], ORDERS, [
    'level',
    'params.days',
    'quantity',
  ]),
  compare(['due'], ALL, ['addDays(today, level)', 'addDays(start, params.days)']),
  compare(['placed', 'seen', 'now'], ALL, [
    'now',
    'seen',
    'placed',
    'now - duration("24h")',
    'timestamp("2026-03-01T00:00:00Z")',
  ]),
  compare(['now - placed', 'now - seen'], ORDERS, ['duration("24h")', 'duration("0s")', 'took']),
  compare(['opens'], ORDERS, ['time("09:00")', 'time("08:59:59")', 'time("00:00")']),
  compare(['took'], ORDERS, ['duration("1h")', 'duration("59m59s")', 'duration("59m59.5s")']),
  (random) =>
    `route(${random.pick(['amount', 'total', 'amount + 50'])}, channel).${random.pick(['approver == "support"', 'approver == "lead"', 'days <= 2', 'days > 1', 'approver in user.roles'])}`,
  (random) =>
    `(${random.pick(['urgent', 'vip', 'amount > 10'])} ? ${random.pick(['agent', 'owner'])} : ${random.pick(['approver', 'agent'])}) ${random.pick(EQUALITIES)} user`,
  (random) =>
    `(${random.pick(['urgent', 'vip', 'level > 2'])} ? ${random.pick(MONEY)} : ${random.pick(MONEY)}) ${random.pick(ALL)} ${random.pick(AMOUNTS)}`,
  (random) => `(amount > 10) ${random.pick(EQUALITIES)} ${random.pick(['urgent', 'vip', '(total > 10)'])}`,
];

/** Parts that are not looked into. */
const CLOSED: readonly Write[] = [
  (random) => `size(tags) ${random.pick(ORDERS)} ${random.pick(['0', '1', '2'])}`,
  (random) => `size(${random.pick(['name', 'region'])}) ${random.pick(ALL)} ${random.pick(['3', '4', '5'])}`,
  (random) => `name.matches("${random.pick(['^n', 'th$', '^[a-z]+$'])}")`,
  (random) => `lines.${random.pick(['exists', 'all'])}(l, l.quantity > ${random.pick(['0', '3'])})`,
  (random) => `stock * quantity ${random.pick(ORDERS)} ${random.pick(['5', '6', '10'])}`,
  (random) => `amount <= total - ${random.pick(['old.amount', 'input.amount'])}`,
  (random) => `name ${random.pick(ORDERS)} ${quoted(random, ['m', 'n', 'nor'])}`,
  (random) => `region.lowerAscii() == ${quoted(random, REGIONS)}`,
  (random) => `month(due) ${random.pick(ALL)} 3`,
  (random) => `quantity % 2 == ${random.pick(['0', '1'])}`,
  (random) => `name.startsWith(${random.pick(['region', 'code'])})`,
];

const atom = (random: Random, closed: number): string =>
  (random.chance(closed) ? random.pick(CLOSED) : random.pick(OPEN))(random);

function junction(random: Random, atoms: number, closed: number): string {
  if (atoms <= 1) {
    const text = atom(random, closed);
    return random.chance(0.2) ? `!(${text})` : text;
  }
  const left = 1 + random.below(atoms - 1);
  const [a, b] = [junction(random, left, closed), junction(random, atoms - left, closed)];
  if (random.chance(0.08))
    return `(${random.pick(['urgent', 'vip', 'amount > 10', 'has(region)'])} ? ${a} : ${b})`;
  const joined = `(${a} ${random.pick(['&&', '||'])} ${b})`;
  return random.chance(0.15) ? `!${joined}` : joined;
}

/**
 * Two conditions of up to so many parts each: the second is the first with one part put in, taken out or changed, or another
 * altogether. `closed`: share of parts that are not looked into.
 */
export function generatePair(random: Random, atoms: number, closed: number): Pair {
  const before = junction(random, 1 + random.below(atoms), closed);
  return changed(random, before, () => junction(random, 1 + random.below(atoms), closed), closed);
}

/** The same with just so many parts, of which all are looked into. */
export function generatePairOf(random: Random, atoms: number): Pair {
  return changed(random, junction(random, atoms, 0), () => junction(random, atoms, 0), 0);
}

type Pair = readonly [before: string, after: string];

function changed(random: Random, before: string, another: () => string, closed: number): Pair {
  const part = junction(random, 1 + random.below(2), closed);
  const after = random.pick([
    () => `${before} && ${part}`,
    () => `${before} || ${part}`,
    () => swapNumber(random, before),
    () => swapOperator(random, before),
    () => `(${part} ? ${before} : ${swapOperator(random, before)})`,
    another,
    () => `!(!(${before}))`,
  ])();
  return [before, after];
}

/** One number of the text changed a little. */
function swapNumber(random: Random, text: string): string {
  const places = [...text.matchAll(/(?<![\w.":-])\d+(?:\.\d+)?(?![\w.":-])/gu)];
  if (places.length === 0) return swapOperator(random, text);
  const { 0: found, index } = random.pick(places);
  const other = found.includes('.') ? `${found}1` : String(Number(found) + 1);
  return text.slice(0, index) + other + text.slice(index + found.length);
}

const SWAPS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ (?:<=|<|>=|>) /gu, ORDERS.map((operator) => ` ${operator} `)],
  [/ (?:==|!=) /gu, EQUALITIES.map((operator) => ` ${operator} `)],
  [/ (?:&&|\|\|) /gu, [' && ', ' || ']],
];

/** One operator of the text changed for another. */
function swapOperator(random: Random, text: string): string {
  const possible = SWAPS.flatMap(([pattern, others]) =>
    [...text.matchAll(pattern)].map((place) => ({ place, others })),
  );
  if (possible.length === 0) return `!(${text})`;
  const { place, others } = random.pick(possible);
  return text.slice(0, place.index) + random.pick(others) + text.slice(place.index + place[0].length);
}
