import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureBundle } from './bundle.ts';
import { measureCheck } from './check-speed.ts';
import { measureColdStart } from './cold-start.ts';
import { measureDecider } from './decider.ts';
import { measureDecisions } from './decisions.ts';
import { measureDeepPage } from './deep-page.ts';
import { measureExpressions, measureExpressionSize } from './expressions.ts';
import { measureFormLatency } from './form-latency.ts';
import { openOrderDatabase } from './orders/open.ts';
import { showRatio } from './statistics.ts';
import { measureMigrations } from './migrations.ts';
import { migrationsPage } from './parcels/page.ts';
import { measurePlan } from './plan-time.ts';
import { measureRowRules } from './row-rules.ts';
import { measureThroughput } from './throughput.ts';

/**
 * \`npm run bench [part ...]\`: parts are check, decisions, decider, bundle, start, form, throughput, deep, rules, plan, and migrations, which takes a quarter of an
 * hour and has a page of its own. All but the last when none is named; such a run writes results.md. Pairs and seconds of the throughput come from \`--pairs=20\` and \`--seconds=1\`, records of the migrations from \`--records=1000000\`.
 */
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const option = (name: string, otherwise: number): number =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
const wanted = (part: string): boolean => named.length === 0 || named.includes(part);

const MACHINE = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}`;

const rows: [what: string, measured: string, limit: string][] = [];
const report = (what: string, measured: string, limit: string): void => {
  rows.push([what, measured, limit]);
  console.log(`${what}: ${measured} (${limit})`);
};

if (wanted('check')) {
  report(
    '`jig check`, 50 entities, whole process',
    `${((await measureCheck(50, 9)) * 1000).toFixed(0)} ms`,
    'under 300 ms',
  );
  report(
    '`jig check`, 1,000 entities, whole process',
    `${(await measureCheck(1000, 5)).toFixed(2)} s`,
    'under 3 s',
  );
}
if (wanted('decisions')) {
  const { grid, uneven } = measureDecisions(9);
  report('decision table of 200 rows and 3 inputs, proof: a grid', `${grid.toFixed(0)} ms`, 'under 200 ms');
  report('the same, every row with bounds of its own', `${uneven.toFixed(0)} ms`, 'under 200 ms');
}
if (wanted('decider')) {
  for (const [atoms, limit] of [
    [10, 'median under 5 ms'],
    [50, 'median under 50 ms'],
  ] as const) {
    const { median, p95, max, pairs, undecided } = measureDecider(atoms, 120);
    report(
      `two conditions of ${atoms} parts compared, both directions (${pairs} pairs, ${undecided} undecided)`,
      `${median.toFixed(2)} ms (95 %: ${p95.toFixed(1)} ms, most ${max.toFixed(0)} ms)`,
      limit,
    );
  }
}
if (wanted('expressions')) {
  for (const [rule, perSecond] of Object.entries(measureExpressions()))
    report(
      `rule \`${rule}\`, evaluated`,
      `${(perSecond / 1e6).toFixed(2)} million/s`,
      rule === 'lines' ? 'at least 0.4 million/s' : 'at least 1 million/s',
    );
  const { browser, proof, author } = await measureExpressionSize();
  const inKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(2)} KB`;
  report(
    'JavaScript, gzipped: parse, check (names, types, constants, cost; harmless patterns pass, others are refused), evaluate',
    inKilobytes(browser),
    'at most 12 KB',
  );
  report('the same with the proof of patterns, which lets others pass', inKilobytes(proof), 'no limit set');
  report('that with messages and hints: all that the compiler has', inKilobytes(author), 'no limit set');
}
if (wanted('bundle')) {
  const { list, form } = measureBundle();
  report('JavaScript, gzipped: shell and list', `${list.toFixed(0)} KiB`, 'at most 250 KB');
  report('JavaScript, gzipped: what the form adds', `${form.toFixed(0)} KiB`, 'at most 130 KB');
}
if (wanted('start')) {
  const start = await measureColdStart();
  report('start to first rows in the browser, first time', `${start.first.toFixed(1)} s`, 'under 6 s');
  report('start to first rows in the browser, again', `${start.again.toFixed(1)} s`, 'under 3 s');
  report('memory of the idle server (development mode)', `${start.memory.toFixed(0)} MiB`, 'no limit set');
}
if (wanted('form')) {
  const { p95, median, inputs } = await measureFormLatency();
  const what = 'form of 150 fields and 50 lines, keystroke to next frame, p95';
  report(what, `${p95.toFixed(0)} ms (median ${median.toFixed(0)} ms, ${inputs} inputs)`, 'at most 50 ms');
}
if (['throughput', 'deep', 'rules', 'plan'].some(wanted)) {
  const database = await openOrderDatabase();
  try {
    if (wanted('deep')) {
      const { first, deep } = await measureDeepPage(database.url, database.token);
      const measured = `${(deep / first).toFixed(2)} (${deep.toFixed(1)} ms against ${first.toFixed(1)} ms)`;
      report('page at row 900,000 against first page', measured, 'at most 3');
    }
    if (wanted('rules'))
      for (const { rule, ratio, samePlan } of await measureRowRules(database.url, option('pairs', 20), 0.5)) {
        const plan = samePlan ? 'the same plan' : 'ANOTHER PLAN';
        report(
          `list under \`${rule}\` against the same by hand`,
          `${showRatio(ratio)}, ${plan}`,
          'at least 0.8, same plan',
        );
      }
    if (wanted('throughput')) {
      const results = await measureThroughput(
        database.url,
        database.token,
        option('pairs', 20),
        option('seconds', 1),
      );
      for (const { operation, perSecond, againstA, againstB, noise } of results) {
        const reads = operation === 'list' || operation === 'get';
        const absolute = Object.entries(perSecond)
          .map(([name, value]) => `${name} ${value.toFixed(0)}/s`)
          .join(', ');
        report(`${operation} against (a)`, showRatio(againstA), 'lower bound at least 0.7');
        report(`${operation} against (b)`, showRatio(againstB), `lower bound at least ${reads ? 1.5 : 1.3}`);
        report(`${operation}: noise, (a) against (a)`, showRatio(noise), `means: ${absolute}`);
      }
    }
    if (wanted('plan')) {
      const { rule, condition, both, said } = await measurePlan(database.url, 5);
      const seconds = (value: number): string => `${value.toFixed(2)} s`;
      report(
        'plan, 50 entities, 1,000,000 orders: one rule changed, counted exactly',
        seconds(rule),
        'under 3 s',
      );
      report('the same: one row condition changed for 30 people, sampled', seconds(condition), 'under 3 s');
      report('the same: both at once', seconds(both), `under 3 s; ${said}`);
    }
  } finally {
    await database.close();
  }
}

