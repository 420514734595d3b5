import type { ReactNode } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { RecordCanJson } from '../../runtime/wire/rules.ts';
import type { FormView } from '../../runtime/wire/view.ts';
import type { FormSchema } from './state/validator.ts';

export type RecordFormProps = {
  readonly tool: string | null;
  readonly entity: string;
  readonly mode: 'create' | 'update';
  /** The record to change; only with `update`. */
  readonly id?: string;
  /** Values that a new record begins with, over those of the definition. References as ids or as `{id, title}`. */
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly onSaved: (record: RecordJson) => void;
  readonly onCancel: () => void;
  readonly variant?: 'page' | 'dialog';
};

export type LoadedForm = {
  readonly view: FormView;
  readonly schema: FormSchema;
  readonly record: RecordJson | null;
  readonly can: RecordCanJson | null;
  /** Number of the release that the view is of. */
  readonly release: number;
};

/** Draws a form inside a form, to make the record that a field refers to. Handed down, since a form cannot import itself. */
export type NestedForm = (props: RecordFormProps) => ReactNode;
