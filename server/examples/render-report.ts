import type { RuleCoverage } from './coverage.ts';
import type { Mutant } from '../../runtime/rules/mutate.ts';
import type { MutationReport } from './mutation.ts';
import type { RuleTrace } from './rule-trace.ts';
import type { ExampleReport, WatchedRun } from './run-examples.ts';

/** How places are written: the folder before them, as the command line names it. */
export type Places = { readonly prefix: string };

type Placed = { readonly file: string; readonly line: number; readonly column: number };

const placeOf = ({ prefix }: Places, { file, line, column }: Placed): string =>
  `${prefix}${file}:${line}:${column}`;

/** Every example that does not hold, for a tired author, and a closing line. */
export function renderRuns(
  { runs, milliseconds }: ExampleReport,
  traceOf: (run: WatchedRun) => readonly RuleTrace[],
  places: Places,
): string {
  const failed = runs.filter(({ misses }) => misses.length > 0);
  const blocks = failed.map((run) => renderFailure(run, traceOf(run), places));
  const count = `${runs.length} ${runs.length === 1 ? 'example' : 'examples'}`;
  const time = `in ${milliseconds < 10_000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`}`;
  const closing =
    failed.length === 0
      ? `${count} ${runs.length === 1 ? 'holds' : 'hold'}, ${time}.`
      : `${failed.length} of ${count} ${failed.length === 1 ? 'does' : 'do'} not hold, ${time}.`;
  return [...blocks, closing].join('\n');
}

function renderFailure(run: WatchedRun, traces: readonly RuleTrace[], places: Places): string {
  const { entity, example, misses } = run;
  const lines = [
    `${placeOf(places, example.span)}  ${entity.name} · ${example.name}: ${example.does} as ${example.as}`,
    ...misses.flatMap(({ expected, happened }) => [
      ...labelled('expected', expected),
      ...labelled('but', happened),
    ]),
    ...traces.flatMap((trace) => renderTrace(trace, places)),
  ];
  return `${lines.join('\n')}\n`;
}

const LABEL_WIDTH = 10;

function labelled(label: string, text: string): string[] {
  return text.split('\n').map((line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${line}`);
}

function renderTrace({ rule, place, text, outcome, parts }: RuleTrace, { prefix }: Places): string[] {
  const whole = `${rule} is ${outcome} (${prefix}${place})`;
  // A condition of one part says it all by itself.
  const [only] = parts;
  const said =
    parts.length === 1 && only !== undefined ? [only] : [`\`${text}\``, ...parts.map((part) => `  ${part}`)];
  return labelled('because', [whole, ...said].join('\n'));
}

/** A table of what the examples show, entity by entity, and everything that they do not. */
export function renderCoverage(coverage: readonly RuleCoverage[], places: Places): string {
  const groups = Map.groupBy(coverage, ({ rule }) => rule.of);
  const rows = [...groups].map(([of, entries]) => {
    const wanted = entries.reduce((sum, { rule }) => sum + rule.wanted.length, 0);
    const seen = entries.reduce((sum, entry) => sum + entry.seen.length, 0);
    return [of, String(entries.length), `${seen} of ${wanted}`, share(seen, wanted)] as const;
  });
  const missing = coverage.filter((entry) => entry.missing.length > 0);
  return [
    'Coverage: what the examples show of the rules',
    ...table([['', 'rules', 'outcomes shown', ''], ...rows]),
    ...(missing.length === 0
      ? ['Every rule is shown.']
      : ['Not shown by any example:', ...missing.map((entry) => `  ${missingText(entry, places)}`)]),
  ].join('\n');
}

const share = (part: number, whole: number): string =>
  whole === 0 ? '' : `${Math.floor((100 * part) / whole)} %`;

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    `  ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')}`.trimEnd(),
  );
}

function missingText({ rule, missing }: RuleCoverage, places: Places): string {
  return `${rule.id}: ${missing.map((outcome) => MISSING[rule.kind]?.[outcome] ?? `never ${outcome}`).join(', ')}  (${placeOf(places, rule.span)})`;
}

/** What is missing, said of the kind of rule. */
const MISSING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  check: { true: 'never passes', false: 'never fails' },
  never: { true: 'never broken', false: 'never asked' },
  required_when: { true: 'never requires', false: 'never lets it be empty' },
  editable_when: { true: 'never lets edit', false: 'never locks' },
  when: { true: 'never met', false: 'never in the way' },
  from: { true: 'never in the right state', false: 'never in a wrong state' },
  not_by: { true: 'never by somebody else', false: 'never by the same person' },
  grant: { true: 'never used', false: 'never on a record beyond it' },
  after: { true: 'never met', false: 'never in the way' },
  transition: { taken: 'never taken' },
  row: { taken: 'never decides' },
};

/** What nobody would notice. */
export function renderMutation(report: MutationReport, places: Places): string {
  const { noticed, survivors, skipped, untried, milliseconds } = report;
  const tried = noticed + survivors.length;
  return [
    `Mutation: ${noticed} of ${tried} changed rules are noticed by an example, in ${(milliseconds / 1000).toFixed(1)} s.`,
    ...(survivors.length === 0 ? [] : ['Nobody notices:']),
    ...survivors.flatMap(({ mutant, asked }) => [
      `  ${placeOf(places, mutant.span)}  ${mutant.rule}: ${mutant.change}`,
      `    ${asked.length === 0 ? 'no example asks it' : `all the same to ${asked.slice(0, 3).join(', ')}${asked.length > 3 ? ' …' : ''}`}`,
    ]),
    ...(skipped.length === 0 ? [] : ['Not tried:']),
    ...skipped.map(({ mutants, why }) => `  ${skippedText(mutants, why, places)}`),
    ...(untried === 0
      ? []
      : [`${untried} more could not be tried in the time: give more with \`--budget\`.`]),
  ].join('\n');
}

function skippedText(mutants: readonly Mutant[], why: string, places: Places): string {
  const [first] = mutants;
  if (first === undefined) return why;
  const count = mutants.length === 1 ? first.change : `${mutants.length} changes`;
  return `${placeOf(places, first.span)}  ${first.rule}: ${count}: ${why}`;
}
