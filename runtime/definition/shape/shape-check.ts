import type { Code } from '../../diagnostics/registry.ts';
import type { Report } from '../../diagnostics/report.ts';
import { describeNode, excerpt, spanOf, type Node, type ScalarNode } from '../node.ts';
import { quote } from '../quote.ts';
import { describeShape, type Shape } from './shape.ts';

/** Where checking stands. `bad` gathers every node that was reported, so that no later phase builds on it. */
export type ShapeCheck = { readonly report: Report; readonly bad: Set<Node> };

type Mistake = { readonly code: Code; readonly message: string; readonly hint: string };

/** Reports a value and keeps later phases away from it. */
export function markBad(check: ShapeCheck, node: Node, mistake: Mistake): void {
  check.bad.add(node);
  check.report.add({ ...mistake, span: spanOf(node) });
}

export function wrongType(check: ShapeCheck, node: Node, shape: Shape, owner: ScalarNode): void {
  const isText = shape.is === 'text' && (node.kind === 'map' || node.kind === 'list') && node.flow;
  markBad(check, node, {
    code: 'value/wrong-type',
    message: `\`${excerpt(owner.text)}\` takes ${describeShape(shape)}, and this is ${describeNode(node)}.`,
    hint: isText
      ? `if the brackets belong to the text, write \`${quote(node.source.text.slice(node.start, node.end))}\``
      : `write ${describeShape(shape)}${example(shape)}`,
  });
}

function example(shape: Shape): string {
  if (shape.is === 'list') return ', such as `[a, b]`';
  if (shape.is === 'map' || shape.is === 'record' || shape.is === 'variant')
    return ', such as `{ key: value }`';
  if (shape.is === 'whole') return ', such as `10`';
  return '';
}
