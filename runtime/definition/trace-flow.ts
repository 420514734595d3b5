import type { Traced } from './place-in.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const CODES: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** An unquoted value: line breaks within it fold. */
export function tracePlain(text: string, start: number, end: number): readonly Traced[] {
  const traced: Traced[] = [];
  for (let at = start; at < end;)
    at = isBreakAhead(text, at, end) ? fold(traced, text, at, end) : keep(traced, text, at, 1);
  return traced;
}

/** A value in single or double quotes. */
export function traceQuoted(text: string, start: number, end: number): readonly Traced[] {
  const traced: Traced[] = [];
  const double = text[start] === '"';
  const last = end - 1;
  for (let at = start + 1; at < last;) {
    if (isBreakAhead(text, at, last)) at = fold(traced, text, at, last);
    else if (double && text[at] === '\\') at = escape(traced, text, at, last);
    else if (!double && text[at] === "'") {
      traced.push({ unit: "'", start: at, end: at + 2 });
      at += 2;
    } else at = keep(traced, text, at, 1);
  }
  return traced;
}

function keep(traced: Traced[], text: string, at: number, length: number): number {
  traced.push({ unit: text.slice(at, at + length), start: at, end: at + length });
  return at + length;
}

/** Whether only blanks stand between here and the end of the line. */
function isBreakAhead(text: string, at: number, end: number): boolean {
  let next = at;
  while (next < end && (text[next] === ' ' || text[next] === '\t')) next += 1;
  return next < end && (text[next] === '\n' || text[next] === '\r');
}

/** One line break is a space, each further one a line break; blanks around them are nothing. */
function fold(traced: Traced[], text: string, from: number, end: number): number {
  let at = from;
  let breaks = 0;
  while (at < end && /[ \t\n\r]/u.test(text[at] ?? '')) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) breaks += 1;
    at += 1;
  }
  const units = breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  for (const unit of units) traced.push({ unit, start: from, end: at });
  return at;
}

function escape(traced: Traced[], text: string, at: number, end: number): number {
  const letter = text[at + 1] ?? '';
  if (letter === '\n' || letter === '\r') return skipBreak(traced, text, at + 1, end);
  const digits = CODES[letter];
  const length = 2 + (digits ?? 0);
  const code = digits === undefined ? Number.NaN : Number.parseInt(text.slice(at + 2, at + length), 16);
  const units = digits === undefined ? (SIMPLE[letter] ?? '') : fromCode(code);
  for (let index = 0; index < units.length; index += 1)
    traced.push({ unit: units.charAt(index), start: at, end: at + length });
  return at + length;
}

const fromCode = (code: number): string =>
  code >= 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';

/** A line break behind a backslash is nothing, and neither are the blanks that follow; empty lines are line breaks. */
function skipBreak(traced: Traced[], text: string, from: number, end: number): number {
  let at = from + (text[from] === '\r' && text[from + 1] === '\n' ? 2 : 1);
  while (at < end && /[ \t\n\r]/u.test(text[at] ?? '')) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n'))
      traced.push({ unit: '\n', start: at, end: at + 1 });
    at += 1;
  }
  return at;
}
