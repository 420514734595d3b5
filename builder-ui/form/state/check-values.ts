import type { JsonSchema } from '../../../runtime/model/field-types/field-type.ts';
import { FIELD_TYPES } from '../../../runtime/model/field-types/registry.ts';
import type { Field } from '../../../runtime/model/field.ts';
import { messageFor } from '../../../runtime/validate/messages.ts';
import { schemaProblem } from '../../../runtime/validate/schema-problem.ts';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { readText, type Place } from '../values/read-text.ts';
import { isUnread, unreadText } from '../values/unread.ts';
import { readableParams } from '../values/limit-text.ts';
import { fieldAt, type FormFields } from './form-fields.ts';
import type { Messages, Values } from './form-store.ts';
import { isBlankLine, linesOf } from './record-values.ts';
import { isEmpty } from './same-value.ts';
import type { FormSchema } from './validator.ts';

type AjvError = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
};

/** The field as the runtime's rules know it. They read only the settings that a view carries. */
function ruleField(view: FieldView): Field {
  const { path, min = null, max = null, scale, max_length: maxLength, options, type, label } = view;
  return { name: path, type, label, min, max, scale, maxLength, options } as unknown as Field;
}

/** Only what has a value: the schema speaks of values that are not null. Blank lines keep their place. */
function withoutEmpty(values: Values, fields: FormFields): Record<string, unknown> {
  const filled = (row: Values) => Object.entries(row).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(
    filled(values).map(([name, value]) => [
      name,
      fields.byName.get(name)?.lines === undefined
        ? value
        : linesOf(value).map((line) => Object.fromEntries(filled(line))),
    ]),
  );
}

/** Names of required fields, by the schema and by what the view says of fields whose default was cleared. */
function missing(values: Values, fields: FormFields, body: JsonSchema): Messages {
  const found: Record<string, string> = {};
  const miss = (pointer: string): void => {
    found[pointer] = messageFor('value/required');
  };
  for (const [name, field] of fields.byName) {
    if (!fields.isWritable(name)) continue;
    if (field.required && isEmpty(values[name])) miss(`/${name}`);
    if (field.lines === undefined) continue;
    const needed = new Set(body.properties?.[name]?.items?.required ?? []);
    linesOf(values[name]).forEach((line, index) => {
      if (isBlankLine(line)) return;
      for (const column of field.lines?.fields ?? []) {
        const isNeeded = line['id'] === undefined ? needed.has(column.path) : column.required;
        if (isNeeded && fields.isLineWritable(name, column.path) && isEmpty(line[column.path]))
          miss(`/${name}/${index}/${column.path}`);
      }
    });
  }
  return found;
}

/** The messages in the order of the fields, lines from the first on. */
function inOrder(found: Messages, fields: FormFields): Messages {
  const names = [...fields.byName.keys()];
  const place = (pointer: string): readonly number[] => {
    const [name = '', row = '0'] = pointer.slice(1).split('/');
    return [names.indexOf(name), Number(row)];
  };
  const entries = Object.entries(found).sort(([a], [b]) => {
    const [left, right] = [place(a), place(b)];
    return (left[0] ?? 0) - (right[0] ?? 0) || (left[1] ?? 0) - (right[1] ?? 0);
  });
  return Object.fromEntries(entries);
}

/** Pointers of a value field: `/tags/2` is a part of `/tags`, `/lines/2/quantity` is a value of its own. */
function valuePointer(path: string, fields: FormFields): { pointer: string; field: FieldView } | null {
  const at = fieldAt(fields, path);
  if (at === null) return null;
  if (at.column === null) return { pointer: `/${at.field.path}`, field: at.field };
  return { pointer: `/${at.field.path}/${at.row}/${at.column.path}`, field: at.column };
}

/** Every value of the form with its field and pointer, lines included. */
function* eachValue(values: Values, fields: FormFields): Generator<[string, FieldView, unknown]> {
  for (const [name, field] of fields.byName) {
    if (!fields.isWritable(name)) continue;
    if (field.lines === undefined) yield [`/${name}`, field, values[name]];
    else
      for (const [index, line] of linesOf(values[name]).entries())
        for (const column of field.lines.fields)
          if (fields.isLineWritable(name, column.path))
            yield [`/${name}/${index}/${column.path}`, column, line[column.path]];
  }
}

/**
 * What is wrong with the values of a form, by pointer, in the words that the server uses: what could not be read, what is
 * missing, what the compiled schema refuses, and what the rules of the field types refuse. One message for each value.
 */
export function checkValues(values: Values, fields: FormFields, form: FormSchema, place: Place): Messages {
  const found: Record<string, string> = { ...missing(values, fields, form.body) };
  const rawErrors =
    form.validator.rawValidation<AjvError>(form.schema, withoutEmpty(values, fields)).errors ?? [];
  const refused = new Map<string, string>();
  for (const error of rawErrors) {
    if (error.keyword === 'required' || error.keyword === 'additionalProperties') continue;
    const at = valuePointer(error.instancePath, fields);
    if (at === null || refused.has(at.pointer)) continue;
    const { code, params } = schemaProblem(ruleField(at.field), error);
    refused.set(at.pointer, messageFor(code, readableParams(params, at.field, place)));
  }
  for (const [pointer, field, value] of eachValue(values, fields)) {
    if (isUnread(value)) {
      const read = readText(field, unreadText(value), place);
      found[pointer] = read.ok ? messageFor('value/form') : read.say;
    } else if (found[pointer] === undefined && refused.has(pointer))
      found[pointer] = refused.get(pointer) ?? '';
    else if (found[pointer] === undefined && !isEmpty(value)) {
      const problem = FIELD_TYPES[field.type].checkValue(ruleField(field), value);
      if (problem !== null)
        found[pointer] = messageFor(problem.code, readableParams(problem.params, field, place));
    }
  }
  for (const [pointer, message] of refused) found[pointer] ??= message;
  return inOrder(found, fields);
}
