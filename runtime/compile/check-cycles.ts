import { spanOf } from '../definition/node.ts';
import { scalarAt, type Draft, type DraftField } from './draft.ts';

type Edge = { readonly from: string; readonly to: string; readonly field: DraftField };

/** Required references that lead back to where they began: no first record could ever be created. */
export function checkCycles(draft: Draft): void {
  const edges = requiredEdges(draft);
  const partOf = (edge: Edge): boolean => edge.field.field?.type === 'reference' && edge.field.field.partOf;
  for (const cycle of cyclesOf(edges)) {
    const inner = cycle.every(partOf);
    const [first, ...others] = cycle;
    if (first === undefined) continue;
    const way = [...cycle.map((edge) => `\`${edge.from}.${edge.field.name}\``), `\`${first.from}\``].join(
      ' → ',
    );
    draft.report.add({
      code: inner ? 'entity/part-of-cycle' : 'entity/required-cycle',
      span: spanOf(first.field.key),
      message: inner
        ? `Records would be lines of themselves: ${way}.`
        : `No first record could be created, because these required references lead back: ${way}.`,
      hint: inner
        ? 'remove `part_of` from one of them'
        : `make one of them optional, for example \`${first.field.name}\``,
      labels: others.map((edge) => ({
        span: spanOf(edge.field.key),
        message: 'and this one is required too',
      })),
    });
  }
}

function requiredEdges(draft: Draft): readonly Edge[] {
  const edges: Edge[] = [];
  for (const entity of draft.entities.values())
    for (const field of entity.fields.values()) {
      const own = field.field;
      if (own?.type !== 'reference' || !own.required || scalarAt(draft.check, field.map, 'to') === null)
        continue;
      edges.push({ from: entity.name, to: own.to, field });
    }
  return edges;
}

/** One cycle for each group of entities that require each other, beginning with the entity declared first. */
function cyclesOf(edges: readonly Edge[]): readonly (readonly Edge[])[] {
  const out = new Map<string, Edge[]>();
  for (const edge of edges) out.set(edge.from, [...(out.get(edge.from) ?? []), edge]);
  const cycles: (readonly Edge[])[] = [];
  const seen = new Set<string>();
  for (const start of out.keys()) {
    if (seen.has(start)) continue;
    const cycle = shortestWayBack(out, start);
    if (cycle === null) continue;
    cycles.push(cycle);
    for (const name of groupOf(out, start)) seen.add(name);
  }
  return cycles;
}

function shortestWayBack(out: ReadonlyMap<string, readonly Edge[]>, start: string): readonly Edge[] | null {
  const cameBy = new Map<string, Edge>();
  const queue = [start];
  for (let at = queue.shift(); at !== undefined; at = queue.shift())
    for (const edge of out.get(at) ?? []) {
      if (edge.to === start) {
        const cycle = [edge];
        for (let name = at; name !== start;) {
          const before = cameBy.get(name);
          if (before === undefined) break;
          cycle.unshift(before);
          name = before.from;
        }
        return cycle;
      }
      if (cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, edge);
      queue.push(edge.to);
    }
  return null;
}

/** Entities that `start` requires and that require `start`. */
function groupOf(out: ReadonlyMap<string, readonly Edge[]>, start: string): ReadonlySet<string> {
  const into = new Map<string, Edge[]>();
  for (const edges of out.values())
    for (const edge of edges) into.set(edge.to, [...(into.get(edge.to) ?? []), { ...edge, to: edge.from }]);
  const forward = reach(out, start);
  const backward = reach(into, start);
  return new Set([...forward].filter((name) => backward.has(name)));
}

function reach(edges: ReadonlyMap<string, readonly Edge[]>, start: string): ReadonlySet<string> {
  const found = new Set([start]);
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const edge of edges.get(at) ?? [])
      if (!found.has(edge.to)) {
        found.add(edge.to);
        open.push(edge.to);
      }
  return found;
}
