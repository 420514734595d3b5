import { expect, it } from 'vitest';
import { analyseDecision } from '../../runtime/expression/decision-analysis.ts';
import { measureDecisions } from '../../bench/decisions.ts';
import { choice, DATE, FLAG, INT, MONEY, orEmpty, tableOf, TEXT } from './table.ts';
import type { TestTable } from './table.ts';

const tier = choice('gold', 'silver', 'none');

const told = (table: TestTable): string[] =>
  analyseDecision(tableOf(table)).map(
    ({ code, row, input, other, message, hint }) =>
      `${code} ${row ?? '-'} ${input ?? '-'} ${other ?? '-'}\n${message}\n${hint}`,
  );

it('says nothing of a table in which exactly one row matches always', () => {
  const rows = [
    { id: 'small', amount: '< 100' },
    { id: 'mid', amount: '[100..5000)', tier: 'gold, silver' },
    { id: 'other', amount: '[100..5000)', tier: 'none' },
    { id: 'large', amount: '>= 5000' },
  ];
  expect(told({ inputs: { amount: MONEY, tier }, rows })).toEqual([]);
});

it('finds an overlap at one point, the gap beside it and nothing else', () => {
  const rows = [
    { id: 'small', amount: '< 1000' },
    { id: 'mid', amount: '[1000..5000]', region: 'EU' },
    { id: 'gold', amount: '[1000..5000)', region: 'not EU', tier: 'gold' },
    { id: 'large', amount: '>= 5000' },
  ];
  expect(told({ inputs: { amount: MONEY, region: choice('EU', 'US', 'APAC'), tier }, rows })).toEqual([
    'decision/overlap large - mid\n' +
      'Rows `mid` and `large` both match when `amount` is 5000 and `region` is EU.\n' +
      'Change the cells of one so that it does not match there; with `hit: first` the row further up decides.',
    'decision/gap - - -\n' +
      'No row matches when `amount` is 1000 and `region` is US and `tier` is silver.\n' +
      'Add a row with `amount: "[1000..5000)", region: "US, APAC", tier: "silver, none"`, or say in `otherwise` what ' +
      'holds in all other cases.',
  ]);
});

it('knows that whole numbers and days follow on each other and that amounts do not', () => {
  const rows = [
    { id: 'low', input: '<= 5' },
    { id: 'high', input: '>= 6' },
  ];
  expect(told({ inputs: { input: INT }, rows })).toEqual([]);
  expect(told({ inputs: { input: MONEY }, rows })).toEqual([
    'decision/gap - - -\nNo row matches when `input` is 5.1.\n' +
      'Add a row with `input: "(5..6)"`, or say in `otherwise` what holds in all other cases.',
  ]);
  const days = [
    { id: 'low', input: '<= 2026-02-28' },
    { id: 'high', input: '>= 2026-03-01' },
  ];
  expect(told({ inputs: { input: DATE }, rows: days })).toEqual([]);
});

it('counts an empty input as a case of its own', () => {
  const inputs = { tier: orEmpty(tier) };
  const rows = [
    { id: 'gold', tier: 'gold' },
    { id: 'rest', tier: 'not gold' },
  ];
  expect(told({ inputs, rows })).toEqual([
    'decision/gap - - -\nNo row matches when `tier` is empty.\n' +
      'Add a row with `tier: "null"`, or say in `otherwise` what holds in all other cases.',
  ]);
  expect(told({ inputs, rows: [...rows, { id: 'nobody', tier: 'null' }] })).toEqual([]);
  expect(told({ inputs, rows: [{ id: 'any' }] })).toEqual([]);
});

it('treats texts as those that are named, and all others', () => {
  const rows = [
    { id: 'near', country: 'DE, "A, B"' },
    { id: 'far', country: 'not DE' },
  ];
  expect(told({ inputs: { country: TEXT }, rows })).toEqual([
    expect.stringMatching(
      /^decision\/overlap far - near\nRows `near` and `far` both match when `country` is A, B\./u,
    ),
  ]);
  expect(told({ inputs: { country: TEXT }, rows: [{ id: 'near', country: 'DE' }] })).toEqual([
    'decision/gap - - -\nNo row matches when `country` is something else.\n' +
      'Add a row with `country: "not DE"`, or say in `otherwise` what holds in all other cases.',
  ]);
});

it('counts the days on which rows are in force', () => {
  const rows = [
    { id: 'old', to: '2026-07-01' },
    { id: 'new', from: '2026-08-01', express: 'true' },
    { id: 'back', from: '2026-09-01', to: '2026-09-01' },
  ];
  expect(told({ inputs: { express: FLAG }, rows })).toEqual([
    'decision/dead-row back - -\nRow `back` is never in force: it ends before it begins.\n' +
      'Let `to` be a later day than `from`.',
    'decision/gap - - -\nNo row matches on 2026-07-01.\n' +
      'Add a row with `from: 2026-07-01, to: 2026-08-01`, or say in `otherwise` what holds in all other cases.',
    'decision/gap - - -\nNo row matches when `express` is false on 2026-08-01.\n' +
      'Add a row with `express: "false", from: 2026-08-01`, or say in `otherwise` what holds in all other cases.',
  ]);
});

