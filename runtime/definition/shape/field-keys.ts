import { FIELD_TYPES } from '../../model/field-types/registry.ts';
import { OPTION_COLORS, type FieldTypeName } from '../../model/field.ts';
import type { Key, Keys, RecordShape, Shape } from './shape.ts';

/** Keys that say what a link leads to stand right behind the type. */
const LINKS: ReadonlySet<string> = new Set(['to', 'part_of', 'of', 'by']);

const label: Shape = { is: 'text', most: 100 };

/** What databases, spreadsheets and forms call the types. */
const SYNONYMS: Readonly<Partial<Record<FieldTypeName, readonly string[]>>> = {
  text: ['string', 'str', 'varchar', 'char', 'line'],
  long_text: ['textarea', 'multiline', 'paragraph', 'notes', 'clob'],
  email: ['mail', 'e_mail'],
  url: ['link', 'uri', 'website'],
  phone: ['tel', 'telephone', 'mobile'],
  integer: ['int', 'number', 'whole', 'bigint', 'long', 'smallint', 'count'],
  decimal: ['number', 'float', 'double', 'numeric', 'real'],
  money: ['currency', 'amount', 'price'],
  percent: ['percentage', 'rate', 'ratio'],
  boolean: ['bool', 'checkbox', 'yesno', 'yes_no', 'flag', 'toggle', 'switch'],
  datetime: ['timestamp', 'timestamptz', 'date_time', 'instant'],
  duration: ['interval', 'timespan', 'period'],
  choice: ['enum', 'select', 'dropdown', 'option', 'options', 'radio', 'picklist', 'status', 'list'],
  choices: ['multiselect', 'multi_select', 'multichoice', 'multi_choice', 'enums', 'checkboxes', 'list'],
  tags: ['labels', 'keywords', 'array'],
  reference: ['ref', 'relation', 'belongs_to', 'foreign_key', 'lookup', 'many_to_one'],
  references: ['refs', 'relations', 'many_to_many'],
  children: ['has_many', 'one_to_many', 'lines', 'subform', 'collection'],
  user: ['person', 'employee', 'assignee', 'owner', 'actor'],
  json: ['object', 'map', 'jsonb', 'any'],
  sequence: ['autoincrement', 'auto_increment', 'serial', 'autonumber', 'auto_number'],
};

const type: Key = {
  shape: {
    is: 'word',
    of: Object.keys(FIELD_TYPES),
    noun: 'field type',
    code: 'field/unknown-type',
    synonyms: SYNONYMS,
  },
  required: true,
  about: 'The type of the field.',
};

/** Keys that mean the same wherever a field type has them. */
const COMMON = {
  label: { shape: label, about: 'What people read instead of the name; the name in words when left out.' },
  help: { shape: { is: 'text', most: 500 }, about: 'A sentence shown beside the field on forms.' },
  required: { shape: { is: 'flag' }, about: 'Whether a record must have a value.' },
  unique: { shape: { is: 'flag' }, about: 'Whether no two live records may have the same value.' },
  default: {
    shape: { is: 'value' },
    about: 'Value of a new record when none is given, in the form of the type.',
  },
  was: { shape: { is: 'name' }, about: 'Former name of the field, after a rename.' },
} as const satisfies Keys;

const EXPRESSION: Shape = { is: 'expression' };

/** Conditions of any field that people may see or write. */
const CONDITIONS = {
  required_when: {
    shape: EXPRESSION,
    about: 'Condition under which a value is required; not where `visible_when` is not true.',
  },
  visible_when: { shape: EXPRESSION, about: 'Condition under which forms and details show the field.' },
  editable_when: {
    shape: EXPRESSION,
    about: 'Condition on the record before the change under which the field may be changed.',
  },
} as const satisfies Keys;

const FORMULA: Keys = {
  formula: { shape: EXPRESSION, about: 'Expression that gives the value; nobody writes the field.' },
};
const where: Keys[string] = {
  shape: EXPRESSION,
  about: 'Condition on the children that `sum`, `count`, `smallest` or `largest` take in.',
};
const child = (what: string): Keys[string] => ({ shape: { is: 'name', form: 'path' }, about: what });
const EXTREMES: Keys = {
  smallest: child('The smallest value of a field of the children: `lines.amount`.'),
  largest: child('The largest value of a field of the children: `lines.amount`.'),
  where,
};
const TOTALS: Keys = {
  sum: child('The sum of a field over the children: `lines.amount`; 0 where there are none.'),
  ...EXTREMES,
};
const COUNTS: Keys = {
  count: { shape: { is: 'name' }, about: 'The number of records of a `children` field.' },
  ...TOTALS,
};

const LENGTHS: Keys = {
  min_length: {
    shape: { is: 'whole', min: 1, max: 100_000 },
    about: 'Fewest characters.',
  },
  max_length: { shape: { is: 'whole', min: 1, max: 100_000 }, about: 'Most characters.' },
  pattern: {
    shape: { is: 'text', most: 200 },
    about: 'Regular expression that the whole value must match. Lookbehind and back references are refused.',
  },
};

const range = (form: string): Keys => ({
  min: { shape: { is: 'value' }, about: `Smallest value, ${form}.` },
  max: { shape: { is: 'value' }, about: `Largest value, ${form}.` },
});
const NUMBERS = range('inclusive');
const SCALE: Keys = {
  scale: {
    shape: { is: 'whole', min: 0, max: 12 },
    about: 'Digits after the point; 2 when left out, 4 for percent.',
  },
};

