import type { Span } from '../diagnostics/diagnostic.ts';
import { spanOf, type ScalarNode } from './node.ts';
import { spanAt } from './source-text.ts';
import { traceBlock } from './trace-block.ts';
import { tracePlain, traceQuoted } from './trace-flow.ts';

/** One UTF-16 unit of a value with the part of the source that it stands for. */
export type Traced = { readonly unit: string; readonly start: number; readonly end: number };

/** Where the part of a value between two offsets of its text stands in the file; the whole value where that cannot be told. */
export function placeIn(node: ScalarNode, start: number, end: number): Span {
  const traced = traceOf(node);
  if (traced === null) return spanOf(node);
  const first = traced[start];
  const last = traced[Math.max(start, end - 1)];
  if (first === undefined || last === undefined) {
    // Behind the end, where something is missing.
    const behind = traced.at(-1)?.end ?? node.end;
    return spanAt(node.source, first?.start ?? behind, behind);
  }
  return spanAt(node.source, first.start, Math.max(first.start, last.end));
}

const kept = new WeakMap<ScalarNode, readonly Traced[] | null>();

function traceOf(node: ScalarNode): readonly Traced[] | null {
  const before = kept.get(node);
  if (before !== undefined) return before;
  const traced = trace(node);
  const text = traced.map(({ unit }) => unit).join('');
  // A text in lines of its own is kept without the line breaks behind it.
  const result =
    text === node.text || text.replace(/\n+$/u, '') === node.text ? traced.slice(0, node.text.length) : null;
  kept.set(node, result);
  return result;
}

function trace({ source: { text }, style, start, end }: ScalarNode): readonly Traced[] {
  if (style === 'block') return traceBlock(text, start, end);
  return style === 'plain' ? tracePlain(text, start, end) : traceQuoted(text, start, end);
}
