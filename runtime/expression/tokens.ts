import { readString } from './read-string.ts';
import type { Report } from './problem.ts';
import type { Range } from './tree.ts';

export type Token = Range & {
  readonly is: 'int' | 'decimal' | 'string' | 'name' | 'mark' | 'end';
  /** Source text; of a string its value. */
  readonly text: string;
};

/** Of one number, the point included. */
const MOST_DIGITS = 100;

const BLANK = /(?:[\t\n\f\r ]|\/\/[^\n]*)*/uy;
/** A number with whatever letters and digits are stuck to it; a point counts only when a digit follows. */
const NUMBER = /(?:\d|\.\d)(?:\w|\.\d)*/uy;
const NAME = /[A-Za-z_]\w*/uy;
const QUOTE = /[rR]?["'“”„‘’`´]/uy;
const MARK = /===|!==|\+\+|--|&&|\|\||[=!<>]=|<>|=[<>]|[^]/uy;

/** Splits an expression. Reports what is no token and reads on, so that every such mistake is found. */
export function readTokens(text: string, report: Report): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const add = (is: Token['is'], value: string, length: number): void => {
    tokens.push({ is, text: value, start: at, end: at + length });
    at += length;
  };
  for (;;) {
    at += match(BLANK)?.length ?? 0;
    if (at >= text.length) break;
    const quote = match(QUOTE);
    const number = match(NUMBER);
    const name = match(NAME);
    if (quote !== null) {
      const { value, end } = readString(text, at, quote, report);
      add('string', value, end - at);
    } else if (number !== null) {
      const known = readNumber(number, at, report);
      add(known.includes('.') ? 'decimal' : 'int', known, number.length);
    } else if (name !== null) add('name', name, name.length);
    else {
      const mark = match(MARK) ?? '';
      add('mark', mark, mark.length);
    }
  }
  add('end', '', 0);
  return tokens;
}

/** The number as its digits; reports one that is written in a way that the profile does not have. */
function readNumber(text: string, start: number, report: Report): string {
  const at = { start, end: start + text.length };
  if (text.length > MOST_DIGITS) report('limit/digits', at, MOST_DIGITS);
  else if (!/^\d+(?:\.\d+)?$/u.test(text)) report('syntax/number', at, text);
  else if (text.includes('.') || Number.isSafeInteger(Number(text))) return text;
  else report('limit/int', at, text);
  return '0';
}
