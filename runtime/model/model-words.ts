import { inSentence, type FieldWord, type Words } from '../expression/words.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { findField } from './system-fields.ts';

/** Where an expression stands: the entity of its record, and what the action asks for, where there is any. */
export type WordPlace = {
  readonly entity: string | null;
  readonly input?: Readonly<Record<string, Field>>;
};

/** The labels of the definitions, for putting an expression into English. */
export function modelWords(model: Model, { entity, input = {} }: WordPlace): Words {
  const fieldOf = (of: string | null, name: string): Field | undefined => {
    if (of === null) return own(input, name);
    const found = own(model.entities, of);
    return found === undefined ? undefined : findField(found, name);
  };
  return {
    entity,
    noun: (name) => inSentence(own(model.entities, name)?.title ?? inWords(name)),
    field: (of, name) => fieldWord(fieldOf(of, name)),
    input: (name) => fieldWord(fieldOf(null, name)),
    param: (name) => inSentence(own(model.parameters, name)?.title ?? inWords(name)),
    attribute: inWords,
    option: (of, name, option) => {
      const field = fieldOf(of, name);
      const options = field !== undefined && 'options' in field ? field.options : [];
      return options.find((each) => each.name === option)?.label ?? option;
    },
    table: (name) => inSentence(own(model.decisions, name)?.title ?? inWords(name)),
    output: (table, name) =>
      inSentence(own(own(model.decisions, table)?.outputs ?? {}, name)?.label ?? inWords(name)),
  };
}

function fieldWord(field: Field | undefined): FieldWord | undefined {
  if (field === undefined) return undefined;
  const to = 'to' in field ? field.to : 'of' in field ? field.of : null;
  return { label: field.label, to };
}

const inWords = (name: string): string => name.replaceAll('_', ' ');

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
