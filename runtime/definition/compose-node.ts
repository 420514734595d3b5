import { CST } from 'yaml';
import { createReport, type Report } from '../diagnostics/report.ts';
import { composeFlow } from './compose-flow.ts';
import type { BrokenNode, Comment, Entry, Node, ScalarNode } from './node.ts';
import type { SourceText } from './source-text.ts';
import { reportCutByColon, reportCutByHash, reportProperty } from './yaml-traps.ts';

/** Most keys that one map may hold. */
export const MOST_KEYS = 2000;

/**
 * What composing one document needs. `syntax` notes a place where the text is no YAML: the document's structure is in
 * doubt from there on, so only the first one is reported. `traps` are mistakes that leave the rest of the document sound.
 */
export type Composing = {
  readonly source: SourceText;
  readonly traps: Report;
  readonly comments: Comment[];
  readonly syntax: (start: number, end: number, message: string, hint: string) => void;
};

export type Token = CST.Token;
type Tokens = readonly Token[] | undefined;

/** Tokens around a value that carry no value: collects comments, reports tags and anchors. True when one was reported. */
export function readSpace(composing: Composing, tokens: Tokens, valueEnd: number | null): boolean {
  let broken = false;
  for (const token of tokens ?? []) {
    if (token.type === 'comment') addComment(composing, token);
    else if ((token.type === 'tag' || token.type === 'anchor') && !broken) {
      reportProperty(composing, token, valueEnd);
      broken = true;
    } else if (token.type === 'space' && token.source.includes('\t')) checkTab(composing, token);
  }
  return broken;
}

function addComment({ source, comments }: Composing, token: CST.SourceToken): void {
  let at = token.offset - 1;
  while (at >= 0 && (source.text[at] === ' ' || source.text[at] === '\t')) at -= 1;
  const ownLine = at < 0 || source.text[at] === '\n' || source.text[at] === '\r';
  const end = token.offset + token.source.length;
  comments.push({ start: token.offset, end, text: token.source.trimEnd(), ownLine });
}

function checkTab({ source, syntax }: Composing, token: CST.SourceToken): void {
  const { text } = source;
  let lineStart = token.offset;
  while (lineStart > 0 && text[lineStart - 1] !== '\n' && text[lineStart - 1] !== '\r') lineStart -= 1;
  if (text.slice(lineStart, token.offset).trim() !== '') return;
  const after = text[token.offset + token.source.length];
  if (after === undefined || after === '\n' || after === '\r' || after === '#') return;
  const tab = token.offset + token.source.indexOf('\t');
  syntax(tab, tab + 1, 'A tab stands where YAML wants spaces.', 'indent with spaces, two for each level');
}

const brokenAt = (source: SourceText, start: number, end: number): BrokenNode => ({
  kind: 'broken',
  source,
  start,
  end,
});

/** Offset after the last character of a token's own text, without the space and comments behind it. */
export function endOf(token: Token): number {
  if (token.type === 'flow-collection') {
    const closer = token.end[0];
    if (closer !== undefined) return closer.offset + closer.source.length;
    const last = token.items.at(-1);
    const part = last?.value ?? last?.sep?.at(-1) ?? last?.key ?? last?.start.at(-1);
    return part === undefined ? token.offset + 1 : endOf(part);
  }
  if (token.type === 'block-map' || token.type === 'block-seq') {
    const last = token.items.findLast((item) => item.value !== undefined || item.sep !== undefined);
    const part = last?.value ?? last?.sep?.at(-1) ?? last?.key ?? last?.start.at(-1);
    return part === undefined ? token.offset : endOf(part);
  }
  if (token.type === 'document') return token.offset;
  return token.offset + token.source.length;
}

