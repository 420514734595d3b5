import { childrenOf } from '../expression/children.ts';
import type { Tree } from '../expression/tree.ts';
import type { Field, Formula } from '../model/field.ts';
import type { DraftEntity } from './draft.ts';

/**
 * Whether the value of a formula can be stored with the record: it must depend on the record's own stored fields alone, or
 * nobody would notice when it gets stale. `why` is a sentence for the author.
 */
export function decideKept(tree: Tree, entity: DraftEntity, field: Field): Pick<Formula, 'kept' | 'why'> {
  const reason = whyRead(tree, entity);
  return reason === null
    ? {
        kept: 'stored',
        why: `\`${field.name}\` is stored, because it depends on the record's own fields alone.`,
      }
    : { kept: 'read', why: `\`${field.name}\` is computed whenever it is read, because ${reason}.` };
}

function whyRead(tree: Tree, entity: DraftEntity): string | null {
  if (tree.is === 'path') return whyPath(tree.root, tree.steps, entity);
  if (tree.is === 'decision') return `the decision \`${tree.table}\` may change`;
  if (tree.is === 'loop') return 'it looks through a list';
  for (const child of childrenOf(tree)) {
    const reason = whyRead(child, entity);
    if (reason !== null) return reason;
  }
  return null;
}

const ROOTS: Readonly<Record<string, string>> = {
  now: 'it depends on the time',
  today: 'it depends on the day',
};

function whyPath(root: string, steps: readonly string[], entity: DraftEntity): string | null {
  if (root === 'params') return `the parameter \`${steps[0] ?? ''}\` may be set anew`;
  if (root !== 'record') return ROOTS[root] ?? `it depends on \`${root}\``;
  const [first = '', second] = steps;
  const own = entity.fields.get(first);
  if (second !== undefined) return `it reads \`${steps.join('.')}\` of another record`;
  if (own === undefined) return `\`${first}\` is set by the system`;
  const computed = own.field?.computed ?? null;
  if (computed?.is === 'rollup') return `\`${first}\` is counted from other records`;
  if (computed?.is === 'formula' && computed.kept === 'read')
    return `\`${first}\` is computed whenever it is read`;
  if (own.type === 'sequence') return `\`${first}\` is written with its prefix`;
  return own.type === 'children' || own.type === 'references' ? `\`${first}\` are other records` : null;
}
