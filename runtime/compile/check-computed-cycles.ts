import { spanOf } from '../definition/node.ts';
import { fieldsRead } from '../expression/dependencies.ts';
import type { Tree } from '../expression/tree.ts';
import type { Field } from '../model/field.ts';
import { findField } from './find-field.ts';
import type { DraftField } from './draft.ts';
import type { RuleScope } from './rule-scope.ts';

type Node = { readonly name: string; readonly draft: DraftField; readonly reads: readonly string[] };

/** Reports computed fields that depend on themselves, each circle once, with the way round. */
export function checkComputedCycles(scope: RuleScope): void {
  const nodes = new Map<string, Node>();
  for (const entity of scope.draft.entities.values())
    for (const draft of entity.fields.values()) {
      const name = `${entity.name}.${draft.name}`;
      if (draft.field?.computed != null)
        nodes.set(name, { name, draft, reads: readsOf(scope, entity.name, draft.field) });
    }
  const done = new Set<string>();
  for (const node of nodes.values()) visit(scope, nodes, node, [], done);
}

function visit(
  scope: RuleScope,
  nodes: ReadonlyMap<string, Node>,
  node: Node,
  way: readonly Node[],
  done: Set<string>,
): void {
  const at = way.indexOf(node);
  if (at >= 0) return reportCycle(scope, way.slice(at));
  if (done.has(node.name)) return;
  for (const name of node.reads) {
    const next = nodes.get(name);
    if (next !== undefined) visit(scope, nodes, next, [...way, node], done);
  }
  done.add(node.name);
}

function reportCycle({ draft }: RuleScope, circle: readonly Node[]): void {
  const [first, ...others] = circle;
  if (first === undefined) return;
  const names = [...circle, first].map(({ name }) => `\`${name}\``);
  draft.report.add({
    code: 'field/computed-cycle',
    span: spanOf(first.draft.key),
    message:
      others.length === 0
        ? `\`${first.name}\` is computed from itself.`
        : `\`${first.name}\` is computed from itself: ${names.join(' reads ')}.`,
    hint: 'let one of them be written by people, or compute it from other fields',
    labels: others.map((other) => ({
      span: spanOf(other.draft.key),
      message: 'which is computed from this',
    })),
  });
}

/** Names of the fields that a computed field looks at, with their entities. */
function readsOf(scope: RuleScope, entity: string, { computed }: Field): readonly string[] {
  if (computed === null) return [];
  if (computed.is === 'formula') return namesIn(scope, entity, computed.expression.tree);
  const children = findField(scope.draft, entity, computed.children);
  if (children?.type !== 'children') return [];
  const measured = computed.field === null ? [] : [`${children.of}.${computed.field}`];
  return [...measured, ...(computed.where === null ? [] : namesIn(scope, children.of, computed.where.tree))];
}

const namesIn = (scope: RuleScope, entity: string, tree: Tree): readonly string[] =>
  fieldsRead(tree, entity, scope.fieldType).map((read) => `${read.entity}.${read.field}`);
