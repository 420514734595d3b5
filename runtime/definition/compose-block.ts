import type { CST } from 'yaml';
import { composeKey, hintOfNoColon } from './compose-key.ts';
import { brokenAt, endOf, type Composing } from './composing.ts';
import type { Entry, Node, ScalarNode } from './node.ts';
import { readSpace } from './read-space.ts';
import { checkKeyCount, reportCutByColon } from './yaml-traps.ts';

export function composeBlockList(composing: Composing, token: CST.BlockSequence): Node {
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
    const tab = item.start.find((part) => part.type === 'space' && part.source.includes('\t'));
    if (tab !== undefined && (item.value?.type === 'block-map' || item.value?.type === 'block-seq'))
      composing.syntax(
        tab.offset,
        endOf(tab),
        'A tab stands where YAML wants spaces.',
        'write `- ` with a space',
      );
    items.push(composing.compose(composing, item.value, item.start, dash.offset + 1));
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

export function composeBlockMap(composing: Composing, token: CST.BlockMap): Node {
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
      if (!reportTooFar(composing, value)) reportCutByColon(composing, value.offset, end, false);
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
    const node = composing.compose(composing, value, sep, colon.offset + 1);
    if (keyNode.kind === 'scalar') entries.push({ key: keyNode, value: node });
  }
  return checkKeyCount(composing, {
    kind: 'map',
    flow: false,
    entries,
    source: composing.source,
    start: token.offset,
    end: endOf(token),
  });
}

/** A key that is indented further than those around it continues the value above, up to its own colon. */
function reportTooFar({ source, syntax }: Composing, value: CST.BlockMap): boolean {
  const key = value.items[0]?.key;
  if (key?.type !== 'scalar') return false;
  const lines = /[\n\r]\s*(?=[^\n\r]*$)/u.exec(key.source);
  if (lines === null) return false;
  const start = key.offset + lines.index + lines[0].length;
  const message = `\`${source.text.slice(start, endOf(key))}\` is indented further than the keys around it.`;
  syntax(start, endOf(key), message, 'give all keys of one map the same indentation');
  return true;
}

function reportNoColon(composing: Composing, key: ScalarNode): void {
  const message = 'This line is neither `key: value` nor part of the value above it.';
  composing.syntax(key.start, key.end, message, hintOfNoColon(key.text));
}
