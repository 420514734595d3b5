import type { Model, Parameter } from './model.ts';

/** Value of a parameter, in the model's form of its field: exact numbers as text. */
export type ParameterValue = string | number | boolean;

/** Values in force at one instant, by name; every parameter of the model has one. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** Values that the definitions give, in force until somebody sets others. */
export function writtenParameters(model: Model): ParameterValues {
  return Object.fromEntries(Object.values(model.parameters).map(({ name, value }) => [name, value]));
}

/** A stored text as the value it was written from; whether the field still takes it is not asked here. */
export function fromStoredText({ field }: Parameter, text: string): ParameterValue {
  if (field.type === 'boolean') return text === 'true';
  return field.type === 'integer' || field.type === 'duration' ? Number(text) : text;
}
