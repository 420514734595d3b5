import type { CST } from 'yaml';
import type { Code } from '../diagnostics/registry.ts';
import type { Composing } from './composing.ts';
import { excerpt, type BrokenNode, type Entry, type MapNode, type ScalarNode } from './node.ts';
import { quote } from './quote.ts';
import { spanAt } from './source-text.ts';

/** Characters of a cut text that are looked at for its end. */
const LONGEST_CUT = 500;

/** Reports the author's text between two offsets with its quoted form as the fix. */
function report(
  composing: Composing,
  code: Code,
  start: number,
  end: number,
  say: (text: string) => string,
  orElse: (text: string) => string | null = () => null,
): void {
  const { source, traps } = composing;
  const text = source.text.slice(start, end).trimEnd();
  const other = orElse(text);
  const hint = `if it is text, write ${quoteForHint(text)}${other === null ? '' : `; ${other}`}`;
  traps.add({ code, span: spanAt(source, start, start + text.length), message: say(excerpt(text)), hint });
}

const quoteForHint = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').slice(0, 200);
  return `\`${quote(withoutCurlyQuotes(line) ?? line)}\``;
};

/** End of the line that `offset` stands on; within `{}` or `[]` the end of the item. */
function endOfText(composing: Composing, offset: number): number {
  const match = /[\n\r]|\s#/u.exec(composing.source.text.slice(offset, offset + LONGEST_CUT));
  return match === null ? Math.min(composing.source.text.length, offset + LONGEST_CUT) : offset + match.index;
}

const PROPERTIES: Readonly<Record<string, readonly [Code, string]>> = {
  '!': ['yaml/tag', 'a tag, which definitions do not use'],
  '&': ['yaml/anchor', 'an anchor, which definitions do not use'],
  '*': ['yaml/alias', 'an alias, which definitions do not use'],
};

/** A tag, an anchor, an alias, or a value that begins with a character that YAML keeps for itself. */
export function reportProperty(composing: Composing, token: CST.Token, valueEnd: number | null): void {
  const start = token.offset;
  const first = composing.source.text[start] ?? '';
  const own = 'source' in token ? start + token.source.length : start;
  const end = valueEnd ?? (token.type === 'alias' ? Math.max(own, endOfAlias(composing, own)) : own);
  const [code, what] = PROPERTIES[first] ?? ['yaml/unquoted-start', null];
  report(composing, code, start, Math.min(end, Math.max(own, endOfText(composing, start))), (text) =>
    what === null
      ? `\`${text}\` begins with ${first === '`' ? 'a backtick' : `\`${first}\``}, which YAML keeps for itself.`
      : `YAML reads \`${first}\` at the start of \`${text}\` as ${what}.`,
  );
}

/** What follows an alias on its line, up to what ends a value in flow style. */
function endOfAlias(composing: Composing, offset: number): number {
  const match = /[\n\r,\]}]|\s#/u.exec(composing.source.text.slice(offset, offset + LONGEST_CUT));
  return match === null ? Math.min(composing.source.text.length, offset + LONGEST_CUT) : offset + match.index;
}

