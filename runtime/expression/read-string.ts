import { own } from './own.ts';
import type { Report } from './problem.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '?': '?',
  '"': '"',
  "'": "'",
  '`': '`',
};
/** Escapes with a number: byte in hexadecimal or octal digits, character in four or eight hexadecimal digits. */
const NUMERIC = /x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-3][0-7]{2}/uy;
const CLOSING: Readonly<Record<string, string>> = {
  '“': '“”"',
  '„': '“”"',
  '”': '”"',
  '‘': "‘’'",
  '’': "’'",
};

export type ReadString = { readonly value: string; readonly end: number };

/** The string literal that begins at `start` with `opening`: a quote, after `r` where backslashes are meant literally. */
export function readString(text: string, start: number, opening: string, report: Report): ReadString {
  const quote = opening.at(-1) ?? '';
  const raw = opening.length > 1;
  const straight = quote === '"' || quote === "'";
  const closing = CLOSING[quote] ?? quote;
  let value = '';
  let at = start + opening.length;
  while (at < text.length && !closing.includes(text[at] ?? '') && text[at] !== '\n') {
    const next = text[at] === '\\' && !raw ? readEscape(text, at, report) : null;
    value += next?.value ?? text[at] ?? '';
    at = next?.end ?? at + 1;
  }
  const closed = at < text.length && text[at] !== '\n';
  const end = closed ? at + 1 : at;
  if (!straight) report('syntax/quotes', { start, end });
  else if (!closed) report('syntax/open', { start, end }, quote);
  if (/\0|\p{Surrogate}/u.test(value)) report('syntax/text', { start, end });
  return { value, end };
}

function readEscape(text: string, at: number, report: Report): ReadString {
  const letter = text[at + 1] ?? '';
  const simple = own(SIMPLE, letter);
  if (simple !== undefined) return { value: simple, end: at + 2 };
  NUMERIC.lastIndex = at + 1;
  const digits = NUMERIC.exec(text)?.[0];
  const code = digits === undefined ? -1 : codeOf(digits);
  if (digits !== undefined && code <= 0x10_ff_ff)
    return { value: String.fromCodePoint(code), end: at + 1 + digits.length };
  report('syntax/escape', { start: at, end: at + 2 }, letter);
  return { value: letter, end: at + 2 };
}

const codeOf = (digits: string): number =>
  /^\d/u.test(digits) ? Number.parseInt(digits, 8) : Number.parseInt(digits.slice(1), 16);
