import type { ReviewElement, ReviewNode } from '../../runtime/review/review-node.ts';

/** Everything in the page that fits, in order. */
export function findAll(
  node: ReviewNode,
  fits: (element: ReviewElement) => boolean,
): readonly ReviewElement[] {
  if (typeof node === 'string') return [];
  return [...(fits(node) ? [node] : []), ...node.children.flatMap((child) => findAll(child, fits))];
}

/** The only one; fails where there are none or several. */
export function findOne(node: ReviewNode, fits: (element: ReviewElement) => boolean): ReviewElement {
  const found = findAll(node, fits);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} elements fit, not one`);
  return found[0];
}

export const hasClass =
  (name: string) =>
  ({ attributes }: ReviewElement): boolean =>
    (attributes.class ?? '').split(' ').includes(name);

/** Words as a reader meets them, elements apart from each other. */
export function textOf(node: ReviewNode): string {
  if (typeof node === 'string') return node;
  return node.children.map(textOf).join(' ').replaceAll(/\s+/gu, ' ').trim();
}

/** The card under that heading. */
export function cardOf(page: ReviewNode, heading: string): ReviewElement {
  return findOne(
    page,
    (element) =>
      hasClass('rv-card')(element) &&
      findAll(element, ({ tag }) => tag === 'h3').some((h3) => textOf(h3) === heading),
  );
}

/** Lines of one side of the first drawing in it; a place where the other side alone has something is empty. */
export function sideOf(card: ReviewNode, name: 'Before' | 'After'): readonly string[] {
  const [side] = findAll(card, ({ attributes }) => attributes['aria-label'] === name);
  return (side?.children ?? []).slice(1).map(textOf);
}

/** Cells of a table, row by row, the heads first. */
export function rowsOf(table: ReviewNode): readonly (readonly string[])[] {
  return findAll(table, ({ tag }) => tag === 'tr').map((row) => row.children.map((cell) => textOf(cell)));
}
