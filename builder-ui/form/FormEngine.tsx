import Form from '@rjsf/core';
import type {
  FieldProps,
  FieldTemplateProps,
  ObjectFieldTemplateProps,
  RJSFSchema,
  UiSchema,
} from '@rjsf/utils';
import { useCallback, useImperativeHandle, useMemo, useRef, type ReactNode, type Ref } from 'react';
import type { FormSchema } from './state/validator.ts';
import type { Values } from './state/form-store.ts';
import { FieldFrame } from './theme/FieldFrame.tsx';
import { LinesField } from './lines/LinesField.tsx';
import { Sections } from './theme/Sections.tsx';
import { ValueField } from './theme/ValueField.tsx';

/** Commands to a form that is drawn. */
export type FormEngineHandle = { readonly set: (name: string, value: unknown) => void };

type Props = {
  readonly schema: FormSchema;
  /** Values to begin with; the engine holds them from then on. */
  readonly values: Values;
  /** Names of the fields that hold lists of owned lines. */
  readonly lineFields: readonly string[];
  readonly idPrefix: string;
  readonly onChange: (values: Values) => void;
  readonly handle: Ref<FormEngineHandle>;
};

function RjsfObject({ properties }: ObjectFieldTemplateProps): ReactNode {
  return <Sections drawn={new Map(properties.map(({ name, content }) => [name, content]))} />;
}

function RjsfFrame({ fieldPathId, children }: FieldTemplateProps): ReactNode {
  const name = fieldPathId.path[0];
  return name === undefined ? children : <FieldFrame name={String(name)}>{children}</FieldFrame>;
}

function RjsfValue({ formData, onChange, fieldPathId, name }: FieldProps): ReactNode {
  const { path } = fieldPathId;
  return <ValueField name={name} value={formData as unknown} change={(value) => onChange(value, path)} />;
}

function RjsfLines({ formData, onChange, fieldPathId, name }: FieldProps): ReactNode {
  const { path } = fieldPathId;
  return <LinesField name={name} value={formData as unknown} change={(value) => onChange(value, path)} />;
}

const FIELDS = { jig_value: RjsfValue, jig_lines: RjsfLines };
const TEMPLATES = { FieldTemplate: RjsfFrame, ObjectFieldTemplate: RjsfObject };
// The form begins with the values it was given: the server said them, and no schema default may add to them.
const NO_DEFAULTS = {
  emptyObjectFields: 'skipDefaults',
  arrayMinItems: { populate: 'never' },
} as const;

function uiSchemaOf(schema: RJSFSchema, lineFields: readonly string[]): UiSchema {
  return Object.fromEntries(
    Object.keys(schema.properties ?? {}).map((name) => [
      name,
      { 'ui:field': lineFields.includes(name) ? 'jig_lines' : 'jig_value' },
    ]),
  );
}

/**
 * The boundary to the form library: schema and values in, changed values out. The library resolves the schema, walks it
 * and holds the values; how a field looks, what is wrong with it and what happens on saving is ours.
 */
export function FormEngine({ schema, values, lineFields, idPrefix, onChange, handle }: Props): ReactNode {
  const form = useRef<Form>(null);
  const uiSchema = useMemo(() => uiSchemaOf(schema.schema, lineFields), [schema, lineFields]);
  useImperativeHandle(handle, () => ({
    set: (name, value) => form.current?.setFieldValue([name], value),
  }));
  const changed = useCallback(
    ({ formData }: { formData?: unknown }) => onChange((formData ?? {}) as Values),
    [onChange],
  );
  return (
    <Form
      ref={form}
      schema={schema.schema}
      validator={schema.validator}
      initialFormData={values}
      uiSchema={uiSchema}
      fields={FIELDS}
      templates={TEMPLATES}
      idPrefix={idPrefix}
      tagName="div"
      noValidate
      showErrorList={false}
      experimental_defaultFormStateBehavior={NO_DEFAULTS}
      onChange={changed}
    >
      {NOTHING}
    </Form>
  );
}

const NOTHING = <span hidden />;
