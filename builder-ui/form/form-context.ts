import { createContext, useContext } from 'react';
import type { RecordCanJson } from '../../runtime/wire/rules.ts';
import type { FormView } from '../../runtime/wire/view.ts';
import type { NestedForm } from './record-form-props.ts';
import type { FormFields } from './state/form-fields.ts';
import type { FormStore } from './state/form-store.ts';
import type { Links } from './state/record-values.ts';
import type { Place } from './values/read-text.ts';

/** What every part of one open form needs. Made once per form, so that passing it on draws nothing anew. */
export type FormParts = {
  readonly view: FormView;
  readonly mode: 'create' | 'update';
  readonly tool: string | null;
  readonly nested: NestedForm;
  readonly place: Place;
  readonly store: FormStore;
  readonly fields: FormFields;
  readonly links: Links;
  /** The record as it was read; empty for a new one. Shows what may be read but not written. */
  readonly record: Readonly<Record<string, unknown>>;
  /** What the actor may do with the record; null for a new one, or where that could not be asked. */
  readonly can: RecordCanJson | null;
  /** Start of every element id of this form. */
  readonly idPrefix: string;
  /** Puts a value into the form from outside its field. */
  readonly setField: (name: string, value: unknown) => void;
};

const FormContext = createContext<FormParts | null>(null);
export const FormPartsProvider = FormContext.Provider;

/** The parts of the form that the component stands in. */
export function useFormParts(): FormParts {
  const parts = useContext(FormContext);
  if (parts === null) throw new Error('A form field is used outside a form');
  return parts;
}

/** Id of the element that edits the value at a pointer. */
export function inputId(idPrefix: string, pointer: string): string {
  return `${idPrefix}${pointer.replaceAll('/', '_')}`;
}

const PlaceContext = createContext<Place | null>(null);
/** Lets widgets stand outside a form: they only need to know how dates and numbers are typed. */
export const PlaceProvider = PlaceContext.Provider;

/** How dates, times and numbers are typed and shown here. */
export function useTypingPlace(): Place {
  const own = useContext(PlaceContext);
  const parts = useContext(FormContext);
  const place = own ?? parts?.place;
  if (place === undefined) throw new Error('A widget is used outside a form');
  return place;
}
