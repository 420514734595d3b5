import type { DurationSpelling } from '../model/duration-spelling.ts';
import type { FieldType } from './environment.ts';
import { hasValues, isOrdered, readCellValue } from './decision-literal.ts';
import type { CellValue } from './decision-literal.ts';
import type { Problem, ProblemCode } from './problem.ts';
import type { Range } from './tree.ts';
import type { Type } from './type.ts';

/** What a cell of a decision table says of its input: one of `tests` holds, or with `not` none of them. */
export type Cell = { readonly not: boolean; readonly tests: readonly CellTest[] };

/** `start` and `end` are offsets in the text of the cell. */
export type CellTest = Range &
  (
    | { readonly is: 'null' }
    | { readonly is: 'value'; readonly value: CellValue }
    /** At least one of the ends is there. */
    | { readonly is: 'range'; readonly from: Bound | null; readonly to: Bound | null }
  );

/** End of a range; an open one does not belong to it. */
export type Bound = { readonly value: CellValue; readonly open: boolean };

export type ParsedCell = {
  /** Null where the cell matches anything, and where it has problems. */
  readonly cell: Cell | null;
  readonly problems: readonly Problem[];
};

/** Up to the next comma; one within quotes that begin and end the part does not count. */
const PART = /\s*(?:"[^"]*"|'[^']*')\s*(?=,|$)|[^,]*/uy;
const COMPARISON = /^(<=|>=|<|>)\s*(.*)$/su;
const INTERVAL = /^([[(\]])(.*?)\.\.(.*)([\])[])$/su;
const QUOTED = /^(?:"([^"]*)"|'([^']*)')$/su;

/** What authors bring along from elsewhere, with the way it is written here. */
const HABITS: readonly (readonly [pattern: RegExp, what: string, instead: string])[] = [
  [/^(?:!=|<>|≠|!)/u, 'is no test of a cell', 'write `not` before the value'],
  [/^==?/u, 'is no test of a cell', 'write the value alone'],
  [/^(?:≤|=<)/u, 'is no comparison', 'write `<=`'],
  [/^(?:≥|=>)/u, 'is no comparison', 'write `>=`'],
  [/&&|\band\b/u, 'joins two tests', 'write an interval such as `[100..500)`'],
  [/\|\||\bor\b/u, 'joins two tests', 'separate them by a comma'],
];

type Reporter = (code: ProblemCode, range: Range, message: string, hint: string) => void;

/** What reading the values of one cell needs. */
type Reading = { readonly type: Type; readonly spelling: DurationSpelling };

/**
 * Reads a cell: a value, a comma list of which any may match, `not …`, `<`, `<=`, `>`, `>=`, an interval such as `[a..b)`
 * or `null`; durations as `spelling` has them. An empty cell and `-` match anything. `=expression` is for the caller to recognise.
 */
