import type { Span } from '../diagnostics/diagnostic.ts';
import { spanAt, type SourceText } from './source-text.ts';

type Place = { readonly source: SourceText; readonly start: number; readonly end: number };

/** A single value. `text` is what the author wrote, unquoted; no type is ever guessed from it. */
export type ScalarNode = Place & {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: 'plain' | 'quoted' | 'block';
};
export type MapNode = Place & {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly entries: readonly Entry[];
};
export type ListNode = Place & {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly Node[];
};
/** A key without a value. */
export type EmptyNode = Place & { readonly kind: 'empty' };
/** A value that was already reported; whoever meets it stays silent. */
export type BrokenNode = Place & { readonly kind: 'broken' };
export type Node = ScalarNode | MapNode | ListNode | EmptyNode | BrokenNode;
export type Entry = { readonly key: ScalarNode; readonly value: Node };

/** A comment; `ownLine` when nothing but space stands before it. */
export type Comment = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly ownLine: boolean;
};

/** One YAML document. When `broken`, its syntax was reported and `root` holds only what could be made out. */
export type DocumentNode = {
  readonly source: SourceText;
  readonly root: Node;
  readonly broken: boolean;
  readonly comments: readonly Comment[];
};

export function spanOf(node: Place): Span {
  return spanAt(node.source, node.start, node.end);
}

/** The first entry of that name. */
export function entryOf(map: MapNode, key: string): Entry | undefined {
  return map.entries.find((entry) => entry.key.text === key);
}

/** What a node is, in an author's words. */
export function describeNode(node: Node): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'scalar') return `\`${excerpt(node.text)}\``;
  return 'nothing';
}

/** Text of the author for use in a message: one line, at most 60 characters. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/gu, ' ').replaceAll('`', "'");
  const characters = Array.from(line.slice(0, 130));
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : line;
}

/** Length in characters (code points), as limits count it. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}
