import type { CST } from 'yaml';
import { composeKey } from './compose-key.ts';
import { brokenAt, endOf, type Composing } from './composing.ts';
import type { Entry, Node, ScalarNode } from './node.ts';
import { endOfItem } from './end-of-item.ts';
import { readSpace } from './read-space.ts';
import { checkKeyCount, reportCutByColon, reportLoneKeys, reportTrailing } from './yaml-traps.ts';

const has = (tokens: readonly CST.SourceToken[] | undefined, type: string): CST.SourceToken | undefined =>
  tokens?.find((token) => token.type === type);

/** `{ ... }` or `[ ... ]`; broken when text follows the closing bracket. */
export function composeFlow(composing: Composing, token: CST.FlowCollection): Node {
  const { source } = composing;
  const isMap = token.start.type === 'flow-map-start';
  const start = token.offset;
  const end = endOf(token);
  const last = token.items.at(-1)?.value;
  if (last?.type === 'scalar' && last.end?.some(({ type }) => type.endsWith('-start')) === true) {
    // A bracket within its last text closed it too early.
    composing.compose(composing, last, undefined, last.offset);
    return brokenAt(source, start, end);
  }
  if (token.end[0]?.source !== (isMap ? '}' : ']')) {
    reportUnclosed(composing, token, isMap);
    return { kind: 'broken', source, start, end };
  }
  const trailing = token.end.slice(1).find((part) => !isSpace(part));
  if (trailing !== undefined) {
    const own = trailing.offset + trailing.source.length;
    reportTrailing(composing, start, Math.max(own, endOfItem(source.text, start)));
    return { kind: 'broken', source, start, end };
  }
  checkCommas(composing, token);
  const entries = isMap ? composeEntries(composing, token) : [];
  if (isMap && entries.length === 0 && token.items.length > 0) {
    readSpace(composing, token.end, null);
    return brokenAt(source, start, end);
  }
  const node: Node = isMap
    ? checkKeyCount(composing, {
        kind: 'map',
        flow: true,
        entries,
        source,
        start,
        end,
      })
    : { kind: 'list', flow: true, items: composeItems(composing, token), source, start, end };
  readSpace(composing, token.end, null);
  return node;
}

const isSpace = (token: CST.SourceToken): boolean =>
  token.type === 'space' || token.type === 'newline' || token.type === 'comment';

/** The bracket, unless something inside explains why it is open: an open quote or another bracket. */
function reportUnclosed(composing: Composing, token: CST.FlowCollection, isMap: boolean): void {
  const { source, syntax, mistakes } = composing;
  const before = mistakes.length;
  if (isMap) composeEntries(composing, token);
  else composeItems(composing, token);
  if (mistakes.length > before) return;
  const { offset } = token;
  const hint = `add the closing \`${isMap ? '}' : ']'}\`, or quote the text`;
  syntax(offset, offset + 1, `This \`${source.text[offset] ?? ''}\` is never closed.`, hint);
}

/** Exactly one comma between items; one may follow the last. */
function checkCommas({ syntax }: Composing, token: CST.FlowCollection): void {
  for (const [index, item] of token.items.entries()) {
    const comma = has(item.start, 'comma');
    const isLast = index === token.items.length - 1;
    const filled = item.key != null || item.sep !== undefined || item.value !== undefined;
    if (comma !== undefined && (index === 0 || (!filled && !isLast) || isDoubled(item)))
      return syntax(
        comma.offset,
        comma.offset + 1,
        'There is nothing before this comma.',
        'remove the comma or add the missing item',
      );
    if (comma === undefined && index > 0 && filled) {
      const at = item.key ?? item.value ?? item.sep?.[0];
      if (at == null) continue;
      return syntax(at.offset, endOf(at), 'A comma is missing before this.', 'put a comma between the items');
    }
  }
}

const isDoubled = ({ start }: CST.CollectionItem): boolean =>
  start.filter((part) => part.type === 'comma').length > 1;

function composeItems(composing: Composing, token: CST.FlowCollection): Node[] {
  const items: Node[] = [];
  for (const item of token.items) {
    if (item.sep !== undefined || item.key != null) {
      const part = item.key ?? item.sep?.[0] ?? item.value;
      const last = item.value ?? item.sep?.at(-1) ?? item.key;
      if (part == null || last == null) continue;
      reportCutByColon(composing, part.offset, endOf(last), true);
      items.push({ kind: 'broken', source: composing.source, start: part.offset, end: endOf(last) });
    } else if (item.value?.type === 'block-seq') {
      const { offset } = item.value;
      composing.syntax(
        offset,
        offset + 1,
        'A list with dashes cannot stand in brackets.',
        'write `[a, b]`, or quote a `-`',
      );
    } else if (item.value !== undefined)
      items.push(composing.compose(composing, item.value, item.start, item.value.offset));
    else if (readSpace(composing, item.start, null))
      items.push({ kind: 'broken', source: composing.source, start: token.offset, end: token.offset });
  }
  return items;
}

function composeEntries(composing: Composing, token: CST.FlowCollection): Entry[] {
  const entries: Entry[] = [];
  const lone: ScalarNode[] = [];
  const settle = (): void => {
    const before = entries.at(-1);
    const broken = reportLoneKeys(composing, before, lone.splice(0));
    if (broken !== null && before !== undefined)
      entries[entries.length - 1] = { key: before.key, value: broken };
  };
  for (const item of token.items) {
    const key = composeKey(composing, item, null);
    if (key === null) {
      readSpace(composing, item.start, null);
      continue;
    }
    const colon = has(item.sep, 'map-value-ind');
    if (colon === undefined) {
      readSpace(composing, item.sep, null);
      if (item.value !== undefined) reportNoColon(composing, item.value);
      else if (key.kind === 'scalar') lone.push(key);
      continue;
    }
    settle();
    const value = composeEntryValue(composing, item, colon.offset + 1);
    if (key.kind === 'scalar') entries.push({ key, value });
  }
  settle();
  return entries;
}

function reportNoColon({ syntax }: Composing, value: CST.Token): void {
  const message = 'A `:` with a space behind it is missing before this value.';
  syntax(value.offset, endOf(value), message, 'write `key: value`');
}

function composeEntryValue(composing: Composing, { sep, value }: CST.CollectionItem, emptyAt: number): Node {
  if (value?.type !== 'block-map' && value?.type !== 'block-seq')
    return composing.compose(composing, value, sep, emptyAt);
  readSpace(composing, sep, null);
  reportCutByColon(composing, value.offset, endOf(value), true);
  return brokenAt(composing.source, value.offset, endOf(value));
}