/** A value from its token; `before` are the tokens between the key (or the list's dash) and the value. */
export function composeNode(
  composing: Composing,
  token: Token | null | undefined,
  before: Tokens,
  emptyAt: number,
): Node {
  const { source } = composing;
  const end = token === null || token === undefined ? null : endOf(token);
  if (readSpace(composing, before, end)) {
    if (token !== null && token !== undefined) composeNode(quiet(composing), token, undefined, emptyAt);
    return brokenAt(source, emptyAt, end ?? emptyAt);
  }
  if (token === null || token === undefined) return { kind: 'empty', source, start: emptyAt, end: emptyAt };
  switch (token.type) {
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar':
      return composeScalar(composing, token, false);
    case 'flow-collection':
      return composeFlow(composing, token);
    case 'block-map':
      return composeBlockMap(composing, token);
    case 'block-seq':
      return composeBlockList(composing, token);
    case 'alias':
      reportProperty(composing, token, null);
      readSpace(composing, token.end, null);
      return brokenAt(source, token.offset, endOf(token));
    default:
      composing.syntax(
        token.offset,
        endOf(token),
        'Here is text that is no YAML.',
        'remove it or put it in quotes',
      );
      return brokenAt(source, token.offset, endOf(token));
  }
}

/** Composing that still collects comments, for the inside of a value that was already reported. */
function quiet(composing: Composing): Composing {
  return { ...composing, traps: createReport(), syntax: () => {} };
}

type ScalarToken = CST.FlowScalar | CST.BlockScalar;

/** A scalar; reports text that YAML cut or cannot begin with, unless it is a key. */
export function composeScalar(
  composing: Composing,
  token: ScalarToken,
  isKey: boolean,
): ScalarNode | BrokenNode {
  const { source } = composing;
  const start = token.type === 'block-scalar' ? (token.props[0]?.offset ?? token.offset) : token.offset;
  const end = endOf(token);
  const after = token.type === 'block-scalar' ? token.props : token.end;
  readSpace(composing, after, null);
  const style = token.type === 'scalar' ? 'plain' : token.type === 'block-scalar' ? 'block' : 'quoted';
  if (token.type !== 'block-scalar' && reportCutByHash(composing, token, isKey))
    return brokenAt(source, start, end);
  const text = scalarText(composing, token);
  if (text === null) return brokenAt(source, start, end);
  return { kind: 'scalar', text, style, source, start, end };
}

/** Text of a scalar; null where it cannot be told and the reason was reported. */
function scalarText(composing: Composing, token: ScalarToken): string | null {
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
  syntax(
    offset,
    offset + 1,
    'Here the text stops being YAML.',
    'check the quotes and the indentation of this value',
  );
}

function composeBlockList(composing: Composing, token: CST.BlockSequence): Node {
  const items: Node[] = [];
  for (const item of token.items) {
    const dash = item.start.find((part) => part.type === 'seq-item-ind');
    if (dash === undefined) {
      readSpace(composing, item.start, null);
      if (item.value !== undefined) {
        const message = 'This line stands in a list but does not begin with `-`.';
        composing.syntax(item.value.offset, endOf(item.value), message, 'begin each item with `- `');
      }
      continue;
    }
    if (dash.indent !== token.indent && dash.indent > token.indent)
      composing.syntax(
        dash.offset,
        dash.offset + 1,
        'This item is indented differently from the one before.',
        'give all items of the list the same indentation',
      );
    items.push(composeNode(composing, item.value, item.start, dash.offset + 1));
  }
  return {
    kind: 'list',
    flow: false,
    items,
    source: composing.source,
    start: token.offset,
    end: endOf(token),
  };
}

