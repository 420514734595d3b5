import type { JsonSchema } from '../../../runtime/model/field-types/field-type.ts';
import type { FieldView, FormMode, FormView } from '../../../runtime/wire/view.ts';

/** A form's fields, by name, and which of them this person may write in this mode. */
export type FormFields = {
  readonly byName: ReadonlyMap<string, FieldView>;
  readonly isWritable: (name: string) => boolean;
  /** Whether a column of a list of lines may be written. */
  readonly isLineWritable: (name: string, column: string) => boolean;
};

/** Lists the fields of a form once; the mode's schema says what may be sent. */
export function formFields(view: FormView, mode: FormMode): FormFields {
  const byName = new Map(
    view.sections.flatMap((section) => section.fields).map((field) => [field.path, field] as const),
  );
  const properties: Readonly<Record<string, JsonSchema>> = mode.schema.properties ?? {};
  return {
    byName,
    isWritable: (name) => Object.hasOwn(properties, name),
    isLineWritable: (name, column) => Object.hasOwn(properties[name]?.items?.properties ?? {}, column),
  };
}

/** The field that a pointer leads to: `/amount`, or a column of a line for `/lines/2/quantity`. */
export function fieldAt(
  fields: FormFields,
  pointer: string,
): { readonly field: FieldView; readonly row: number | null; readonly column: FieldView | null } | null {
  const [name = '', row, column] = pointer.slice(1).split('/');
  const field = fields.byName.get(name);
  if (field === undefined) return null;
  if (row === undefined || field.lines === undefined) return { field, row: null, column: null };
  return {
    field,
    row: Number(row),
    column: field.lines.fields.find((line) => line.path === column) ?? null,
  };
}