/** `Order #5`: true when a comment that looks like text follows the plain text directly. */
export function reportCutByHash(composing: Composing, token: CST.FlowScalar, isKey: boolean): boolean {
  if (token.type !== 'scalar' || isKey) return false;
  const end = token.offset + token.source.length;
  if (
    composing.repaired.size > 0 &&
    [...composing.repaired].some((offset) => offset > token.offset && offset < end)
  ) {
    reportCut(composing, token.offset, end);
    return true;
  }
  for (const part of token.end ?? []) {
    if (part.type === 'newline') return false;
    if (part.type !== 'comment') continue;
    if (!/^#[^\s#!-]/u.test(part.source)) return false;
    composing.cuts.push(part.offset);
    reportCut(composing, token.offset, part.offset + part.source.length);
    return true;
  }
  return false;
}

/** `“damaged”` from a word processor: the quotes would become part of the text. Keys are judged as names. */
export function reportCurlyQuotes(
  { source, traps }: Composing,
  text: string,
  start: number,
  isKey: boolean,
): boolean {
  const inside = isKey ? null : withoutCurlyQuotes(text);
  if (inside === null) return false;
  traps.add({
    code: 'yaml/curly-quotes',
    span: spanAt(source, start, start + text.length),
    message: `The quotes around ${excerpt(text)} are typographic; YAML takes them for a part of the text.`,
    hint: `write \`${quote(inside)}\`; to keep them, \`${quote(text)}\``,
  });
  return true;
}

/** The text between typographic quotes around the whole of it, else null. */
const withoutCurlyQuotes = (text: string): string | null =>
  /^[“”„‟‘’‚]([^“”„‟‘’‚]+)[“”‘’]$/u.exec(text)?.[1] ?? null;

function reportCut(composing: Composing, start: number, end: number): void {
  report(
    composing,
    'yaml/cut-by-hash',
    start,
    end,
    (text) => `YAML cuts \`${text}\` at \`#\` and takes the rest for a comment.`,
    (text) => (/\s#\p{L}[^#]*$/u.test(text) ? 'if it is a comment, put a space after the `#`' : null),
  );
}

/**
 * Keys without values between braces, as in `{ label: Net, gross }`: gives the value before them, now broken, when it
 * was cut; else null.
 */
export function reportLoneKeys(
  composing: Composing,
  before: Entry | undefined,
  keys: readonly ScalarNode[],
): BrokenNode | null {
  const { source, traps } = composing;
  const value = before?.value;
  const last = keys.at(-1);
  if (last === undefined || value?.kind === 'broken') return null;
  if (value?.kind === 'scalar' && value.style === 'plain') {
    const say = (text: string): string => `YAML cuts \`${text}\` at the comma.`;
    const key = before?.key.text ?? '';
    report(composing, 'yaml/cut-by-comma', value.start, last.end, say, (text) => insteadOfCommas(text, key));
    return { kind: 'broken', source, start: value.start, end: last.end };
  }
  for (const key of keys)
    traps.add({
      code: 'yaml/key-without-value',
      span: spanAt(source, key.start, key.end),
      message: `\`${excerpt(key.text)}\` stands in braces without a value.`,
      hint: hintOfLoneKey(key.text),
    });
  return null;
}

function hintOfLoneKey(text: string): string {
  const tight = /^([a-z_]+):(\S.*)$/u.exec(text);
  if (tight !== null) return `put a space after the colon: \`${tight[1]}: ${excerpt(tight[2] ?? '')}\``;
  return `write \`${excerpt(text)}: ...\`; if the braces belong to a text, quote the whole text`;
}

/** Keys that take a list of names. */
const LISTS: ReadonlySet<string> = new Set(['options', 'columns', 'fields', 'related', 'search', 'sort']);

/** `5,000` is a number to people, `red, green` a list. */
function insteadOfCommas(text: string, key: string): string | null {
  if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(text))
    return `if it is a number, write \`${text.replaceAll(',', '')}\``;
  if (LISTS.has(key) && /^[\w.-]+(?:\s*,\s*[\w.-]+)+$/u.test(text))
    return `if it is a list, write \`[${text}]\``;
  return null;
}

/** `Note: internal` as a value. Between braces it may be that a comma is missing before the last word. */
export function reportCutByColon(composing: Composing, start: number, end: number, inFlow: boolean): void {
  const { source, traps } = composing;
  const text = source.text.slice(start, end).trimEnd();
  const word = inFlow ? /\s(\S+):\s/u.exec(text)?.[1] : undefined;
  traps.add({
    code: 'yaml/cut-by-colon',
    span: spanAt(source, start, start + text.length),
    message: `YAML reads \`: \` in \`${excerpt(text)}\` as the end of a key.`,
    hint: `if it is text, write ${quoteForHint(text)}${word === undefined ? '' : `; if a comma is missing, put it before \`${excerpt(word)}\``}`,
  });
}

/** `[draft] Order` or `{x} of y`. */
export function reportTrailing(composing: Composing, start: number, end: number): void {
  const bracket = composing.source.text[start] ?? '';
  report(composing, 'yaml/unquoted-start', start, end, (text) => {
    return `\`${text}\` begins with \`${bracket}\`, which YAML keeps for itself.`;
  });
}

/** Most keys that one map may hold. */
const MOST_KEYS = 2000;

/** The map as it is, or cut at the limit, which is reported. */
export function checkKeyCount({ source, traps }: Composing, map: MapNode): MapNode {
  const beyond = map.entries[MOST_KEYS]?.key;
  if (beyond === undefined) return map;
  traps.add({
    code: 'file/too-large',
    span: spanAt(source, beyond.start, beyond.end),
    message: `A map has at most ${MOST_KEYS} keys, and this is one more; the rest of it was not read.`,
    hint: 'split the map',
  });
  return { ...map, entries: map.entries.slice(0, MOST_KEYS) };
}
