import type { ChoiceOption } from '../../runtime/model/field.ts';
import type { FieldView } from '../../runtime/wire/view.ts';

const PLAIN = {
  help: null,
  align: 'start',
  required: false,
  writable: true,
  computed: null,
  masked: false,
  conditional: false,
} as const;

type Named = { readonly path: string; readonly label: string };
type Details = Partial<Pick<FieldView, 'help' | 'required' | 'max_length'>>;

/** A line of text that belongs to no record. */
export function textField(named: Named, details: Details = {}): FieldView {
  return { ...PLAIN, ...named, ...details, type: 'text', widget: 'text', cell: 'text' };
}

/** An instant that belongs to no record. */
export function instantField(named: Named, details: Details = {}): FieldView {
  return { ...PLAIN, ...named, ...details, type: 'datetime', widget: 'datetime', cell: 'datetime' };
}

/** One of the options, which belongs to no record. */
export function choiceField(
  named: Named,
  options: readonly ChoiceOption[],
  details: Details = {},
): FieldView {
  return { ...PLAIN, ...named, ...details, options, type: 'choice', widget: 'choice', cell: 'choice' };
}
