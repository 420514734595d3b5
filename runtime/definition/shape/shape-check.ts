import type { Code } from '../../diagnostics/registry.ts';
import type { Report } from '../../diagnostics/report.ts';
import { describeNode, excerpt, spanOf, type Node, type ScalarNode } from '../node.ts';
import { quote } from '../quote.ts';
import { describeShape, type Shape } from './shape.ts';

/**
 * Where checking stands. `bad` gathers every node that was reported, so that no later phase builds on it; `meant` the
 * names that reported declarations were meant to have (`field notes`), so that who refers to them stays unblamed;
 * `durations` every value that was read as a duration, or as a cell that holds some, for who rewrites definitions.
 */
export type ShapeCheck = {
  readonly report: Report;
  /** Version of the language that the definitions are written in. */
  readonly language: number;
  readonly bad: Set<Node>;
  readonly meant: Set<string>;
  readonly durations: Set<ScalarNode>;
};

type Mistake = { readonly code: Code; readonly message: string; readonly hint: string };

/** Reports a value and keeps later phases away from it. */
export function markBad(check: ShapeCheck, node: Node, mistake: Mistake): void {
  check.bad.add(node);
  check.report.add({ ...mistake, span: spanOf(node) });
}

export function wrongType(check: ShapeCheck, node: Node, shape: Shape, owner: ScalarNode): void {
  const isText =
    (shape.is === 'text' || shape.is === 'expression') &&
    (node.kind === 'map' || node.kind === 'list') &&
    node.flow;
  markBad(check, node, {
    code: 'value/wrong-type',
    message: `\`${excerpt(owner.text)}\` takes ${describeShape(shape)}, and this is ${describeNode(node)}.`,
    hint: isText
      ? `if the brackets belong to the text, write \`${quote(node.source.text.slice(node.start, node.end))}\``
      : (inPlace(node, shape) ?? `write ${describeShape(shape)}${example(shape)}`),
  });
}

/** Examples of the maps of the language, by what they hold. */
const EXAMPLES: Readonly<Record<string, string>> = {
  owner: '{ contact: team@company.example }',
  field: '{ type: text }',
  option: '{ color: blue }',
  'set of grants': '{ read: true, update: true }',
  'read grant': '{ fields: [status] }',
  'create grant': '{ fields: [status] }',
  'update grant': '{ fields: [status] }',
  'export grant': '{ fields: [status] }',
  check: '{ that: amount > 0, say: The amount must be positive. }',
  action: '{ from: open, to: closed }',
  example: '{ as: sales, do: create, expect: allowed }',
  parameter: '{ type: money, value: "500.00", about: The most one person may approve. }',
  attribute: '{ type: tags }',
  row: '{ id: small, amount: "< 100", approver: sales }',
  index: '{ fields: [status], unique: true }',
  acceptance: '{ finding: data/values-lost, at: total, because: Kept in the ledger., until: 2027-01-31 }',
  'set of release rights': '{ seen_by: [sales], published_by: [finance] }',
  screen: '{ table: order }',
};
/** The same for maps from names of the author's own. */
const MAPS: Readonly<Record<string, string>> = {
  owner: 'sales: { contact: sales@company.example }',
  field: 'name: { type: text }',
  option: '{ open: { color: blue } }',
  role: 'sales: { read: true, update: true }',
  screen: 'open: { table: order }',
  filter: '{ status: open }',
  section: 'Customer: [name, country]',
  check: 'positive: { that: amount > 0, say: The amount must be positive. }',
  action: 'close: { from: open, to: closed }',
  rule: 'overdrawn: balance < 0',
  example: 'fine: { as: sales, do: create, expect: allowed }',
  'masked field': '{ iban: last_4 }',
  attribute: 'regions: { type: tags }',
  parameter: 'limit: { type: integer, value: 3, about: The most at once. }',
};

function example(shape: Shape): string {
  if (shape.is === 'list') return ', such as `[a, b]`';
  if (shape.is === 'map') return `, such as \`${MAPS[shape.noun] ?? '{ key: value }'}\``;
  if (shape.is === 'record' || shape.is === 'variant')
    return `, such as \`${EXAMPLES[shape.noun] ?? '{ key: value }'}\``;
  if (shape.is === 'choice') return shape.of.map(example).find((text) => text !== '') ?? '';
  if (shape.is === 'whole') return ', such as `10`';
  return '';
}

/** The author's own value in the right form, where it can be told. */
function inPlace(node: Node, shape: Shape): string | null {
  const words = wordsOf(node);
  if (words === null) return null;
  if (shape.is === 'name')
    return node.kind === 'list' ? 'write one name; several take a document each' : null;
  if (shape.is === 'list' && shape.of.is === 'name') return `write \`[${words.join(', ')}]\``;
  if (shape.is === 'variant' && shape.noun === 'field' && node.kind === 'scalar')
    return Object.hasOwn(shape.of, node.text) ? `write \`{ type: ${node.text} }\`` : null;
  if (shape.is === 'record' && words.every((word) => Object.hasOwn(shape.keys, word)))
    return shape.noun === 'set of grants'
      ? `write \`{ ${words.map((word) => `${word}: true`).join(', ')} }\``
      : null;
  if (shape.is === 'choice' && words.length > 1 && shape.of[0]?.is === 'list')
    return `write \`[${words.join(', ')}]\``;
  if (shape.is === 'choice' && node.kind === 'list' && shape.of.some((one) => isFieldList(one)))
    return `write \`{ fields: [${words.join(', ')}] }\``;
  return null;
}

const isFieldList = (shape: Shape): boolean =>
  shape.is === 'record' && shape.noun.endsWith('grant') && Object.hasOwn(shape.keys, 'fields');

/** The names of `a`, `a, b` or `[a, b]`; null for anything else. */
function wordsOf(node: Node): readonly string[] | null {
  const items = node.kind === 'list' ? node.items : [node];
  const texts = items.flatMap((item) => (item.kind === 'scalar' ? item.text.split(/\s*,\s*/u) : ['?']));
  return texts.length > 0 && texts.length <= 20 && texts.every((text) => /^[a-z][a-z0-9_.]*$/u.test(text))
    ? texts
    : null;
}
