import { excerpt, spanOf, type ScalarNode } from '../definition/node.ts';
import { scalarAt, type Draft } from './draft.ts';

type Named = { readonly name: string; readonly key: ScalarNode; readonly was: ScalarNode | null };

/** `was` names something that is gone: it may neither exist still nor be claimed twice. */
export function checkRenames(draft: Draft): void {
  const entities = [...draft.entities.values()];
  checkGroup(
    draft,
    'entity',
    entities.map(({ name, nameNode, map }) => ({
      name,
      key: nameNode,
      was: scalarAt(draft.check, map, 'was'),
    })),
  );
  for (const entity of entities)
    checkGroup(
      draft,
      'field',
      [...entity.fields.values()].map(({ name, key, map }) => ({
        name,
        key,
        was: scalarAt(draft.check, map, 'was'),
      })),
    );
}

function checkGroup(draft: Draft, noun: string, group: readonly Named[]): void {
  const claimed = new Map<string, ScalarNode>();
  for (const { name, was } of group) {
    if (was === null) continue;
    const still = group.find((other) => other.name === was.text);
    const before = claimed.get(was.text);
    if (still !== undefined)
      draft.report.add({
        code: 'name/was-exists',
        span: spanOf(was),
        message:
          still.name === name
            ? `\`was\` repeats the ${noun}'s own name.`
            : `\`was\` says that \`${excerpt(was.text)}\` was renamed, but there still is such ${noun === 'entity' ? 'an entity' : 'a field'}.`,
        hint:
          still.name === name
            ? 'name the former name, or remove `was`'
            : 'remove `was`, or rename the other one too',
        labels: still.name === name ? [] : [{ span: spanOf(still.key), message: 'it is declared here' }],
      });
    else if (before !== undefined)
      draft.report.add({
        code: 'name/was-twice',
        span: spanOf(was),
        message: `Two of the ${noun === 'entity' ? 'entities' : 'fields'} claim to have been \`${excerpt(was.text)}\`.`,
        hint: 'keep `was` on one of them',
        labels: [{ span: spanOf(before), message: 'the first claim' }],
      });
    else claimed.set(was.text, was);
  }
}
