import { inputId, useFormParts } from '../form-context.ts';
import { afterPress } from '../state/after-press.ts';
import { useFormPart } from '../state/form-store.ts';
import { WidgetOf } from '../widgets/WidgetOf.tsx';

type Props = {
  readonly name: string;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
};

/** Edits one field with the widget that the view names. */
export function ValueField({ name, value, change }: Props) {
  const { store, fields, idPrefix } = useFormParts();
  const pointer = `/${name}`;
  const invalid = useFormPart(store, (form) => form.errorAt(pointer) !== undefined);
  const field = fields.byName.get(name);
  if (field === undefined) return null;
  const id = inputId(idPrefix, pointer);
  const described = [invalid ? `${id}_error` : '', field.help === null ? '' : `${id}_help`].filter(
    (each) => each !== '',
  );
  return (
    <WidgetOf
      id={id}
      field={field}
      value={value}
      change={change}
      leave={() => afterPress(() => store.visit([pointer]))}
      invalid={invalid}
      describedBy={described.length === 0 ? undefined : described.join(' ')}
      compact={false}
      label={undefined}
    />
  );
}
