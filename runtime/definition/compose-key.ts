import type { CST } from 'yaml';
import { composeScalar } from './compose-scalar.ts';
import { brokenAt, endOf, type Composing } from './composing.ts';
import { excerpt, type BrokenNode, type ScalarNode } from './node.ts';
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
    else
      syntax(
        key.offset,
        endOf(key),
        'A key must be a word or a quoted text.',
        source.text.startsWith('- ', key.offset) ? 'remove the `- `' : 'write `key: value`',
      );
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
    const hint = hintOfNoColon(source.text.slice(key.offset, key.offset + lineEnd).trim());
    syntax(key.offset, key.offset + lineEnd, message, hint);
    return brokenAt(source, key.offset, endOf(key));
  }
  if (reportOddSpace(composing, key)) return brokenAt(source, key.offset, endOf(key));
  const opened = key.type === 'scalar' ? /^([\w.-]+)\s+\{/u.exec(key.source) : null;
  if (opened !== null) {
    const word = opened[1] ?? '';
    const message = `A \`:\` is missing between \`${word}\` and the brace.`;
    syntax(key.offset, key.offset + word.length, message, `write \`${word}: { ...\``);
    return brokenAt(source, key.offset, endOf(key));
  }
  const node = composeScalar(composing, key, true);
  return broken ? brokenAt(source, node.start, node.end) : node;
}

/** A space that looks like one and is none to YAML; it comes with text that was copied from a web page. */
function reportOddSpace({ source, syntax }: Composing, key: CST.FlowScalar): boolean {
  const odd =
    key.type === 'scalar' ? /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/u.exec(key.source) : null;
  if (odd === null) return false;
  const at = key.offset + odd.index;
  const name = source.text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const message = `A special space (U+${name}) stands where YAML wants ordinary spaces.`;
  syntax(at, at + 1, message, 'replace it by an ordinary space; it often comes with copied text');
  return true;
}

/** What is wrong with a line without `: `. */
export function hintOfNoColon(text: string): string {
  const tight = /^([\w-]+):(\S.*)$/u.exec(text);
  if (tight !== null) return `put a space after the colon: \`${tight[1]}: ${excerpt(tight[2] ?? '')}\``;
  if (/^-+$/u.test(text)) return 'write `---` to begin the next document';
  return 'add `: ` and a value, or indent the line further to continue the value above';
}

function colonAt(sep: readonly CST.SourceToken[] | undefined): number | undefined {
  return sep?.find((part) => part.type === 'map-value-ind')?.offset;
}
