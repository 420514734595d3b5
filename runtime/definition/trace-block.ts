import type { Traced } from './place-in.ts';

type Line = { readonly start: number; readonly end: number; readonly next: number };

/** A value in lines of its own, literal (`|`) or folded (`>`). */
export function traceBlock(text: string, start: number, end: number): readonly Traced[] {
  const [head, ...lines] = linesOf(text, start, end);
  if (head === undefined) return [];
  const header = text.slice(head.start, head.end);
  const indent = indentOf(text, lines, /^[|>][+-]?([1-9])/u.exec(header)?.[1] ?? null, head.start);
  const content = lines.map(({ start: from, end: to, next }) => ({
    start: Math.min(to, from + indent),
    end: to,
    next,
  }));
  while (content.length > 0 && isEmpty(content.at(-1))) content.pop();
  return header.startsWith('>') ? traceFolded(text, content) : traceLiteral(text, content);
}

const isEmpty = (line: Line | undefined): boolean => line !== undefined && line.start >= line.end;

function linesOf(text: string, start: number, end: number): readonly Line[] {
  const lines: Line[] = [];
  for (let at = start; at < end;) {
    let stop = at;
    while (stop < end && text[stop] !== '\n' && text[stop] !== '\r') stop += 1;
    const next = stop + (text[stop] === '\r' && text[stop + 1] === '\n' ? 2 : 1);
    lines.push({ start: at, end: stop, next });
    at = next;
  }
  return lines;
}

/** Blanks before the text: as the header says, counted from the line of the key, else those of the first line with text. */
function indentOf(text: string, lines: readonly Line[], said: string | null, head: number): number {
  const first = lines.find((line) => /[^ ]/u.test(text.slice(line.start, line.end)));
  const found = first === undefined ? 0 : blanksAt(text, first.start);
  if (said === null) return found;
  let lineStart = head;
  while (lineStart > 0 && text[lineStart - 1] !== '\n' && text[lineStart - 1] !== '\r') lineStart -= 1;
  return blanksAt(text, lineStart) + Number(said);
}

function blanksAt(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at - from;
}

function pushText(traced: Traced[], text: string, line: Line): void {
  for (let at = line.start; at < line.end; at += 1)
    traced.push({ unit: text.charAt(at), start: at, end: at + 1 });
}

function traceLiteral(text: string, lines: readonly Line[]): readonly Traced[] {
  const traced: Traced[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0) pushBreak(traced, lines[index - 1]);
    pushText(traced, text, line);
  }
  return traced;
}

function pushBreak(traced: Traced[], line: Line | undefined, unit = '\n'): void {
  if (line !== undefined) traced.push({ unit, start: line.end, end: line.next });
}

/** A line break between two lines that are not indented further is a space; empty lines between them are line breaks. */
function traceFolded(text: string, lines: readonly Line[]): readonly Traced[] {
  const traced: Traced[] = [];
  let before: number | null = null;
  for (const [index, line] of lines.entries()) {
    if (isEmpty(line)) continue;
    const further = isFurther(text, line);
    if (before === null) for (const empty of lines.slice(0, index)) pushBreak(traced, empty);
    else {
      const last = lines[before];
      const empties = lines.slice(before + 1, index);
      const kept = further || (last !== undefined && isFurther(text, last));
      if (kept) pushBreak(traced, last);
      else if (empties.length === 0) pushBreak(traced, last, ' ');
      for (const empty of empties) pushBreak(traced, empty);
    }
    pushText(traced, text, line);
    before = index;
  }
  return traced;
}

const isFurther = (text: string, line: Line): boolean => /[ \t]/u.test(text[line.start] ?? '');