if (named.includes('migrations')) {
  const records = option('records', 1_000_000);
  const results = await measureMigrations(records, (result) => {
    const { what, seconds, requests, failed, longestMs, lost } = result;
    const words = failed.length === 0 ? '0 failed' : `${failed.length} FAILED (${failed[0] ?? ''})`;
    const measured = `${seconds.toFixed(1)} s, ${requests} requests, ${words}, the longest ${longestMs.toFixed(0)} ms, ${lost} values lost`;
    report(`migration: ${what}`, measured, 'none fails, at most 1,200 ms, none lost');
  });
  if (records >= 1_000_000)
    writeFileSync(
      fileURLToPath(new URL('./migrations.md', import.meta.url)),
      migrationsPage(results, records, MACHINE),
    );
}

if (named.length === 0) {
  const table = rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
  const text = `# Results of \`npm run bench\`

Machine: ${MACHINE}; client, servers and Postgres share it, so read the ratios, not the absolute figures.
1,000,000 orders, 50,000 customers, 10 connections. (a) is hand-written Hono with one prepared statement per operation and
JSON from Postgres, (b) hand-written Hono with Kysely; all look up session, roles and access and write the same audit row.
Ratios are geometric means over interleaved pairs; the noise row is (a) against a second process of the same code.

| what | measured | limit |
|---|---|---|
${table}
`;
  writeFileSync(fileURLToPath(new URL('./results.md', import.meta.url)), text);
}
