import type { Keys, RecordShape, Shape } from './shape.ts';

const name: Shape = { is: 'name' };
const title: Shape = { is: 'text', most: 100 };
const names: Shape = { is: 'list', of: name };
const paths: Shape = { is: 'list', of: { is: 'name', form: 'path' } };

const filterValue: Shape = {
  is: 'choice',
  of: [
    { is: 'value', lists: true },
    {
      is: 'map',
      keys: 'word',
      noun: 'operator',
      of: { is: 'value', lists: true },
    },
  ],
};

const sections: Keys = {
  sections: {
    shape: { is: 'map', keys: 'text', noun: 'section', of: names },
    about: 'Titled groups of fields, in order.',
  },
  fields: { shape: names, about: 'The fields in one untitled group, instead of sections.' },
};

const screenKeys = (kind: string, what: string, own: Keys): RecordShape => ({
  is: 'record',
  noun: `${kind} screen`,
  keys: {
    [kind]: { shape: name, required: true, about: what },
    title: { shape: title, about: "What people read; else the screen's name in words." },
    ...own,
  },
});

/** The kinds of screen, by the key that names them. */
export const SCREEN_KINDS: Readonly<Record<string, RecordShape>> = {
  table: screenKeys('table', 'A list of records of this entity.', {
    columns: {
      shape: paths,
      about: 'What the list shows; may follow references (`customer.country`, at most 3 steps).',
    },
    filter: {
      shape: { is: 'map', keys: 'path', noun: 'filter', of: filterValue },
      about: 'Only records that match: a value, a list (any of), or a map from operator to value.',
    },
    where: {
      shape: { is: 'expression' },
      about: 'Condition on the records that the list shows.',
    },
    sort: {
      shape: {
        is: 'choice',
        of: [
          { is: 'name', form: 'sort' },
          { is: 'list', of: { is: 'name', form: 'sort' } },
        ],
      },
      about: 'One path or a list; a leading `-` means descending.',
    },
  }),
  form: screenKeys('form', 'A form for one record of this entity.', sections),
  detail: screenKeys('detail', 'One record of this entity, read only.', {
    ...sections,
    related: { shape: names, about: '`children` fields shown as lists beside the record.' },
  }),
};
