import { fieldError } from '../../runtime/validate/pointer.ts';
import { invalidRecord } from '../operations/targets.ts';

/** Shorter runs of digits always survive. */
const LONG_NUMBER = /\d[\d.]{15}/u;

/**
 * Parses JSON and refuses numbers that JavaScript would change, such as 12345678901234567890: what is stored would not be what
 * was sent. Throws SyntaxError for what is no JSON.
 */
export function parseExactJson(text: string): unknown {
  return LONG_NUMBER.test(text)
    ? (JSON.parse(text, refuseChanged) as unknown)
    : (JSON.parse(text) as unknown);
}

function refuseChanged(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined) return value;
  if (Number.isFinite(value) && digitsOf(source) === digitsOf(String(value))) return value;
  throw invalidRecord([fieldError('', 'number/precision')]);
}

/** A number's digits and their place, without zeros before and after: equal for equal numbers. */
function digitsOf(number: string): string {
  const match = /^-?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/u.exec(number);
  const [, whole = '', fraction = '', exponent = '0'] = match ?? [];
  const digits = (whole + fraction).replace(/^0+/u, '');
  const kept = digits.replace(/0+$/u, '');
  return kept === '' ? '0' : `${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}
