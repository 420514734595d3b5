import { expect, it } from 'vitest';
import { analyseDecision } from '../../runtime/expression/decision-analysis.ts';
import type { Cell } from '../../runtime/expression/decision-cell.ts';
import type { Finding } from '../../runtime/expression/decision-finding.ts';
import { decideRow } from '../../runtime/expression/evaluate.ts';
import type { Value as EvaluatorValue } from '../../runtime/expression/value.ts';
import type { FieldType } from '../../runtime/expression/environment.ts';
import { compareDecimals, parseDecimal } from '../../runtime/model/decimal.ts';
import { choice, DATE, FLAG, INT, MONEY, orEmpty, readCell, tableOf, TEXT } from './table.ts';
import type { TestRow, TestTable } from './table.ts';

const TABLES = 600;
const NOTHING = { record: null, old: null, input: {}, user: { id: '' }, params: {}, now: 0, today: '' };

type Value = string | number | boolean | null;
type Case = Readonly<Record<string, Value>>;
type Random = (below: number) => number;

/** The same numbers at every run. */
function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const LITERALS: Readonly<Record<string, readonly string[]>> = {
  int: ['-1', '0', '3', '4', '7'],
  money: ['0', '9.99', '10', '10.5', '100'],
  date: ['2026-02-27', '2026-02-28', '2026-03-01', '2026-06-30'],
  string: ['DE', 'FR', 'New York'],
  bool: ['true', 'false'],
};

/** Between, beside and on the literals. */
const SAMPLES: Readonly<Record<string, readonly Value[]>> = {
  int: [-2, -1, 0, 1, 3, 4, 5, 7, 8],
  money: ['-1', '0', '5', '9.99', '9.995', '10', '10.25', '10.5', '50', '100', '100.01'],
  date: ['2026-01-01', '2026-02-27', '2026-02-28', '2026-03-01', '2026-04-01', '2026-06-30', '2026-07-01'],
  string: ['DE', 'FR', 'New York', 'IT'],
  bool: [true, false],
};

const TYPES = [INT, MONEY, DATE, TEXT, FLAG, choice('a', 'b', 'c')];

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

function literalsOf({ type }: FieldType): readonly string[] {
  return type.is === 'choice' ? type.options : (LITERALS[type.is] ?? []);
}

function samplesOf({ type, nullable }: FieldType): readonly Value[] {
  const values = type.is === 'choice' ? type.options : (SAMPLES[type.is] ?? []);
  return nullable ? [...values, null] : values;
}

function randomTest(random: Random, input: FieldType): string {
  const literals = literalsOf(input);
  const one = pick(random, literals);
  if (input.nullable && random(5) === 0) return 'null';
  if (!['int', 'money', 'date'].includes(input.type.is) || random(4) === 0) return one;
  if (random(2) === 0) return `${pick(random, ['<', '<=', '>', '>='])} ${one}`;
  return `${pick(random, ['[', '('])}${one}..${pick(random, literals)}${pick(random, [']', ')'])}`;
}

function randomCell(random: Random, input: FieldType): string {
  if (random(4) === 0) return '';
  const tests = Array.from({ length: 1 + random(3) }, () => randomTest(random, input));
  return `${random(4) === 0 ? 'not ' : ''}${tests.join(', ')}`;
}

function randomTable(random: Random): TestTable {
  const inputs = Object.fromEntries(
    Array.from({ length: 1 + random(3) }, (_, index) => {
      const type = pick(random, TYPES);
      return [`i${index}`, random(3) === 0 ? orEmpty(type) : type];
    }),
  );
  const dated = random(6) === 0;
  const rows = Array.from({ length: 1 + random(6) }, (_, index): TestRow => {
    const cells = Object.entries(inputs).map(([name, type]) => [name, randomCell(random, type)]);
    const day = (): string => (dated && random(2) === 0 ? pick(random, LITERALS['date'] ?? []) : '');
    const days = Object.entries({ from: day(), to: day() }).filter(([, value]) => value !== '');
    return {
      ...Object.fromEntries([...cells, ...days]),
      id: `r${index}`,
      gives: pick(random, ['x', 'y']),
    };
  });
  const hit = pick(random, ['unique', 'any', 'first'] as const);
  return { inputs, rows, hit, ...(random(4) === 0 ? { otherwise: 'z' } : {}) };
}

function compare({ type }: FieldType, a: Value, b: Value): number {
  if (type.is === 'int') return Number(a) - Number(b);
  if (type.is !== 'money') return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
  const [left, right] = [parseDecimal(String(a)), parseDecimal(String(b))];
  if (left === null || right === null) throw new Error(`No amounts: ${String(a)}, ${String(b)}.`);
  return compareDecimals(left, right);
}

const cells = new WeakMap<FieldType, Map<string, Cell | null>>();

function cellOf(written: string, input: FieldType): Cell | null {
  const known = cells.get(input) ?? new Map<string, Cell | null>();
  cells.set(input, known);
  if (!known.has(written)) known.set(written, readCell(written, input));
  return known.get(written) ?? null;
}

/** What a cell means, said once more and without any of the code that is tested but its parser. */
function matches(written: string, input: FieldType, value: Value): boolean {
  const cell = cellOf(written, input);
  if (cell === null) return true;
  const holds = cell.tests.some((test) => {
    if (test.is === 'null' || value === null) return test.is === 'null' && value === null;
    if (test.is === 'value') return compare(input, value, test.value) === 0;
    const low = test.from === null ? 1 : compare(input, value, test.from.value);
    const high = test.to === null ? -1 : compare(input, value, test.to.value);
    return (
      (test.from?.open === false ? low >= 0 : low > 0) && (test.to?.open === false ? high <= 0 : high < 0)
    );
  });
  return cell.not ? value !== null && !holds : holds;
}

