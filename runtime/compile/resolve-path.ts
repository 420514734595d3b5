import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type ScalarNode } from '../definition/node.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import type { Field } from '../model/field.ts';
import type { Draft, DraftEntity } from './draft.ts';
import { isGranted, type Compiled } from './readable.ts';

/** References that a path may follow. */
const LONGEST_PATH = 3;

type Step = { readonly entity: string; readonly field: string };
export type ResolvedPath = { readonly field: Field; readonly steps: readonly Step[] };

/** Follows `customer.country` from an entity; null when it leads nowhere, which is reported once. */
export function resolvePath(
  draft: Draft,
  entity: DraftEntity,
  node: ScalarNode,
  text: string,
): ResolvedPath | null {
  const names = text.split('.');
  if (names.length > LONGEST_PATH + 1) {
    draft.report.add({
      code: 'screen/path-too-long',
      span: spanOf(node),
      message: `\`${excerpt(text)}\` follows ${names.length - 1} references; at most ${LONGEST_PATH} are allowed.`,
      hint: 'show a nearer field',
    });
    return null;
  }
  let at: DraftEntity = entity;
  const steps: Step[] = [];
  for (const [index, name] of names.entries()) {
    const own = at.fields.get(name);
    const field =
      own === undefined ? (Object.hasOwn(SYSTEM_FIELDS, name) ? SYSTEM_FIELDS[name] : undefined) : own.field;
    if (field === undefined) {
      reportUnknown(draft, at, node, name);
      return null;
    }
    if (field === null) return null;
    steps.push({ entity: at.name, field: name });
    if (index === names.length - 1) return { field, steps };
    const next = field.type === 'reference' ? draft.entities.get(field.to) : undefined;
    if (next === undefined) {
      if (field.type !== 'reference')
        reportNoReference(draft, node, at, field, names.slice(0, index + 1).join('.'));
      return null;
    }
    at = next;
  }
  return null;
}

/** `amount desc`, as databases write it. */
function hintOfDirection(name: string): string | null {
  const [, field, way] = /^([a-z][a-z0-9_.]*)\s+(asc|desc|ascending|descending)$/iu.exec(name) ?? [];
  if (field === undefined || way === undefined) return null;
  return `write \`${/^d/iu.test(way) ? '-' : ''}${field}\``;
}

function reportUnknown(draft: Draft, entity: DraftEntity, node: ScalarNode, name: string): void {
  if (!entity.complete || draft.check.meant.has(`field ${name}`)) return;
  draft.report.add({
    code: 'reference/unknown-field',
    span: spanOf(node),
    message: `\`${entity.name}\` has no field \`${excerpt(name)}\`.`,
    hint:
      hintOfDirection(name) ??
      suggest(
        name,
        [...entity.fields.keys(), ...Object.keys(SYSTEM_FIELDS)],
        'add the field, or correct the name',
      ),
  });
}

function reportNoReference(
  draft: Draft,
  node: ScalarNode,
  entity: DraftEntity,
  field: Field,
  upTo: string,
): void {
  const several = field.type === 'references' || field.type === 'children';
  draft.report.add({
    code: 'screen/path-through-value',
    span: spanOf(node),
    message: `\`${excerpt(node.text)}\` goes through \`${entity.name}.${field.name}\`, which is ${several ? `a ${field.type} field with any number of records` : `a ${field.type} field and refers to nothing`}.`,
    hint: `end the path at \`${excerpt(upTo)}\``,
  });
}

/** Reports a path that none of the tool's roles may read, at the first step that stops them. */
export function checkReadable(
  draft: Draft,
  compiled: Compiled,
  node: ScalarNode,
  path: ResolvedPath,
  roles: readonly string[],
): void {
  const stop = path.steps.find((step) => !isGranted(compiled, step.entity, 'read', step.field, roles));
  if (stop === undefined) return;
  draft.report.add({
    code: 'screen/unreadable-field',
    span: spanOf(node),
    message: `None of the tool's roles may read \`${stop.entity}.${stop.field}\`.`,
    hint: `remove it here, or grant \`read\` of it to ${roles.map((role) => `\`${role}\``).join(' or ')}`,
  });
}
