import type { Node } from '../node.ts';
import { parseFile } from '../parse.ts';
import { isAmbiguous } from '../quote.ts';
import type { SourceFile } from '../source-file.ts';

/** Whether a text says the same as a file, whatever the order of keys, the style and the comments. */
export function hasSameContent(file: SourceFile, text: string): boolean {
  const before = parseFile(file).documents.map(({ root }) => contentOf(root));
  const after = parseFile({ path: file.path, text }).documents.map(({ root }) => contentOf(root));
  const isFilled = (content: unknown): boolean => content !== null;
  return JSON.stringify(before.filter(isFilled)) === JSON.stringify(after.filter(isFilled));
}

/** Plain data in an order of its own; a flag or number keeps apart from a text that looks like it. */
function contentOf(node: Node): unknown {
  if (node.kind === 'scalar')
    return node.style !== 'plain' && isAmbiguous(node.text) ? `"${node.text}"` : node.text;
  if (node.kind === 'list') return node.items.map(contentOf);
  if (node.kind !== 'map') return null;
  return node.entries
    .map(({ key, value }) => [key.text, contentOf(value)] as const)
    .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
}