it('lets rows of `any` meet where they agree', () => {
  const inputs = { amount: MONEY, tier };
  const rows = [
    { id: 'rich', amount: '>= 1000', gives: 'lead' },
    { id: 'gold', tier: 'gold', gives: 'lead' },
    { id: 'rest', amount: '< 1000', tier: 'not gold', gives: 'desk' },
  ];
  expect(told({ inputs, rows, hit: 'any' })).toEqual([]);
  const wrong = [
    ...rows,
    { id: 'again', tier: 'gold', gives: 'lead' },
    { id: 'none', tier: 'none', gives: 'x' },
  ];
  expect(told({ inputs, rows: wrong, hit: 'any' })).toEqual([
    'decision/duplicate again - gold\nRow `again` says the same as row `gold`.\nTake one of them out.',
    'decision/overlap none - rich\n' +
      'Rows `rich` and `none` match and give different results when `amount` is 1000 and `tier` is none. ' +
      '`none` overlaps 1 more row.\n' +
      'Give them the same result there, or change the cells of one so that it does not match.',
  ]);
});

it('finds the rows of a `first` table that never decide, also where it takes several rows to hide them', () => {
  const inputs = { amount: MONEY, tier };
  const rows = [
    { id: 'gold', tier: 'gold' },
    { id: 'small', amount: '< 100' },
    { id: 'tiny_gold', amount: '< 5', tier: 'gold' },
    { id: 'large', amount: '>= 100' },
    { id: 'silver', tier: 'silver' },
  ];
  expect(told({ inputs, rows, hit: 'first' })).toEqual([
    'decision/dead-row tiny_gold - gold\nRow `tiny_gold` never decides: row `gold` above matches in every case of it.\n' +
      'Move it further up, change its cells, or take it out.',
    'decision/dead-row silver - small\n' +
      'Row `silver` never decides: rows `small`, `large` above together match in every case of it.\n' +
      'Move it further up, change its cells, or take it out.',
  ]);
});

it('finds rows that are there twice, and cells that nothing fits', () => {
  const inputs = { amount: MONEY, tier };
  const rows = [
    { id: 'a', amount: '< 10.00', gives: 'x' },
    { id: 'b', amount: '<10', gives: 'x' },
    { id: 'c', amount: '>= 10' },
    { id: 'd', amount: '(5..5)' },
    { id: 'e', tier: 'not gold, silver, none' },
  ];
  expect(told({ inputs, rows })).toEqual([
    'decision/dead-row d amount -\nRow `d` never matches: no value of `amount` fits its cell.\n' +
      'Change the cell, or take the row out.',
    'decision/dead-row e tier -\nRow `e` never matches: no value of `tier` fits its cell.\n' +
      'Change the cell, or take the row out.',
    'decision/duplicate b - a\nRow `b` says the same as row `a`.\nTake one of them out.',
  ]);
});

it('needs no row for every case where there is an `otherwise`, and tells at most three gaps', () => {
  const names = Array.from({ length: 9 }, (_, index) => `o${index}`);
  const table = {
    inputs: { a: choice(...names), b: choice(...names) },
    rows: names.map((name) => ({ id: name, a: name, b: name })),
  };
  expect(told({ ...table, otherwise: 'x' })).toEqual([]);
  const gaps = told(table);
  expect(gaps).toHaveLength(3);
  expect(gaps[2]).toMatch(/There are more gaps beside these\.$/u);
});

it('claims nothing that depends on a cell it does not understand', () => {
  const table = tableOf({
    inputs: { amount: MONEY, limit: MONEY },
    rows: [{ id: 'low', amount: '< 5' }, { id: 'high' }],
  });
  const [path, other] = ['$amount', '$limit'].map((root) => ({
    start: 0,
    end: 1,
    type: MONEY.type,
    nullable: false,
    is: 'path' as const,
    root,
    steps: [],
  }));
  if (path === undefined || other === undefined) throw new Error('No paths.');
  const cell = {
    start: 0,
    end: 1,
    type: { is: 'bool' },
    is: 'compare',
    operator: '>',
    left: path,
    right: other,
  };
  const [low, high] = table.compiled.rows;
  if (low === undefined || high === undefined) throw new Error('No rows.');
  const rows = [low, { ...high, cells: [cell as never, null] }];
  const { compiled } = table;
  expect(analyseDecision({ ...table, compiled: { ...compiled, rows } })).toEqual([]);
  expect(analyseDecision({ ...table, compiled: { ...compiled, rows, hit: 'first' } })).toEqual([]);
});

it('proves 200 rows over 3 inputs in under 200 ms', () => {
  // The fastest of several, so that others who use the machine at the moment do not count.
  const { grid, uneven } = measureDecisions(15, (times) => Math.min(...times));
  expect(grid).toBeLessThan(200);
  expect(uneven).toBeLessThan(200);
});

it('says so when a table is too large to prove', () => {
  const inputs = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`i${index}`, FLAG]));
  expect(told({ inputs, rows: [{ id: 'a' }] })).toEqual([
    'decision/not-proven - - -\n' +
      'The table has 13 inputs and 1 rows, more than 12 or 500: whether its rows overlap or leave gaps is not proven.\n' +
      'Split it into tables that decide one thing each.',
  ]);
});

it('gives up within its limit on a table that would take too long', () => {
  const names = Array.from({ length: 12 }, (_, index) => `i${index}`);
  const inputs = Object.fromEntries(names.map((name) => [name, INT]));
  // Every row looks at other bounds of every input, so that no two cases are alike.
  const rows = Array.from({ length: 120 }, (_, row) => ({
    id: `r${row}`,
    ...Object.fromEntries(names.map((name, at) => [name, `not ${(row * 7 + at * 13) % 97}`])),
  }));
  const started = performance.now();
  const findings = analyseDecision(tableOf({ inputs, rows, hit: 'first' }));
  expect(performance.now() - started).toBeLessThan(5000);
  expect(findings.at(-1)?.code).toBe('decision/not-proven');
});
