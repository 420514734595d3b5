import type { CST } from 'yaml';
import { composeScalar } from './compose-scalar.ts';
import { brokenAt, endOf, type Composing } from './composing.ts';
import type { BrokenNode, ScalarNode } from './node.ts';
import { readSpace } from './read-space.ts';

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
    if (key.type === 'alias') composing.compose(composing, key, undefined, key.offset);
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
  const lineEnd = /[\n\r]/u.exec(source.text.slice(key.offset, colonAt(sep) ?? endOf(key)))?.index;
  if (lineEnd !== undefined) {
    const message = 'This line is neither `key: value` nor part of the value above it.';
    const hint = 'add `: ` and a value, or indent the line further to continue the value above';
    syntax(key.offset, key.offset + lineEnd, message, hint);
    return brokenAt(source, key.offset, endOf(key));
  }
  const node = composeScalar(composing, key, true);
  return broken ? brokenAt(source, node.start, node.end) : node;
}

function colonAt(sep: readonly CST.SourceToken[] | undefined): number | undefined {
  return sep?.find((part) => part.type === 'map-value-ind')?.offset;
}