const OPTIONS: Keys = {
  options: {
    required: true,
    about: 'The options: a list of names, or a map from name to label and color.',
    shape: {
      is: 'choice',
      of: [
        { is: 'list', of: { is: 'text', most: 100 } },
        {
          is: 'map',
          keys: 'text',
          noun: 'option',
          of: {
            is: 'record',
            noun: 'option',
            keys: {
              label: { shape: label, about: 'What people read; the name in words when left out.' },
              color: {
                shape: { is: 'word', of: OPTION_COLORS, noun: 'color' },
                about: `One of ${OPTION_COLORS.join(', ')}.`,
              },
            },
          },
        },
      ],
    },
  },
};

const REFERENCE_TO: Keys = {
  to: { shape: { is: 'name' }, required: true, about: 'The entity referred to.' },
};

const LISTS: Keys = {
  default: { shape: { is: 'value', lists: true }, about: COMMON.default.about },
};

const TEXT = own(LENGTHS, ['required', 'unique', 'default']);
const EXACT = own({ ...SCALE, ...NUMBERS, ...FORMULA, ...TOTALS }, ['required', 'unique', 'default']);
const TEMPORAL = own({ ...NUMBERS, ...FORMULA, ...EXTREMES }, ['required', 'unique', 'default']);

/** One entry per type. */
const KEYS: Readonly<Record<FieldTypeName, RecordShape>> = {
  text: own({ ...LENGTHS, ...FORMULA }, ['required', 'unique', 'default']),
  long_text: own(LENGTHS, ['required', 'default']),
  markdown: own(LENGTHS, ['required', 'default']),
  email: TEXT,
  url: TEXT,
  phone: TEXT,
  integer: own({ ...NUMBERS, ...FORMULA, ...COUNTS }, ['required', 'unique', 'default']),
  decimal: EXACT,
  percent: EXACT,
  money: own(
    {
      currency: {
        shape: { is: 'text', most: 3 },
        about: "ISO 4217 code; the workspace's currency when left out.",
      },
      scale: {
        shape: { is: 'whole', min: 0, max: 12 },
        about: "Digits after the point; the currency's own when left out.",
      },
      ...NUMBERS,
      ...FORMULA,
      ...TOTALS,
    },
    ['required', 'unique', 'default'],
  ),
  boolean: own(FORMULA, ['required', 'default']),
  date: TEMPORAL,
  datetime: TEMPORAL,
  time: own(NUMBERS, ['required', 'unique', 'default']),
  duration: own({ ...range('such as `PT1H30M`'), ...FORMULA, ...TOTALS }, ['required', 'unique', 'default']),
  choice: own({ ...OPTIONS, ...FORMULA }, ['required', 'unique', 'default']),
  choices: own(OPTIONS, ['required', 'default'], LISTS),
  tags: own({}, ['required', 'default'], LISTS),
  reference: own(
    {
      ...REFERENCE_TO,
      part_of: {
        shape: { is: 'flag' },
        about: 'The record is a line of the one referred to: edited and deleted with it. Implies required.',
      },
    },
    ['required', 'unique'],
  ),
  references: own(REFERENCE_TO, ['required']),
  children: own(
    {
      of: { shape: { is: 'name' }, required: true, about: 'The entity whose records refer to this one.' },
      by: {
        shape: { is: 'name' },
        about: 'Its reference field; needed when several of its fields refer to this entity.',
      },
      editable_when: CONDITIONS.editable_when,
    },
    [],
  ),
  user: own({}, ['required', 'unique', 'default']),
  json: own({}, ['required']),
  sequence: own(
    {
      prefix: { shape: { is: 'text', most: 20 }, about: 'Text before the number.' },
      start: {
        shape: { is: 'whole', min: 1, max: 999_999_999_999 },
        about: 'First number; 1 when left out.',
      },
    },
    [],
  ),
};

/** Keys of each field type, in canonical order. */
export const FIELD_KEYS: Readonly<Record<FieldTypeName, RecordShape>> = Object.fromEntries(
  Object.entries(KEYS).map(([name, shape]) => [name, { ...shape, noun: `${name} field` }]),
) as Record<FieldTypeName, RecordShape>;

type CommonKey = 'required' | 'unique' | 'default';

function own(keys: Keys, common: readonly CommonKey[], override: Keys = {}): RecordShape {
  const chosen: Keys = Object.fromEntries(common.map((name) => [name, override[name] ?? COMMON[name]]));
  const { label, help, was } = COMMON;
  const { default: usual, ...flags } = chosen;
  const { required_when, visible_when, editable_when } = CONDITIONS;
  const conditions: Keys =
    common.length === 0 ? { visible_when } : { required_when, visible_when, editable_when };
  const named = Object.entries(keys);
  const links = Object.fromEntries(named.filter(([name]) => LINKS.has(name)));
  const limits = Object.fromEntries(named.filter(([name]) => !LINKS.has(name)));
  const last: Keys = usual === undefined ? { help, was } : { default: usual, help, was };
  return {
    is: 'record',
    noun: 'field',
    keys: { type, ...links, label, ...flags, ...conditions, ...limits, ...last },
  };
}
