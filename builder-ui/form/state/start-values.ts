import type { FieldView } from '../../../runtime/wire/view.ts';
import type { FormFields } from './form-fields.ts';
import type { Values } from './form-store.ts';
import { recordValues, type Links } from './record-values.ts';

/** Text as it stands in an address (`set.boxes=5`), as a value of the field. What has no such form stays out. */
const FROM_TEXT: Readonly<Record<string, (text: string) => unknown>> = {
  integer: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  duration: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  choices: (text) => text.split(','),
  tags: (text) => text.split(','),
  references: (text) => text.split(','),
  json: () => undefined,
};

function startValue(field: FieldView, value: unknown): unknown {
  const read = typeof value === 'string' ? FROM_TEXT[field.type] : undefined;
  return read === undefined ? value : read(value as string);
}

const holdsLinks = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Values of a new record: the definition's defaults, under what the caller gives: values as they are written, texts of an
 * address, or references as links whose titles are noted.
 */
export function startValues(defaults: Values, initial: Values, fields: FormFields, links: Links): Values {
  const given: [string, unknown][] = [];
  for (const [name, value] of Object.entries(initial)) {
    const field = fields.byName.get(name);
    if (field === undefined || !fields.isWritable(name)) continue;
    const start =
      holdsLinks(value) && field.target !== undefined
        ? recordValues({ [name]: value }, fields, links)[name]
        : startValue(field, value);
    if (start !== undefined) given.push([name, start]);
  }
  return { ...defaults, ...Object.fromEntries(given) };
}
