import type { SourceFile } from '../definition/source-file.ts';

/** One change of a text. Offsets count in the text of the file without a byte order mark; `end` is exclusive. */
export type TextEdit = {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
};

/** Two edits of the same characters, so that neither can be made. */
export class OverlappingEdits extends Error {
  readonly file: string;
  readonly start: number;

  constructor({ file, start }: TextEdit) {
    super(`two changes meet in ${file}`);
    this.file = file;
    this.start = start;
  }
}

/** The files with the edits made and everything else as it was, byte order marks and line ends included. Throws OverlappingEdits. */
export function applyEdits(files: readonly SourceFile[], edits: readonly TextEdit[]): readonly SourceFile[] {
  const byFile = Map.groupBy(edits, ({ file }) => file);
  return files.map((file) => {
    const own = byFile.get(file.path);
    return own === undefined ? file : { ...file, text: applyTo(file.text, own) };
  });
}

function applyTo(raw: string, edits: readonly TextEdit[]): string {
  const mark = raw.charCodeAt(0) === 0xfeff ? raw.slice(0, 1) : '';
  const text = raw.slice(mark.length);
  let result = mark;
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    if (edit.start < at) throw new OverlappingEdits(edit);
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