export function parseCell(text: string, input: FieldType, spelling: DurationSpelling): ParsedCell {
  const problems: Problem[] = [];
  const report: Reporter = (code, { start, end }, message, hint) =>
    problems.push({ code, start, end, message, hint });
  const whole = trimmed(text, 0, text.length);
  const body = text.slice(whole.start, whole.end);
  if (body === '' || body === '-') return { cell: null, problems };
  const negation = /^not(?:\s+|$|(?=[[("'<>]))/u.exec(body);
  if (body === 'not') {
    report(
      'expression/syntax',
      whole,
      '`not` names no value.',
      'name the values that do not match behind it',
    );
    return { cell: null, problems };
  }
  const from = whole.start + (negation?.[0].length ?? 0);
  const tests: CellTest[] = [];
  for (const range of partsOf(text, from, whole.end)) {
    const test = readTest(
      text.slice(range.start, range.end),
      range,
      input,
      { type: input.type, spelling },
      report,
    );
    if (test !== null) tests.push(test);
  }
  return problems.length > 0
    ? { cell: null, problems }
    : { cell: { not: negation !== null, tests }, problems };
}

function trimmed(text: string, start: number, end: number): Range {
  const part = text.slice(start, end);
  const lead = part.length - part.trimStart().length;
  return { start: start + lead, end: start + lead + part.trim().length };
}

function partsOf(text: string, from: number, end: number): Range[] {
  const inner = text.slice(0, end);
  const parts: Range[] = [];
  for (let at = from; at <= end;) {
    PART.lastIndex = at;
    const next = at + (PART.exec(inner)?.[0].length ?? 0);
    parts.push(trimmed(text, at, next));
    at = next + 1;
  }
  return parts;
}

function readTest(
  text: string,
  range: Range,
  input: FieldType,
  reading: Reading,
  report: Reporter,
): CellTest | null {
  if (text === '') {
    report('expression/syntax', range, 'There is a comma with nothing before or behind it.', 'take it out');
    return null;
  }
  if (text === 'null') return readNull(range, input, report);
  const comparison = COMPARISON.exec(text);
  if (comparison !== null && !/^<>|^[<>]=[<>=]/u.test(text))
    return readComparison(comparison, range, reading, report);
  const interval = INTERVAL.exec(text);
  if (interval !== null) return readInterval(interval, range, reading, report);
  if (input.type.is !== 'string' || QUOTED.test(text)) return readValue(text, range, reading, report);
  return hasHabit(text, range, report) ? null : readValue(text, range, reading, report);
}

function readNull(range: Range, input: FieldType, report: Reporter): CellTest | null {
  if (input.nullable) return { ...range, is: 'null' };
  report('expression/null', range, 'The input is never empty, so `null` never matches.', 'take `null` out');
  return null;
}

function readComparison(
  [, operator = '', rest = '']: RegExpExecArray,
  range: Range,
  reading: Reading,
  report: Reporter,
): CellTest | null {
  if (!isRange(reading.type, range, report)) return null;
  const value = valueOf(rest.trim(), range, reading, report);
  if (value === null) return null;
  const bound = { value, open: operator.length === 1 };
  return operator.startsWith('<')
    ? { ...range, is: 'range', from: null, to: bound }
    : { ...range, is: 'range', from: bound, to: null };
}

function readInterval(
  [, left = '', low = '', high = '', right = '']: RegExpExecArray,
  range: Range,
  reading: Reading,
  report: Reporter,
): CellTest | null {
  if (!isRange(reading.type, range, report)) return null;
  const from = valueOf(low.trim(), range, reading, report);
  const to = from === null ? null : valueOf(high.trim(), range, reading, report);
  if (from === null || to === null) return null;
  return {
    ...range,
    is: 'range',
    from: { value: from, open: left !== '[' },
    to: { value: to, open: right !== ']' },
  };
}

function isRange(type: Type, range: Range, report: Reporter): boolean {
  if (isOrdered(type)) return true;
  const hint =
    type.is === 'string'
      ? 'list the values, or put a text that begins like this in quotes'
      : 'list the values';
  report('expression/type', range, 'The values of this input have no order to compare by.', hint);
  return false;
}

function readValue(text: string, range: Range, reading: Reading, report: Reporter): CellTest | null {
  const value = valueOf(text, range, reading, report);
  return value === null ? null : { ...range, is: 'value', value };
}

function valueOf(
  text: string,
  range: Range,
  { type, spelling }: Reading,
  report: Reporter,
): CellValue | null {
  const quoted = QUOTED.exec(text);
  const plain = quoted === null ? text : (quoted[1] ?? quoted[2] ?? '');
  const read = readCellValue(plain, type, spelling);
  if (read.ok) return read.value;
  if (quoted === null && hasHabit(text, range, report)) return null;
  const shown = `\`${plain.slice(0, 60)}\``;
  if (read.option === true)
    report('expression/option', range, `${shown} is no option of this input.`, read.expected);
  else if (hasValues(type))
    report('expression/type', range, `${shown} is no value of this input.`, `write ${read.expected}`);
  else
    report(
      'expression/type',
      range,
      `${shown}: a cell of this input can only be ${read.expected}.`,
      `write ${read.expected}`,
    );
  return null;
}

function hasHabit(text: string, range: Range, report: Reporter): boolean {
  for (const [pattern, what, instead] of HABITS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    report('expression/syntax', range, `\`${found[0]}\` ${what}.`, instead);
    return true;
  }
  if (!/\d\s*(?:-|–|to)\s*\d/u.test(text) || /^\d{4}-\d\d-\d\d/u.test(text)) return false;
  report('expression/syntax', range, `\`${text.slice(0, 60)}\` is no interval.`, 'write `[100..500]`');
  return true;
}
