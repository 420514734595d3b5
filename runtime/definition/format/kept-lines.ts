import type { Node, ScalarNode } from '../node.ts';
import type { Shape } from '../shape/shape.ts';

/**
 * The lines of an expression that stands in lines of its own, without their indentation, and the sign before them; null for
 * any other value, and where the lines would not be read back as they are.
 */
export function keptLines(
  node: ScalarNode,
  declared: Shape | null,
): { readonly header: '|' | '>'; readonly lines: readonly string[] } | null {
  if (node.style !== 'block' || !takesExpression(declared, node)) return null;
  const [head = '', ...rest] = node.source.text.slice(node.start, node.end).split(/\r\n|\n|\r/u);
  if (/^[|>][+-]?\d/u.test(head)) return null;
  const lines = rest.map((line) => line.trimEnd());
  while (lines[0] === '') lines.shift();
  const indent = /^ */u.exec(lines[0] ?? '')?.[0].length ?? 0;
  if (lines.some((line) => line !== '' && !line.startsWith(' '.repeat(indent)))) return null;
  const bare = lines.map((line) => line.slice(indent));
  return bare.length === 0 || bare.some((line) => line.includes('\t'))
    ? null
    : { header: head.startsWith('|') ? '|' : '>', lines: bare };
}

function takesExpression(shape: Shape | null, node: Node): boolean {
  if (shape?.is === 'choice') return shape.of.some((one) => takesExpression(one, node));
  return shape?.is === 'expression';
}
