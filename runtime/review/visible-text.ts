import type { ReviewNode } from './review-node.ts';

/**
 * Control characters, and those that turn the direction of writing: with them a text can show something else than it is, and
 * a reviewer decides by what is shown.
 */
const UNSEEN = /[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}]/gu;
const KEPT: ReadonlySet<string> = new Set(['\n', '\t']);

/** The page with such characters written out as `[U+202E]`. */
export function showUnseen(node: ReviewNode): ReviewNode {
  if (typeof node === 'string') return visible(node);
  const { tag, attributes, children } = node;
  const shown = Object.entries(attributes).map(([name, value]) => [name, visible(value)] as const);
  return { tag, attributes: Object.fromEntries(shown), children: children.map(showUnseen) };
}

function visible(text: string): string {
  return text.replaceAll(UNSEEN, (found) =>
    KEPT.has(found)
      ? found
      : `[U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}
