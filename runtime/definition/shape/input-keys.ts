import type { FieldTypeName } from '../../model/field.ts';
import { FIELD_KEYS } from './field-keys.ts';
import type { Keys, RecordShape } from './shape.ts';

const ALL = Object.keys(FIELD_KEYS) as FieldTypeName[];

/** Types of a value that an action asks for. */
const INPUT_TYPES = ALL.filter((name) => !['references', 'children', 'json', 'sequence'].includes(name));

/** Types of a parameter: those with one value that a definition can write. */
const PARAMETER_TYPES = INPUT_TYPES.filter(
  (name) => !['choices', 'tags', 'reference', 'user', 'markdown'].includes(name),
);

/** Keys of a field that need a record around it. */
const OF_RECORDS: ReadonlySet<string> = new Set(
  'unique required_when visible_when editable_when formula count sum smallest largest where was part_of'.split(
    ' ',
  ),
);

/** What an action may ask for, by type. */
export const INPUT_KEYS = withoutRecord(INPUT_TYPES, 'input', (keys) => keys);

/** Keys of a parameter by its type. */
export const PARAMETER_KEYS = withoutRecord(PARAMETER_TYPES, 'parameter', (keys) => {
  const { type, required: _required, default: _default, help: _help, label, ...limits } = keys;
  if (type === undefined || label === undefined) return {};
  return {
    type,
    title: label,
    value: { shape: { is: 'value' }, required: true, about: 'The value until somebody sets another.' },
    ...limits,
    changed_by: {
      shape: { is: 'list', of: { is: 'name' } },
      about: 'Roles whose holders may set another value; nobody when left out.',
    },
    about: {
      shape: { is: 'text', most: 2000, lines: true },
      required: true,
      about: 'What the value means, for who sets it.',
    },
  };
});

function withoutRecord(
  names: readonly FieldTypeName[],
  noun: string,
  adapt: (keys: Keys) => Keys,
): Readonly<Record<string, RecordShape>> {
  return Object.fromEntries(
    names.map((name) => {
      const kept = Object.entries(FIELD_KEYS[name].keys).filter(([key]) => !OF_RECORDS.has(key));
      const keys = adapt(Object.fromEntries(kept));
      return [name, { ...FIELD_KEYS[name], noun: `${name} ${noun}`, keys }];
    }),
  );
}
