import type { ReleasedJson } from '../../../runtime/wire/releases.ts';
import type { FieldView } from '../../../runtime/wire/view.ts';
import type { Draft } from './drafts.ts';
import type { FormFields } from './form-fields.ts';
import { linesOf, type LineValues } from './record-values.ts';
import { isEmpty } from './same-value.ts';

/** What was typed into a form of an older release, on its way into the form of the newer one. */
export type Carried = {
  readonly draft: Draft;
  /** The fields as they were. */
  readonly former: ReadonlyMap<string, FieldView>;
  /** New names of renamed fields, by the former name. */
  readonly renamed: ReadonlyMap<string, string>;
};

/** A typed value that the newer form has no place for. */
export type Homeless = { readonly label: string; readonly field: FieldView; readonly value: unknown };

/** What the server says of changed fields, which goes by their names, in the words of the form. */
export function changeInWords(message: string, fields: FormFields): string {
  return message.replaceAll(/`([^`]*)`/gu, (_whole, name: string) => {
    const words = name.replaceAll('_', ' ');
    return `“${fields.byName.get(name)?.label ?? words.charAt(0).toUpperCase() + words.slice(1)}”`;
  });
}

/** New names of fields, by former name, as the server tells them. */
export function renamedFields(released: ReleasedJson | null): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(released?.changed ?? {}).flatMap(([pointer, { now }]) => {
      const [, name = '', ...rest] = pointer.split('/');
      return now === null || rest.length > 0 ? [] : [[name, now] as const];
    }),
  );
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'long_text', 'markdown', 'email', 'url', 'phone']);

/** Whether a value of the one field can be typed into the other. */
function fits(former: FieldView, now: FieldView): boolean {
  if (former.type !== now.type) return TEXTS.has(former.type) && TEXTS.has(now.type);
  return former.target?.entity === now.target?.entity;
}

/**
 * Divides what was typed: the draft that the newer form takes, under the names that fields have now, and what has no place in
 * it, which is shown to be copied. Together they are everything.
 */
export function carryOver(
  { draft, former, renamed }: Carried,
  fields: FormFields,
): { readonly draft: Draft; readonly homeless: readonly Homeless[] } {
  const changes: Record<string, unknown> = {};
  const baseline: Record<string, unknown> = {};
  const homeless: Homeless[] = [];
  for (const [name, value] of Object.entries(draft.changes)) {
    const old = former.get(name);
    const target = renamed.get(name) ?? name;
    const field = fields.byName.get(target);
    if (old === undefined) continue;
    if (field === undefined || !fields.isWritable(target) || !fits(old, field)) {
      homeless.push(...withoutPlace(old, value));
      continue;
    }
    changes[target] = value;
    baseline[target] = draft.baseline[name] ?? null;
    homeless.push(...lostColumns(old, field, value));
  }
  return { draft: { ...draft, changes, baseline }, homeless };
}

function withoutPlace(field: FieldView, value: unknown): readonly Homeless[] {
  if (field.lines === undefined) return isEmpty(value) ? [] : [{ label: field.label, field, value }];
  return linesOf(value).flatMap((line, index) => columnsOf(field, line, index, () => true));
}

function lostColumns(former: FieldView, now: FieldView, value: unknown): readonly Homeless[] {
  if (former.lines === undefined || now.lines === undefined) return [];
  const kept = new Set(now.lines.fields.map(({ path }) => path));
  return linesOf(value).flatMap((line, index) => columnsOf(former, line, index, (path) => !kept.has(path)));
}

function columnsOf(
  { label, lines }: FieldView,
  line: LineValues,
  index: number,
  isLost: (path: string) => boolean,
): readonly Homeless[] {
  return (lines?.fields ?? [])
    .filter(({ path }) => isLost(path) && !isEmpty(line[path]))
    .map((column) => ({
      label: `${label} ${index + 1}, ${column.label}`,
      field: column,
      value: line[column.path],
    }));
}
