import { inputId, useFormParts } from '../form-context.ts';
import { afterPress } from '../state/after-press.ts';
import { useFormPart } from '../state/form-store.ts';
import { shownValue } from '../state/shown-value.ts';
import { WidgetOf } from '../widgets/WidgetOf.tsx';
import { ReadOnlyValue } from './ReadOnlyValue.tsx';

type Props = {
  readonly name: string;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
};

/** Edits one field with the widget that the view names; shows it as text where a rule keeps it from being changed. */
export function ValueField({ name, value, change }: Props) {
  const { store, fields, idPrefix, links } = useFormParts();
  const pointer = `/${name}`;
  const invalid = useFormPart(store, (form) => form.errorAt(pointer) !== undefined);
  const warned = useFormPart(store, (form) => form.warningAt(pointer) !== undefined);
  const locked = useFormPart(store, (form) => form.isLocked(pointer));
  const required = useFormPart(store, (form) => form.standing(pointer)?.required);
  const field = fields.byName.get(name);
  if (field === undefined) return null;
  if (locked) return <ReadOnlyValue field={field} value={shownValue(field, value, links)} />;
  const id = inputId(idPrefix, pointer);
  const described = [
    invalid ? `${id}_error` : '',
    warned ? `${id}_warning` : '',
    field.help === null ? '' : `${id}_help`,
  ].filter((each) => each !== '');
  return (
    <WidgetOf
      id={id}
      field={required === undefined || required === field.required ? field : { ...field, required }}
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
