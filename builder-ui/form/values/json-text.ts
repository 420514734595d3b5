import type { Reading } from './unread.ts';

type Reviver = (
  this: unknown,
  key: string,
  value: unknown,
  context?: { readonly source?: string },
) => unknown;

const plainDigits = (text: string): string =>
  text
    .replace(/^-/u, '')
    .replace(/[eE].*$/u, '')
    .replaceAll('.', '')
    .replace(/^0+|0+$/gu, '');

/** Reads JSON; refuses numbers whose digits a browser cannot hold, rather than rounding them. */
export function readJson(text: string): Reading<unknown> {
  if (text.trim() === '') return { ok: true, value: null };
  let inexact: string | null = null;
  const check: Reviver = (_key, value, context) => {
    const source = context?.source;
    if (
      typeof value === 'number' &&
      source !== undefined &&
      plainDigits(String(value)) !== plainDigits(source)
    )
      inexact ??= source;
    return value;
  };
  try {
    const value = JSON.parse(text, check) as unknown;
    if (inexact === null) return { ok: true, value };
    return {
      ok: false,
      say: `The number ${String(inexact)} has more digits than can be kept. Put it in quotes.`,
    };
  } catch (error) {
    const place = error instanceof Error ? /position (\d+)/u.exec(error.message) : null;
    const line = place === null ? null : text.slice(0, Number(place[1])).split('\n').length;
    return { ok: false, say: `This is not JSON${line === null ? '' : `: see line ${line}`}.` };
  }
}
