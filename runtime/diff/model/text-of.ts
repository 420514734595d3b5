import type { Field, Rollup } from '../../model/field.ts';
import type { Grant } from '../../model/model.ts';
import { isExpression, isMessage } from './bare.ts';

/** Longest text of one side of a change, in characters; what follows is left out. */
const LONGEST = 400;

/** A part of a model on one line, as its author would recognise it; null where there is nothing. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return oneLine(value);
  if (isExpression(value) || isMessage(value)) return oneLine(value.text);
  if (Array.isArray(value)) return value.length === 0 ? null : cut(value.map(itemText).join(', '));
  const entries = Object.entries(value).flatMap(([key, part]) => {
    const text = textOf(part);
    return text === null ? [] : [isMap(part) ? `${key} { ${text} }` : `${key}: ${text}`];
  });
  return entries.length === 0 ? null : cut(entries.join(', '));
}

const isMap = (value: unknown): boolean =>
  typeof value === 'object' && !Array.isArray(value) && !isExpression(value) && !isMessage(value);

/** Items of lists that have a form of their own: options, sections, sorts and filters of screens. */
function itemText(item: unknown): string {
  if (typeof item !== 'object' || item === null) return textOf(item) ?? 'nothing';
  const of = item as Record<string, unknown>;
  if (Array.isArray(of['fields']) && 'title' in of) {
    const fields = of['fields'].join(', ');
    return typeof of['title'] === 'string' ? `[${of['title']}: ${fields}]` : fields;
  }
  if ('descending' in of) return `${of['descending'] === true ? '-' : ''}${String(of['path'])}`;
  if ('operator' in of)
    return `${String(of['path'])} ${String(of['operator'])} ${textOf(of['values']) ?? 'nothing'}`;
  if ('name' in of && 'color' in of) return String(of['name']);
  return `{ ${textOf(item) ?? ''} }`;
}

/** Any text on one line. */
export function oneLine(text: string): string {
  return cut(text.replaceAll(/\s+/gu, ' ').trim());
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** Of a field: what a new record gets when nobody says anything. */
export function defaultText(field: Field): string | null {
  if (field.defaultExpression !== null) return `=${oneLine(field.defaultExpression.text)}`;
  return 'default' in field ? textOf(field.default) : null;
}

/** Of a computed field: how its value comes about; null for one that is written. */
export function computedText({ computed }: Field): string | null {
  if (computed === null) return null;
  return computed.is === 'formula' ? oneLine(computed.expression.text) : rollupText(computed);
}

function rollupText({ measure, children, field, where }: Rollup): string {
  const what = field === null ? children : `${children}.${field}`;
  return oneLine(`${measure} of ${what}${where === null ? '' : ` where ${where.text}`}`);
}

/** The type of a field with what belongs to it: `reference to customer`. */
export function typeText(field: Field): string {
  if (field.type === 'reference' || field.type === 'references') return `${field.type} to ${field.to}`;
  return field.type === 'children' ? `children of ${field.of}` : field.type;
}

/** A grant as one would say it: `every record, fields name, phone`. */
export function grantText({ rows, fields, masks, after }: Grant): string {
  const masked = Object.entries(masks).map(([field, mask]) => `${field} as ${mask}`);
  return cut(
    [
      rows === null ? 'every record' : `when ${oneLine(rows.text)}`,
      fields === null ? 'every field' : `fields ${fields.join(', ')}`,
      ...(masked.length === 0 ? [] : [`masked ${masked.join(', ')}`]),
      ...(after === null ? [] : [`after ${oneLine(after.text)}`]),
    ].join('; '),
  );
}
