import type { TreeOf } from './tree.ts';
import { inSentence, type Words } from './words.ts';

/** Variables of the loops around, innermost last, with the entity of their items (null for plain values). */
export type Items = readonly { readonly name: string; readonly entity: string | null }[];

/** The field at the end of a path, where options are looked up; null when there is none. */
export function ownerOf(
  { root, steps }: TreeOf<'path'>,
  words: Words,
  items: Items,
): { readonly entity: string | null; readonly field: string } | null {
  const field = steps.at(-1);
  if (field === undefined) return null;
  if (root === 'input' && steps.length === 1) return { entity: null, field };
  let entity = startOf(root, words, items);
  const before = root === 'input' ? steps.slice(1, -1) : steps.slice(0, -1);
  if (root === 'input') entity = words.input(steps[0] ?? '')?.to ?? null;
  for (const step of before) entity = entity === null ? null : (words.field(entity, step)?.to ?? null);
  return entity === null ? null : { entity, field };
}

function startOf(root: string, words: Words, items: Items): string | null {
  if (root === 'record' || root === 'old') return words.entity;
  return items.find(({ name }) => `$${name}` === root)?.entity ?? null;
}

/** `amount`, `the order's total`, `its price`, `the user's regions`. */
export function explainPath(path: TreeOf<'path'>, words: Words, items: Items): string {
  const { root, steps } = path;
  const [first = ''] = steps;
  switch (root) {
    case 'now':
    case 'today':
      return root;
    case 'user':
      if (steps.length === 0 || first === 'id') return 'the user';
      return `the user's ${first === 'name' || first === 'roles' ? first : inSentence(words.attribute(first))}`;
    case 'params':
      return inSentence(words.param(first));
    case 'input': {
      const given = words.input(first);
      const label = `the given ${inSentence(given?.label ?? first)}`;
      return [label, ...labelsOf(steps.slice(1), given?.to ?? null, words)].join("'s ");
    }
    case 'record':
    case 'old':
      return explainOwn(path, words);
    default:
      return explainItem(path, words, items);
  }
}

function explainOwn({ root, steps }: TreeOf<'path'>, words: Words): string {
  const when = root === 'old' ? ' before the change' : '';
  if (steps.length === 0)
    return `${root === 'old' ? 'the' : 'this'} ${words.entity === null ? 'record' : words.noun(words.entity)}${when}`;
  const labels = labelsOf(steps, words.entity, words);
  return `${labels.length > 1 ? 'the ' : ''}${labels.join("'s ")}${when}`;
}

/** Of the innermost item `its price`; of one further out `the line's price`. */
function explainItem({ root, steps }: TreeOf<'path'>, words: Words, items: Items): string {
  const found = items.find(({ name }) => `$${name}` === root);
  const innermost = items.at(-1) === found;
  const entity = found?.entity ?? null;
  const noun = entity === null ? (found?.name ?? root.slice(1)).replaceAll('_', ' ') : words.noun(entity);
  if (steps.length === 0) return innermost && found !== undefined ? 'it' : `the ${noun}`;
  const labels = labelsOf(steps, entity, words).join("'s ");
  return innermost ? `its ${labels}` : `the ${noun}'s ${labels}`;
}

function labelsOf(steps: readonly string[], start: string | null, words: Words): readonly string[] {
  let entity = start;
  return steps.map((step) => {
    const word = entity === null ? undefined : words.field(entity, step);
    entity = word?.to ?? null;
    return inSentence(word?.label ?? step.replaceAll('_', ' '));
  });
}
