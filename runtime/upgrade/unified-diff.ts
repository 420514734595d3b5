import type { RewrittenFile } from './upgrade.ts';

/** Unchanged lines around a change. */
const CONTEXT = 3;

type Hunk = {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
};

/**
 * The change of a file in the unified format, which `git apply` and `patch` read. `prefix` is the folder before the path,
 * empty or ending with a slash. Where as many lines stand after as before they are compared one by one; else everything
 * between the first and the last line that differs is one change.
 */
export function unifiedDiff({ path, before, after }: RewrittenFile, prefix = ''): string {
  const old = linesOf(before);
  const fresh = linesOf(after);
  const hunks = joined(old.length === fresh.length ? lineByLine(old, fresh) : between(old, fresh));
  const parts = hunks.map((hunk) => renderHunk(old, fresh, hunk));
  return `--- a/${prefix}${path}\n+++ b/${prefix}${path}\n${parts.join('')}`;
}

/** Lines with their ends, so that the last one shows whether it has one. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];

function lineByLine(old: readonly string[], fresh: readonly string[]): readonly Hunk[] {
  return old.flatMap((line, index) =>
    line === fresh[index] ? [] : [{ start: index, end: index + 1, newStart: index, newEnd: index + 1 }],
  );
}

function between(old: readonly string[], fresh: readonly string[]): readonly Hunk[] {
  let start = 0;
  while (start < old.length && old[start] === fresh[start]) start += 1;
  let tail = 0;
  const most = Math.min(old.length, fresh.length) - start;
  while (tail < most && old.at(-1 - tail) === fresh.at(-1 - tail)) tail += 1;
  return [{ start, end: old.length - tail, newStart: start, newEnd: fresh.length - tail }];
}

/** Changes whose contexts touch are shown as one. */
function joined(hunks: readonly Hunk[]): readonly Hunk[] {
  const result: Hunk[] = [];
  for (const hunk of hunks) {
    const last = result.at(-1);
    if (last !== undefined && hunk.start - last.end <= 2 * CONTEXT)
      result[result.length - 1] = { ...last, end: hunk.end, newEnd: hunk.newEnd };
    else result.push(hunk);
  }
  return result;
}

function renderHunk(old: readonly string[], fresh: readonly string[], hunk: Hunk): string {
  const lead = Math.min(CONTEXT, hunk.start);
  const tail = Math.min(CONTEXT, old.length - hunk.end);
  const from = hunk.start - lead;
  const size = hunk.end + tail - from;
  const newSize = size - (hunk.end - hunk.start) + (hunk.newEnd - hunk.newStart);
  const lines = [
    ...old.slice(from, hunk.start).map((line) => ` ${line}`),
    ...changedLines(old.slice(hunk.start, hunk.end), fresh.slice(hunk.newStart, hunk.newEnd)),
    ...old.slice(hunk.end, hunk.end + tail).map((line) => ` ${line}`),
  ];
  const head = `@@ -${from + 1},${size} +${hunk.newStart - lead + 1},${newSize} @@\n`;
  return head + lines.map(ended).join('');
}

/** Lines that stayed inside of joined changes are context; of neighbouring changes all old lines stand before the new ones. */
function changedLines(old: readonly string[], fresh: readonly string[]): readonly string[] {
  if (old.length !== fresh.length)
    return [...old.map((line) => `-${line}`), ...fresh.map((line) => `+${line}`)];
  const result: string[] = [];
  let waiting: string[] = [];
  for (const [index, line] of old.entries()) {
    const now = fresh[index] ?? '';
    if (now === line) {
      result.push(...waiting, ` ${line}`);
      waiting = [];
    } else {
      result.push(`-${line}`);
      waiting.push(`+${now}`);
    }
  }
  return [...result, ...waiting];
}

const ended = (line: string): string =>
  line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`;
