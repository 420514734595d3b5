import type { CST } from 'yaml';
import type { Report } from '../diagnostics/report.ts';
import type { BrokenNode, Comment, Node } from './node.ts';
import type { SourceText } from './source-text.ts';

export type Token = CST.Token;
export type Tokens = readonly Token[] | undefined;

/**
 * What composing one document needs. `syntax` notes a place where the text is no YAML: the document's structure is in
 * doubt from there on, so only the first one is reported. `traps` are mistakes that leave the rest of the document sound.
 */
export type Composing = {
  readonly source: SourceText;
  readonly traps: Report;
  readonly comments: Comment[];
  /** Offsets of `#` that were read as text, because as the comment that YAML sees they left a bracket open. */
  readonly repaired: ReadonlySet<number>;
  /** Offsets of `#` that cut a text, for another reading with them repaired. */
  readonly cuts: number[];
  /** What `syntax` has noted so far. */
  readonly mistakes: readonly object[];
  readonly syntax: (start: number, end: number, message: string, hint: string) => void;
  /**
   * A value from its token; `before` are the tokens between the key (or the list's dash) and the value, `emptyAt` the
   * place of a value that is not there.
   */
  readonly compose: (
    composing: Composing,
    token: Token | null | undefined,
    before: Tokens,
    emptyAt: number,
  ) => Node;
};

export const brokenAt = (source: SourceText, start: number, end: number): BrokenNode => ({
  kind: 'broken',
  source,
  start,
  end,
});

/** Offset after the last character of a token's own text, without the space and comments behind it. */
export function endOf(token: Token): number {
  if (token.type === 'flow-collection') {
    const closer = token.end[0];
    if (closer !== undefined) return closer.offset + closer.source.length;
    const last = token.items.at(-1);
    const part = last?.value ?? last?.sep?.at(-1) ?? last?.key ?? last?.start.at(-1);
    return part === undefined ? token.offset + 1 : endOf(part);
  }
  if (token.type === 'block-map' || token.type === 'block-seq') {
    const last = token.items.findLast((item) => item.value !== undefined || item.sep !== undefined);
    const part = last?.value ?? last?.sep?.at(-1) ?? last?.key ?? last?.start.at(-1);
    return part === undefined ? token.offset : endOf(part);
  }
  if (token.type === 'document') return token.offset;
  return token.offset + token.source.length;
}