function rowsThatMatch({ inputs, rows }: TestTable, found: Case): readonly TestRow[] {
  const today = String(found['today']);
  return rows.filter(
    (row) =>
      Object.entries(inputs).every(([name, type]) => matches(row[name] ?? '', type, found[name] ?? null)) &&
      (row['from'] === undefined || today >= row['from']) &&
      (row['to'] === undefined || today < row['to']),
  );
}

function* samplePoints({ inputs, rows }: TestTable): Generator<Case> {
  const dated = rows.some((row) => row['from'] !== undefined || row['to'] !== undefined);
  const axes: [string, readonly Value[]][] = [
    ...Object.entries(inputs).map(([name, type]): [string, readonly Value[]] => [name, samplesOf(type)]),
    ['today', dated ? (SAMPLES['date'] ?? []) : ['2026-01-01']],
  ];
  const walk = function* (at: number, point: Case): Generator<Case> {
    const axis = axes[at];
    if (axis === undefined) yield point;
    else for (const value of axis[1]) yield* walk(at + 1, { ...point, [axis[0]]: value });
  };
  yield* walk(0, {});
}

const isContradiction = (table: TestTable, rows: readonly TestRow[]): boolean =>
  rows.length > 1 &&
  (table.hit === 'unique' || (table.hit === 'any' && new Set(rows.map((row) => row['gives'])).size > 1));

function checkClaim(table: TestTable, finding: Finding, points: readonly Case[]): void {
  const { witness, row, other } = finding;
  const here = rowsThatMatch(table, { today: '2026-01-01', ...witness }).map(({ id }) => id);
  if (finding.code === 'decision/gap') expect(here).toEqual([]);
  if (finding.code === 'decision/overlap') expect(here).toEqual(expect.arrayContaining([row, other]));
  if (finding.code === 'decision/gap' || finding.code === 'decision/overlap') return;
  const wrong = points.filter((point) => {
    const matching = rowsThatMatch(table, point).map(({ id }) => id);
    if (finding.code === 'decision/duplicate')
      return matching.includes(row ?? '') !== matching.includes(other ?? '');
    return table.hit === 'first' ? matching[0] === row : matching.includes(row ?? '');
  });
  expect(wrong).toEqual([]);
}

it(`${TABLES} random tables: every claim is true, and what is not claimed is not there`, () => {
  const seen: Record<string, number> = {};
  for (let seed = 1; seed <= TABLES; seed += 1) {
    const table = randomTable(createRandom(seed * 7919));
    const findings = analyseDecision(tableOf(table));
    const points = [...samplePoints(table)];
    const codes = new Set(findings.map(({ code }) => code));
    for (const { code } of findings) seen[code] = (seen[code] ?? 0) + 1;
    const context = `seed ${seed}: ${JSON.stringify(table)}`;
    for (const finding of findings) checkClaim(table, finding, points);
    const dead = new Set(findings.filter(({ code }) => code === 'decision/dead-row').map(({ row }) => row));
    const decided = new Set<string>();
    for (const point of points) {
      const matching = rowsThatMatch(table, point);
      if (matching.length === 0 && table.otherwise === undefined && !codes.has('decision/gap'))
        throw new Error(`Gap at ${JSON.stringify(point)}, ${context}`);
      if (
        isContradiction(table, matching) &&
        !codes.has('decision/overlap') &&
        !codes.has('decision/duplicate')
      )
        throw new Error(`Overlap at ${JSON.stringify(point)}, ${context}`);
      for (const { id } of table.hit === 'first' ? matching.slice(0, 1) : matching) decided.add(id);
    }
    // The samples meet every case that the literals tell apart, so a row that decides nowhere is a dead one.
    for (const { id } of table.rows) expect(dead.has(id), `${context} ${id}`).toBe(!decided.has(id));
  }
  expect(Object.values(seen).every((count) => count > 5)).toBe(true);
  expect(Object.keys(seen).toSorted()).toEqual([
    'decision/dead-row',
    'decision/duplicate',
    'decision/gap',
    'decision/overlap',
  ]);
});

/** A sample in the form in which rules see it. */
function decoded({ type }: FieldType, value: Value): EvaluatorValue {
  return type.is === 'money' && typeof value === 'string' ? parseDecimal(value) : value;
}

it('the conditions that cells become mean what the cells say', () => {
  let decisions = 0;
  for (let seed = 1; seed <= TABLES; seed += 4) {
    const table = { ...randomTable(createRandom(seed * 104_729)), hit: 'first' as const };
    const { compiled } = tableOf(table);
    for (const point of samplePoints(table)) {
      const args = Object.entries(table.inputs).map(([name, type]) => decoded(type, point[name] ?? null));
      const { row } = decideRow(compiled, args, { ...NOTHING, today: String(point['today']) });
      const expected = rowsThatMatch(table, point)[0]?.id ?? null;
      if (row !== expected)
        throw new Error(`${row ?? '-'}, not ${expected ?? '-'}: ${JSON.stringify([point, table])}`);
      decisions += 1;
    }
  }
  expect(decisions).toBeGreaterThan(5000);
});
