import { CST } from 'yaml';
import { brokenAt, endOf, type Composing } from './composing.ts';
import { excerpt, type BrokenNode, type ScalarNode } from './node.ts';
import { quote } from './quote.ts';
import { endOfItem } from './end-of-item.ts';
import { readSpace } from './read-space.ts';
import { reportCurlyQuotes, reportCutByHash, reportProperty } from './yaml-traps.ts';

export type ScalarToken = CST.FlowScalar | CST.BlockScalar;

/** A scalar; reports text that YAML cut or cannot begin with, unless it is a key. */
export function composeScalar(
  composing: Composing,
  token: ScalarToken,
  isKey: boolean,
): ScalarNode | BrokenNode {
  const { source } = composing;
  const start = token.type === 'block-scalar' ? (token.props[0]?.offset ?? token.offset) : token.offset;
  const end = token.type === 'block-scalar' ? endOfBlock(token) : endOf(token);
  const after = token.type === 'block-scalar' ? token.props : token.end;
  readSpace(composing, after, null);
  const style = token.type === 'scalar' ? 'plain' : token.type === 'block-scalar' ? 'block' : 'quoted';
  if (token.type !== 'block-scalar' && reportCutByHash(composing, token, isKey))
    return brokenAt(source, start, end);
  if (style === 'plain' && reportCurlyQuotes(composing, token.source, start, isKey))
    return brokenAt(source, start, end);
  if (style === 'plain' && !isKey && reportCutByBracket(composing, start, end))
    return brokenAt(source, start, end);
  const text = scalarText(composing, token);
  if (text === null) return brokenAt(source, start, end);
  // How a text in lines of its own ends says nothing: `|` and `|-` are the same.
  const value = style === 'block' ? text.replace(/\n+$/u, '') : text;
  return { kind: 'scalar', text: value, style, source, start, end };
}

/** `name in [a, b]` between braces: YAML ends the text at the bracket. */
function reportCutByBracket({ source, syntax }: Composing, start: number, end: number): boolean {
  const bracket = /^[ \t]*([[{])/u.exec(source.text.slice(end, end + 80))?.[1];
  if (bracket === undefined) return false;
  const whole = endOfItem(source.text, start);
  const text = source.text.slice(start, whole);
  syntax(
    start,
    whole,
    `YAML ends the text \`${excerpt(text)}\` at \`${bracket}\`.`,
    `write \`${quote(text)}\``,
  );
  return true;
}

/** Offset after the last line, without its line break; of an empty block, after its header. */
function endOfBlock({ props, offset, source }: CST.BlockScalar): number {
  const last = props.at(-1);
  const start = last === undefined || !('source' in last) ? offset : last.offset + last.source.length;
  const text = source.replace(/[\n\r]+$/u, '');
  return text === '' ? start : start + text.length;
}

/** Text of a scalar; null where it cannot be told and the reason was reported. */
function scalarText(composing: Composing, token: ScalarToken): string | null {
  if (token.type === 'scalar' && token.source === '-') {
    reportProperty(composing, token, null);
    return null;
  }
  if (token.type === 'scalar' && !/[\n\r]|^[\t,%|>@`]/u.test(token.source)) return token.source;
  let failed = false;
  const resolved = CST.resolveAsScalar(token, true, (offset, code, message) => {
    failed = true;
    if (code === 'BAD_SCALAR_START') reportProperty(composing, token, null);
    else reportScalar(composing, token, offset, code, message);
  });
  return failed ? null : (resolved?.value ?? '');
}

function reportScalar(
  composing: Composing,
  token: ScalarToken,
  offset: number,
  code: string,
  message: string,
): void {
  const { syntax } = composing;
  if (code === 'MISSING_CHAR') {
    const closes = /closing/u.test(message);
    if (closes)
      return syntax(token.offset, token.offset + 1, 'This quote is never closed.', 'add the closing quote');
  }
  if (code === 'BAD_DQ_ESCAPE') {
    const hint = 'write `\\\\` for a backslash, or use single quotes';
    return syntax(
      offset,
      offset + 2,
      'A backslash in double quotes begins an escape, and this is none.',
      hint,
    );
  }
  const whole = endOfItem(composing.source.text, token.offset);
  const apostrophe = /[\p{L}\d]/u.test(composing.source.text[endOf(token)] ?? '');
  if (code === 'UNEXPECTED_TOKEN' && token.type !== 'block-scalar' && !apostrophe && whole > offset) {
    const text = composing.source.text.slice(token.offset, whole);
    const hint = `if the quotes belong to the text, write \`${quote(text)}\``;
    return syntax(token.offset, whole, `YAML ends the text \`${excerpt(text)}\` at its second quote.`, hint);
  }
  syntax(
    offset,
    offset + 1,
    'Here the text stops being YAML.',
    token.type === 'single-quoted-scalar'
      ? "inside single quotes an apostrophe is doubled (`''`); or put the text in double quotes"
      : 'check the quotes and the indentation of this value',
  );
}
