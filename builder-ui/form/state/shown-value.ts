import type { FieldView } from '../../../runtime/wire/view.ts';
import { isUnread, unreadText } from '../values/unread.ts';
import type { Links } from './record-values.ts';

/** A form value in the form in which records are read, so that cells can show it: links in place of ids. */
export function shownValue(field: FieldView, value: unknown, links: Links): unknown {
  if (isUnread(value)) return unreadText(value);
  if (field.type === 'reference' || field.type === 'user')
    return typeof value === 'string' ? (links.get(value) ?? { id: value, title: null }) : null;
  if (field.type === 'references')
    return (Array.isArray(value) ? (value as readonly string[]) : []).map(
      (id) => links.get(id) ?? { id, title: null },
    );
  return value ?? null;
}
