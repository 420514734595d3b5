import { analyseDecision } from '../runtime/expression/decision-analysis.ts';
import { choice, INT, MONEY, tableOf } from '../test/decisions/table.ts';
import type { TestRow } from '../test/decisions/table.ts';
import { median } from './statistics.ts';

const REGIONS = ['north', 'south', 'east', 'west', 'home'];

/** 200 rows over an amount, a region and a number of days, that meet without gaps and without overlaps. */
function createRows(): readonly TestRow[] {
  const amounts = ['< 100', '[100..500)', '[500..1000)', '[1000..5000)', '>= 5000'];
  const days = ['<= 0', '1', '2', '3', '[4..7]', '[8..14]', '[15..30]', '> 30'];
  return REGIONS.flatMap((region) =>
    amounts.flatMap((amount, a) =>
      days.map((wait, d) => ({ id: `${region}_${a}_${d}`, amount, region, wait })),
    ),
  );
}

/** Bounds that no two rows share, so that nothing can be grouped. */
function createUnevenRows(): readonly TestRow[] {
  return REGIONS.flatMap((region, r) =>
    Array.from({ length: 20 }, (_, index): readonly TestRow[] => {
      const from = index * 100 + r * 7;
      const amount =
        index === 0 ? `< ${100 + r * 7}` : index === 19 ? `>= ${from}` : `[${from}..${from + 100})`;
      const wait = index * 5 + r * 3;
      return [
        { id: `${region}_${index}_a`, amount, region, wait: `<= ${wait}` },
        { id: `${region}_${index}_b`, amount, region, wait: `> ${wait}` },
      ];
    }).flat(),
  );
}

/**
 * Milliseconds (of `runs`, `pick` says which) to prove 200 rows over 3 inputs: a grid, and one with bounds of their own in
 * each row.
 */
export function measureDecisions(
  runs: number,
  pick: (times: readonly number[]) => number = median,
): { readonly grid: number; readonly uneven: number } {
  const inputs = { amount: MONEY, region: choice(...REGIONS), wait: INT };
  const measure = (rows: readonly TestRow[]): number => {
    const table = tableOf({ inputs, rows });
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const started = performance.now();
      const findings = analyseDecision(table);
      times.push(performance.now() - started);
      if (rows.length !== 200 || findings.length > 0)
        throw new Error(`The table is not as meant: ${rows.length} rows, ${JSON.stringify(findings[0])}.`);
    }
    return pick(times);
  };
  return { grid: measure(createRows()), uneven: measure(createUnevenRows()) };
}
