import type { Comment, DocumentNode, ListNode, MapNode, Node, ScalarNode } from '../node.ts';
import type { SourceText } from '../source-text.ts';

/** An entry of a map or an item of a list (`key` null) with the comments that move along with it. */
export type Piece = {
  readonly key: ScalarNode | null;
  readonly value: Node;
  /** Comment lines above it; an empty text stands for a blank line. */
  readonly before: readonly string[];
  /** Comment behind it on its line. */
  readonly after: string | null;
  /** Entries or items of the value, when it is a map or a list. */
  readonly children: readonly Piece[];
  /** Comment lines below the last child. */
  readonly tail: readonly string[];
};

export type Commented = {
  readonly head: readonly string[];
  readonly pieces: readonly Piece[];
  readonly tail: readonly string[];
};

type Walk = { readonly source: SourceText; readonly comments: readonly Comment[]; next: number };

/** Gives each comment of a document to the entry that it stands above, behind or below. */
export function attachComments(document: DocumentNode): Commented {
  const comments = document.comments.toSorted((a, b) => a.start - b.start);
  const walk: Walk = { source: document.source, comments, next: 0 };
  const { root } = document;
  if (root.kind !== 'map' && root.kind !== 'list') return { head: rest(walk), pieces: [], tail: [] };
  const first = startsOf(root)[0] ?? root.start;
  const head = takeLines(walk, first, false);
  const { children, tail } = attachChildren(walk, root, Infinity);
  return { head, pieces: children, tail: [...tail, ...rest(walk)] };
}

/** Whether a comment is anywhere within: then the value is written in block style, where comments have a place. */
export function hasComments(piece: Piece): boolean {
  return piece.children.some((child) => isCommented(child)) || piece.tail.length > 0;
}

const isCommented = (piece: Piece): boolean =>
  piece.before.some((line) => line !== '') || piece.after !== null || hasComments(piece);

function startsOf(node: MapNode | ListNode): readonly number[] {
  return node.kind === 'map'
    ? node.entries.map(({ key }) => key.start)
    : node.items.map((item) => item.start);
}

function attachChildren(walk: Walk, node: MapNode | ListNode, end: number): Pick<Piece, 'children' | 'tail'> {
  const starts = startsOf(node);
  const children = starts.map((start, index): Piece => {
    const key = node.kind === 'map' ? (node.entries[index]?.key ?? null) : null;
    const value = node.kind === 'map' ? node.entries[index]?.value : node.items[index];
    const lines = takeLines(walk, start, !node.flow);
    const before = index === 0 ? dropBlank(lines) : lines;
    if (value === undefined) return { key, value: node, before, after: null, children: [], tail: [] };
    return {
      key,
      value,
      before,
      ...attachValue(walk, value, Math.min(starts[index + 1] ?? end, node.flow ? node.end : end)),
    };
  });
  const tail: string[] = [];
  const column = columnOf(walk.source, starts[0] ?? node.start);
  for (let comment = peek(walk, end); comment !== undefined; comment = peek(walk, end)) {
    const within = node.flow
      ? comment.start < node.end
      : comment.ownLine && columnOf(walk.source, comment.start) >= column;
    if (!within) break;
    if (!node.flow && isBlankAbove(walk.source, comment.start)) tail.push('');
    tail.push(take(walk, comment));
  }
  return { children, tail };
}

function attachValue(walk: Walk, value: Node, end: number): Pick<Piece, 'after' | 'children' | 'tail'> {
  if (value.kind !== 'map' && value.kind !== 'list') {
    const inside = peek(walk, value.end);
    const after = inside === undefined ? takeSameLine(walk, value.end, end) : take(walk, inside);
    return { after, children: [], tail: [] };
  }
  const behindKey = value.flow ? null : takeSameLine(walk, value.start, startsOf(value)[0] ?? value.start);
  const { children, tail } = attachChildren(walk, value, value.flow ? value.end : end);
  return { after: behindKey ?? (value.flow ? takeSameLine(walk, value.end, end) : null), children, tail };
}

function peek(walk: Walk, before: number): Comment | undefined {
  const comment = walk.comments[walk.next];
  return comment !== undefined && comment.start < before ? comment : undefined;
}

function take(walk: Walk, comment: Comment): string {
  walk.next += 1;
  return comment.text;
}

/** Comments before an offset as lines, with the blank lines above them and above the offset. */
function takeLines(walk: Walk, before: number, blanks: boolean): readonly string[] {
  const lines: string[] = [];
  for (let comment = peek(walk, before); comment !== undefined; comment = peek(walk, before)) {
    if (lines.length > 0 || blanks) if (isBlankAbove(walk.source, comment.start)) lines.push('');
    lines.push(take(walk, comment));
  }
  if ((lines.length > 0 || blanks) && isBlankAbove(walk.source, before)) lines.push('');
  return lines;
}

function takeSameLine(walk: Walk, from: number, end: number): string | null {
  const comment = peek(walk, end);
  if (comment === undefined || comment.ownLine) return null;
  return /[\n\r]/u.test(walk.source.text.slice(from, comment.start)) ? null : take(walk, comment);
}

const rest = (walk: Walk): readonly string[] => {
  const lines = walk.comments.slice(walk.next).map((comment) => comment.text);
  walk.next = walk.comments.length;
  return lines;
};

const dropBlank = (lines: readonly string[]): readonly string[] => (lines[0] === '' ? lines.slice(1) : lines);

function lineStart(source: SourceText, offset: number): number {
  let at = offset;
  while (at > 0 && source.text[at - 1] !== '\n' && source.text[at - 1] !== '\r') at -= 1;
  return at;
}

const columnOf = (source: SourceText, offset: number): number => offset - lineStart(source, offset);

function isBlankAbove(source: SourceText, offset: number): boolean {
  const start = lineStart(source, offset);
  const above = source.text.slice(0, start).replace(/(?:\r\n|\n|\r)$/u, '');
  if (start === 0 || above.length === start) return false;
  return above.slice(lineStart(source, above.length)).trim() === '';
}
