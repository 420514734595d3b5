import type { DocumentNode, Node } from '../node.ts';
import { parseFile } from '../parse.ts';
import type { Shape } from '../shape/shape.ts';
import type { SourceFile } from '../source-file.ts';
import { attachComments, hasComments, type Piece } from './attach-comments.ts';
import { inCanonicalOrder, rootShape, settleShape, shapeBelow } from './canonical-order.ts';
import { keptLines } from './kept-lines.ts';
import { foldText, isLiteral, printScalar, WIDTH } from './print-scalar.ts';

/**
 * The file in its canonical form: keys in the order of the language, one line where 110 columns suffice, quotes only where
 * YAML needs them, comments kept with what they stand beside. Formatting the result again changes nothing. Null when the
 * file has YAML mistakes: such a file is left as it is.
 */
export function formatFile(file: SourceFile): string | null {
  const { documents, diagnostics } = parseFile(file);
  if (diagnostics.length > 0) return null;
  const printed = documents.map(printDocument).filter((lines) => lines.length > 0);
  return printed.length === 0 ? '' : `${printed.map((lines) => lines.join('\n')).join('\n---\n')}\n`;
}

function printDocument(document: DocumentNode): readonly string[] {
  const { head, pieces, tail } = attachComments(document);
  const { root } = document;
  if (root.kind === 'scalar') return [...head, printScalar(root, false)];
  if ((root.kind === 'map' || root.kind === 'list') && pieces.length === 0)
    return [...head, root.kind === 'map' ? '{}' : '[]', ...tail];
  const shape = rootShape(pieces);
  return trimBlank([...head, ...dropFirstBlank(printPieces(pieces, shape, 0)), ...tail]);
}

function trimBlank(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1] === '') end -= 1;
  return lines.slice(0, end);
}

const dropFirstBlank = (lines: readonly string[]): readonly string[] =>
  lines[0] === '' ? lines.slice(1) : lines;

/** Entries or items in block style. */
function printPieces(pieces: readonly Piece[], shape: Shape | null, indent: number): readonly string[] {
  return inCanonicalOrder(shape, pieces).flatMap((piece, index) => {
    const before = piece.before.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
    const lines = index === 0 ? dropFirstBlank(before) : before;
    return [...lines, ...printPiece(piece, shapeBelow(shape, piece.key?.text ?? null), indent)];
  });
}

function printPiece(piece: Piece, declared: Shape | null, indent: number): readonly string[] {
  const { key, value, after } = piece;
  const shape = settleShape(declared, value, piece.children);
  const prefix = ' '.repeat(indent) + (key === null ? '-' : `${printScalar(key, true)}:`);
  const comment = after === null ? '' : ` ${after}`;
  if (value.kind === 'scalar') {
    const kept = keptLines(value, shape);
    return kept === null
      ? printValue(prefix, piece, indent, comment)
      : printKept(prefix, kept, indent, comment);
  }
  if (value.kind !== 'map' && value.kind !== 'list') return [`${prefix}${comment}`];
  const inline =
    isAlwaysBlock(shape) || hasComments(piece) ? null : printInline(value, piece.children, shape);
  if (inline !== null && prefix.length + 1 + inline.length <= WIDTH) return [`${prefix} ${inline}${comment}`];
  if (
    value.kind === 'list' &&
    !hasComments(piece) &&
    value.items.every((item) => item.kind === 'scalar' && !isLiteral(item))
  )
    return fillList(prefix, piece.children, indent, comment);
  return printBlock(piece, shape, prefix, indent, comment);
}

/** The fields of an entity always have a line each, so that one more field is one more line. */
const isAlwaysBlock = (shape: Shape | null): boolean =>
  shape?.is === 'map' && shape.of.is === 'variant' && shape.of.by !== null;

/** An expression in lines of its own stays in the lines that its author chose. */
function printKept(
  prefix: string,
  { header, lines }: NonNullable<ReturnType<typeof keptLines>>,
  indent: number,
  comment: string,
): readonly string[] {
  const pad = ' '.repeat(indent + 2);
  return [`${prefix} ${header}${comment}`, ...lines.map((line) => (line === '' ? '' : pad + line))];
}

function printValue(prefix: string, { value }: Piece, indent: number, comment: string): readonly string[] {
  if (value.kind !== 'scalar') return [prefix];
  const inner = indent + 2;
  const pad = ' '.repeat(inner);
  if (isLiteral(value))
    return [
      `${prefix} |${comment}`,
      ...value.text.split('\n').map((line) => (line === '' ? '' : pad + line)),
    ];
  const line = `${prefix} ${printScalar(value, false)}`;
  const folded = line.length > WIDTH ? foldText(value.text, inner) : null;
  if (folded === null || folded.length < 2) return [`${line}${comment}`];
  return [`${prefix} >${comment}`, ...folded.map((part) => pad + part)];
}

function printBlock(
  piece: Piece,
  shape: Shape | null,
  prefix: string,
  indent: number,
  comment: string,
): readonly string[] {
  const inner = indent + 2;
  const children = printPieces(piece.children, shape, inner);
  const tail = piece.tail.map((line) => (line === '' ? '' : ' '.repeat(inner) + line));
  const [first = '', ...others] = children;
  // A map or list within a list begins on the line of its dash, unless a comment stands there.
  if (piece.key === null && comment === '' && !first.trimStart().startsWith('#'))
    return [`${prefix} ${first.slice(inner)}`, ...others, ...tail];
  return [`${prefix}${comment}`, ...children, ...tail];
}

/** A list of single values over as many lines as it needs. */
function fillList(
  prefix: string,
  items: readonly Piece[],
  indent: number,
  comment: string,
): readonly string[] {
  const lines: string[] = [];
  let line = `${prefix} [`;
  for (const [index, { value }] of items.entries()) {
    const text = value.kind === 'scalar' ? printScalar(value, true) : '';
    const word = text + (index === items.length - 1 ? ']' : ',');
    const gap = index === 0 || line.trim() === '' ? '' : ' ';
    if (index > 0 && line.length + gap.length + word.length > WIDTH) {
      lines.push(line);
      line = ' '.repeat(indent + 2) + word;
    } else line += gap + word;
  }
  return [...lines, `${line}${comment}`];
}

/** A value on one line; null when it has text that needs lines of its own. */
function printInline(node: Node, children: readonly Piece[], declared: Shape | null): string | null {
  if (node.kind === 'scalar')
    return isLiteral(node) || keptLines(node, declared) !== null ? null : printScalar(node, true);
  if (node.kind !== 'map' && node.kind !== 'list') return '';
  const shape = settleShape(declared, node, children);
  if (isAlwaysBlock(shape)) return null;
  const parts: string[] = [];
  for (const { key, value, children: inner } of inCanonicalOrder(shape, children)) {
    const text = printInline(value, inner, shapeBelow(shape, key?.text ?? null));
    if (text === null) return null;
    parts.push(key === null ? text : `${printScalar(key, true)}: ${text}`.trimEnd());
  }
  if (node.kind === 'list') return `[${parts.join(', ')}]`;
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
