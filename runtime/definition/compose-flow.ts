import type { CST } from 'yaml';
import { composeKey } from './compose-key.ts';
import { endOf, type Composing } from './composing.ts';
import type { Entry, Node } from './node.ts';
import { readSpace } from './read-space.ts';
import { checkKeyCount, reportCutByColon, reportCutByComma, reportTrailing } from './yaml-traps.ts';

const has = (tokens: readonly CST.SourceToken[] | undefined, type: string): CST.SourceToken | undefined =>
  tokens?.find((token) => token.type === type);

/** `{ ... }` or `[ ... ]`; broken when text follows the closing bracket. */
export function composeFlow(composing: Composing, token: CST.FlowCollection): Node {
  const { source } = composing;
  const isMap = token.start.type === 'flow-map-start';
  const start = token.offset;
  const end = endOf(token);
  if (!checkClosing(composing, token, isMap)) {
    // For the comments and cut texts inside, one of which may have swallowed the bracket.
    if (isMap) composeEntries(composing, token);
    else composeItems(composing, token);
    return { kind: 'broken', source, start, end };
  }
  const trailing = token.end.slice(1).find((part) => !isSpace(part));
  if (trailing !== undefined) {
    reportTrailing(composing, start, trailing.offset + trailing.source.length);
    return { kind: 'broken', source, start, end };
  }
  checkCommas(composing, token);
  const node: Node = isMap
    ? checkKeyCount(composing, {
        kind: 'map',
        flow: true,
        entries: composeEntries(composing, token),
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

function checkClosing({ syntax, source }: Composing, token: CST.FlowCollection, isMap: boolean): boolean {
  const closer = token.end[0];
  const wanted = isMap ? '}' : ']';
  if (closer?.source === wanted) return true;
  const { offset } = token;
  const bracket = source.text[offset] ?? '';
  syntax(
    offset,
    offset + 1,
    `This \`${bracket}\` is never closed.`,
    `add the closing \`${wanted}\`, or quote the text`,
  );
  return false;
}

/** Exactly one comma between items; one may follow the last. */
function checkCommas({ syntax }: Composing, token: CST.FlowCollection): void {
  for (const [index, item] of token.items.entries()) {
    const comma = has(item.start, 'comma');
    const isLast = index === token.items.length - 1;
    const filled = item.key != null || item.sep !== undefined || item.value !== undefined;
    if (comma !== undefined && (index === 0 || (!filled && !isLast)))
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

function composeItems(composing: Composing, token: CST.FlowCollection): Node[] {
  const items: Node[] = [];
  for (const item of token.items) {
    if (item.sep !== undefined || item.key != null) {
      const part = item.key ?? item.sep?.[0] ?? item.value;
      const last = item.value ?? item.sep?.at(-1) ?? item.key;
      if (part == null || last == null) continue;
      reportCutByColon(composing, part.offset, endOf(last));
      items.push({ kind: 'broken', source: composing.source, start: part.offset, end: endOf(last) });
    } else if (item.value !== undefined)
      items.push(composing.compose(composing, item.value, item.start, item.value.offset));
    else if (readSpace(composing, item.start, null))
      items.push({ kind: 'broken', source: composing.source, start: token.offset, end: token.offset });
  }
  return items;
}

function composeEntries(composing: Composing, token: CST.FlowCollection): Entry[] {
  const { source, syntax } = composing;
  const entries: Entry[] = [];
  for (const item of token.items) {
    const { sep, value } = item;
    const key = composeKey(composing, item, null);
    if (key === null) {
      readSpace(composing, item.start, null);
      continue;
    }
    const colon = has(sep, 'map-value-ind');
    if (colon === undefined) {
      readSpace(composing, sep, null);
      if (value !== undefined)
        syntax(
          value.offset,
          endOf(value),
          'A `:` with a space behind it is missing before this value.',
          'write `key: value`',
        );
      else if (key.kind === 'scalar') {
        const before = entries.at(-1);
        const broken = reportCutByComma(composing, before, key);
        if (broken !== null && before !== undefined)
          entries[entries.length - 1] = { key: before.key, value: broken };
      }
      continue;
    }
    if (value?.type === 'block-map' || value?.type === 'block-seq') {
      readSpace(composing, sep, null);
      reportCutByColon(composing, value.offset, endOf(value));
      const broken: Node = { kind: 'broken', source, start: value.offset, end: endOf(value) };
      if (key.kind === 'scalar') entries.push({ key, value: broken });
      continue;
    }
    const node = composing.compose(composing, value, sep, colon.offset + 1);
    if (key.kind === 'scalar') entries.push({ key, value: node });
  }
  return entries;
}
