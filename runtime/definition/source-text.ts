import type { Span } from '../diagnostics/diagnostic.ts';

/** Text of one file with what turns offsets into places. A byte order mark is no part of it. */
export type SourceText = {
  readonly path: string;
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly number[];
};

/** Takes a file's path and raw text; lines end at LF, CR LF or a lone CR. */
export function createSourceText(path: string, raw: string): SourceText {
  const text = raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw;
  const lineStarts = [0];
  for (const end of text.matchAll(/\r\n|[\n\r]/gu)) lineStarts.push(end.index + end[0].length);
  return { path, text, lineStarts };
}

function lineAt(source: SourceText, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The place between two offsets; `end` is exclusive. */
export function spanAt(source: SourceText, start: number, end: number): Span {
  const line = lineAt(source, start);
  const endLine = lineAt(source, Math.max(start, end));
  return {
    file: source.path,
    line: line + 1,
    column: start - (source.lineStarts[line] ?? 0) + 1,
    endLine: endLine + 1,
    endColumn: Math.max(start, end) - (source.lineStarts[endLine] ?? 0) + 1,
  };
}
