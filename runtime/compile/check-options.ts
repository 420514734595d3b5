import { excerpt, spanOf, type MapNode, type ScalarNode } from '../definition/node.ts';
import { markBad, type ShapeCheck } from '../definition/shape/shape-check.ts';
import { entriesOf, scalarsOf, valueAt } from './draft.ts';

/** Most options of one field: more belong into an entity of their own. */
const MOST_OPTIONS = 200;

export type DraftOption = { readonly name: string; readonly map: MapNode | null };

/** The options of a choice, from a list or a map; reports one that is there twice. */
export function checkOptions(check: ShapeCheck, map: MapNode): readonly DraftOption[] {
  const value = valueAt(check, map, 'options');
  if (value === null) return [];
  const entries = value.kind === 'map' ? entriesOf(check, value) : null;
  const nodes = entries === null ? scalarsOf(check, value) : entries.map((entry) => entry.key);
  if (nodes.length > MOST_OPTIONS)
    markBad(check, value, {
      code: 'field/too-many-options',
      message: `The field has ${nodes.length} options; at most ${MOST_OPTIONS} are allowed.`,
      hint: 'make them records of an entity and refer to it',
    });
  const first = new Map<string, ScalarNode>();
  const options: DraftOption[] = [];
  for (const [index, node] of nodes.entries()) {
    const before = first.get(node.text);
    if (before !== undefined) {
      check.report.add({
        code: 'field/duplicate-option',
        span: spanOf(node),
        message: `The option \`${excerpt(node.text)}\` is already there.`,
        hint: 'remove one of them, or give it another name',
        labels: [{ span: spanOf(before), message: 'first written here' }],
      });
      continue;
    }
    first.set(node.text, node);
    const own = entries?.[index]?.value;
    options.push({ name: node.text, map: own?.kind === 'map' ? own : null });
  }
  return options;
}
