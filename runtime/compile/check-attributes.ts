import { spanOf } from '../definition/node.ts';
import type { FieldType } from '../expression/environment.ts';
import type { UserAttribute } from '../model/model.ts';
import { entriesOf, mapAt, textAt, type Draft } from './draft.ts';

/** Names that `user` has of itself. */
const OWN_ATTRIBUTES: ReadonlySet<string> = new Set(['id', 'name', 'roles']);

/** What rules may read of who acts. */
export function checkAttributes(draft: Draft): Readonly<Record<string, UserAttribute>> {
  const attributes: Record<string, UserAttribute> = {};
  const map = draft.workspace?.broken === false ? draft.workspace.map : null;
  for (const { key, value } of entriesOf(draft.check, mapAt(draft.check, map, 'user_attributes'))) {
    const own = value.kind === 'map' ? value : null;
    const type = textAt(draft.check, own, 'type') as UserAttribute['type'] | null;
    if (OWN_ATTRIBUTES.has(key.text))
      draft.report.add({
        code: 'name/reserved',
        span: spanOf(key),
        message: `\`user.${key.text}\` is there already; no attribute may take its name.`,
        hint: `choose another name, such as \`own_${key.text}\``,
      });
    else if (type === null) draft.check.meant.add(`attribute ${key.text}`);
    else
      attributes[key.text] = {
        name: key.text,
        type,
        about: textAt(draft.check, own, 'about'),
        span: spanOf(key),
      };
  }
  return attributes;
}

const ATTRIBUTE_TYPES: Readonly<Record<UserAttribute['type'], FieldType>> = {
  text: { type: { is: 'string' }, nullable: true },
  integer: { type: { is: 'int' }, nullable: true },
  boolean: { type: { is: 'bool' }, nullable: true },
  tags: { type: { is: 'list', of: { is: 'string' } }, nullable: false },
};

/** The types of attributes to expressions. */
export function attributeTypes(
  attributes: Readonly<Record<string, UserAttribute>>,
): Readonly<Record<string, FieldType>> {
  return Object.fromEntries(Object.values(attributes).map(({ name, type }) => [name, ATTRIBUTE_TYPES[type]]));
}
