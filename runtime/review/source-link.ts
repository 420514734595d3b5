import type { Span } from '../diagnostics/diagnostic.ts';
import { element, type ReviewNode } from './review-node.ts';

/** Draws where something is written, as `file:line`. */
export type SourceLink = (span: Span | null, of: 'head' | 'base') => ReviewNode | null;

/** Makes it: `folder` stands before the file's path, `address` gives where the code host shows the line. */
export function createSourceLink(
  folder: string,
  address: ((path: string, line: number, of: 'head' | 'base') => string) | null,
): SourceLink {
  return (span, of) => {
    if (span === null || span.file === '') return null;
    const path = `${folder}${span.file}`;
    // A line may break behind a folder, and nowhere else.
    const steps = `${path}:${span.line}${of === 'base' ? ' before' : ''}`.split(/(?<=\/)/u);
    const text = steps.map((step) => element('span', null, step));
    const href = address?.(path, span.line, of) ?? null;
    return href !== null && /^https?:\/\//u.test(href)
      ? element('a', { class: 'rv-source', href }, text)
      : element('code', 'rv-source', text);
  };
}
