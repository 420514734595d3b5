import type { JsonSchema } from '../../../runtime/model/field-types/field-type.ts';
import { FIELD_TYPES } from '../../../runtime/model/field-types/registry.ts';
import type { Field } from '../../../runtime/model/field.ts';
import { messageFor } from '../../../runtime/validate/messages.ts';
import { schemaProblem } from '../../../runtime/validate/schema-problem.ts';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { readText, type Place } from '../values/read-text.ts';
import { isUnread, unreadText } from '../values/unread.ts';
import { readableParams } from '../values/limit-text.ts';
import type { LiveRules } from '../rules/live-rules.ts';
import { fieldAt, type FormFields } from './form-fields.ts';
import type { Messages, Values } from './form-store.ts';
import { isBlankLine, linesOf } from './record-values.ts';
import { isEmpty, sameValue } from './same-value.ts';
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

/** Where a rule speaks of the field, it decides; what is hidden or may not be changed is nobody's to fill in. */
function isDemanded(rules: LiveRules, pointer: string, otherwise: boolean): boolean {
  const standing = rules.standing(pointer);
  return standing === null ? otherwise : standing.required && standing.editable;
}

/** Names of required fields, by the schema, by the rules, and by what the view says of fields whose default was cleared. */
function missing(values: Values, fields: FormFields, body: JsonSchema, rules: LiveRules): Messages {
  const found: Record<string, string> = {};
  const miss = (pointer: string): void => {
    found[pointer] = messageFor('value/required');
  };
  for (const [name, field] of fields.byName) {
    if (!fields.isWritable(name)) continue;
    if (isDemanded(rules, `/${name}`, field.required) && isEmpty(values[name])) miss(`/${name}`);
    if (field.lines === undefined) continue;
    const needed = new Set(body.properties?.[name]?.items?.required ?? []);
    linesOf(values[name]).forEach((line, index) => {
      if (isBlankLine(line)) return;
      for (const column of field.lines?.fields ?? []) {
        const pointer = `/${name}/${index}/${column.path}`;
        const plain = line['id'] === undefined ? needed.has(column.path) : column.required;
        const isNeeded = isDemanded(rules, pointer, plain);
        if (isNeeded && fields.isLineWritable(name, column.path) && isEmpty(line[column.path])) miss(pointer);
      }
    });
  }
  return found;
}

/** Changes of what may not be changed, such as those that a draft brought back. */
function forbidden(values: Values, baseline: Values, fields: FormFields, rules: LiveRules): Messages {
  const changed = [...fields.byName.keys()].filter(
    (name) =>
      fields.isWritable(name) &&
      rules.standing(`/${name}`)?.editable === false &&
      !sameValue(values[name], baseline[name]),
  );
  return Object.fromEntries(changed.map((name) => [`/${name}`, NOT_NOW]));
}

const NOT_NOW = 'This cannot be changed here. Put the old value back.';

/** What the values of a form are checked against. */
export type Against = {
  readonly fields: FormFields;
  readonly form: FormSchema;
  readonly place: Place;
  readonly rules: LiveRules;
};

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
export function checkValues(values: Values, baseline: Values, against: Against): Messages {
  const { fields, form, place, rules } = against;
  const found: Record<string, string> = {
    ...missing(values, fields, form.body, rules),
    ...forbidden(values, baseline, fields, rules),
  };
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
  const shown = Object.entries(found).filter(([pointer]) => {
    const [, name = ''] = pointer.split('/');
    return [`/${name}`, pointer].every((at) => rules.standing(at)?.visible ?? true);
  });
  return inOrder(Object.fromEntries(shown), fields);
}