function composeBlockMap(composing: Composing, token: CST.BlockMap): Node {
  const entries: Entry[] = [];
  const rest = [...token.items].reverse();
  for (let item = rest.pop(); item !== undefined; item = rest.pop()) {
    const { key, sep, value } = item;
    const colon = sep?.find((part) => part.type === 'map-value-ind');
    const keyNode = composeKey(composing, item, token.indent);
    if (keyNode === null) {
      readSpace(composing, item.start, null);
      if (sep !== undefined) readSpace(composing, sep, null);
      continue;
    }
    if (colon === undefined) {
      readSpace(composing, sep, null);
      if (keyNode.kind === 'scalar') reportNoColon(composing, keyNode);
      continue;
    }
    const sameLine = !(sep ?? []).some((part) => part.type === 'newline');
    if (sameLine && value?.type === 'block-map' && key !== null) {
      // YAML read `a: b: c` as a map in a map and gave it the lines that follow: they belong to this map.
      const [cut, ...following] = value.items;
      if (cut !== undefined && value.indent === token.indent) rest.push(...following.reverse());
      const last = cut?.value ?? cut?.sep?.at(-1);
      const end = last === undefined ? endOf(value) : endOf(last);
      reportCutByColon(composing, value.offset, end);
      if (keyNode.kind === 'scalar')
        entries.push({ key: keyNode, value: brokenAt(composing.source, value.offset, end) });
      continue;
    }
    if (sameLine && value?.type === 'block-seq')
      composing.syntax(
        value.offset,
        value.offset + 1,
        'A list cannot begin on the line of its key.',
        'put `- ` on the next line, or write `[a, b]`',
      );
    const node = composeNode(composing, value, sep, colon.offset + 1);
    if (keyNode.kind === 'scalar') entries.push({ key: keyNode, value: node });
  }
  return {
    kind: 'map',
    flow: false,
    entries,
    source: composing.source,
    start: token.offset,
    end: endOf(token),
  };
}

function reportNoColon(composing: Composing, key: ScalarNode): void {
  const message = 'This line is neither `key: value` nor part of the value above it.';
  composing.syntax(
    key.start,
    key.end,
    message,
    'add `: ` and a value, or indent the line further to continue the value above',
  );
}

/** Key of a block or flow entry: null when there is none, broken when it was reported. */
export function composeKey(
  composing: Composing,
  item: CST.CollectionItem,
  indent: number | null,
): ScalarNode | BrokenNode | null {
  const { syntax, source } = composing;
  const { key, start, sep } = item;
  const mark = start.find((part) => part.type === 'explicit-key-ind');
  if (mark !== undefined) {
    syntax(
      mark.offset,
      mark.offset + 1,
      'Keys introduced by `?` are not used in definitions.',
      'write `key: value`',
    );
    return null;
  }
  if (key === null || key === undefined) {
    const colon = sep?.find((part) => part.type === 'map-value-ind');
    if (colon !== undefined)
      syntax(colon.offset, colon.offset + 1, 'There is no key before this `:`.', 'write `key: value`');
    return null;
  }
  const broken = readSpace(composing, start, endOf(key));
  if (key.type !== 'scalar' && key.type !== 'single-quoted-scalar' && key.type !== 'double-quoted-scalar') {
    if (key.type === 'alias') composeNode(composing, key, undefined, key.offset);
    else syntax(key.offset, endOf(key), 'A key must be a word or a quoted text.', 'write `key: value`');
    return brokenAt(source, key.offset, endOf(key));
  }
  if (indent !== null && key.indent !== indent)
    syntax(
      key.offset,
      endOf(key),
      'This key is not indented like the keys around it.',
      'give all keys of one map the same indentation',
    );
  if (
    /[\n\r]/u.test(key.source) ||
    /[\n\r]/u.test(source.text.slice(endOf(key), colonAt(sep) ?? endOf(key)))
  ) {
    syntax(
      key.offset,
      endOf(key),
      'A key must stand on one line.',
      'indent the lines of a longer value, or check for a missing `:` above',
    );
    return brokenAt(source, key.offset, endOf(key));
  }
  const node = composeScalar(composing, key, true);
  return broken ? brokenAt(source, node.start, node.end) : node;
}

function colonAt(sep: readonly CST.SourceToken[] | undefined): number | undefined {
  return sep?.find((part) => part.type === 'map-value-ind')?.offset;
}
