import { FIELD_KEYS } from './field-keys.ts';
import type { Keys, RecordShape, Shape } from './shape.ts';

/** Version of the language that this program reads. */
export const LANGUAGE = 1;

const name: Shape = { is: 'name' };
const path: Shape = { is: 'name', form: 'path' };
const title: Shape = { is: 'text', most: 100 };
const about: Shape = { is: 'text', most: 2000, lines: true };
const names: Shape = { is: 'list', of: name };
const paths: Shape = { is: 'list', of: path };

const ownName = (noun: string): Keys[string] => ({
  shape: name,
  required: true,
  about: `The name of the ${noun}.`,
});

const workspace: RecordShape = {
  is: 'record',
  noun: 'workspace',
  keys: {
    workspace: ownName('workspace'),
    language: {
      shape: { is: 'whole', min: 1, max: 999 },
      required: true,
      about: 'Version of the definition language; 1 is the only one so far.',
    },
    title: { shape: title, about: 'What people read; the name in words when left out.' },
    time_zone: {
      shape: { is: 'text', most: 60 },
      about: 'IANA zone in which dates and times are shown; `UTC` when left out.',
    },
    locale: {
      shape: { is: 'text', most: 35 },
      about: 'Language tag for numbers, dates and sorting, such as `en-GB`; `en` when left out.',
    },
    currency: {
      shape: { is: 'text', most: 3 },
      about: 'ISO 4217 code of money fields that name none; `EUR` when left out.',
    },
    owners: {
      required: true,
      about: 'The teams that answer for entities and tools.',
      shape: {
        is: 'map',
        keys: 'name',
        noun: 'owner',
        of: {
          is: 'record',
          noun: 'owner',
          keys: {
            title: { shape: title, about: 'What people read; the name in words when left out.' },
            contact: {
              shape: { is: 'text', most: 320 },
              required: true,
              about: 'Where to reach the team: an address, a channel, a number.',
            },
          },
        },
      },
    },
  },
};

const role: RecordShape = {
  is: 'record',
  noun: 'role',
  keys: {
    role: ownName('role'),
    title: { shape: title, about: 'What people read; the name in words when left out.' },
    about: { shape: about, about: 'What people with the role do.' },
  },
};

const fieldsGrant: RecordShape = {
  is: 'record',
  noun: 'grant',
  keys: { fields: { shape: names, required: true, about: 'The only fields that the grant covers.' } },
};
const grant: Shape = { is: 'choice', of: [{ is: 'fixed', value: 'true' }, fieldsGrant] };

const access: Shape = {
  is: 'map',
  keys: 'name',
  noun: 'role',
  of: {
    is: 'record',
    noun: 'set of grants',
    keys: {
      read: { shape: grant, about: 'See records.' },
      create: { shape: grant, about: 'Make records; with a field list, giving values to these fields only.' },
      update: { shape: grant, about: 'Change records; with a field list, these fields only.' },
      delete: { shape: { is: 'fixed', value: 'true' }, about: 'Delete and restore records.' },
      export: { shape: grant, about: 'Take records out as a file.' },
    },
  },
};

const entity: RecordShape = {
  is: 'record',
  noun: 'entity',
  keys: {
    entity: ownName('entity'),
    title: { shape: title, about: 'What people call one record; the name in words when left out.' },
    plural: { shape: title, about: 'What people call several records; made from the title when left out.' },
    about: { shape: about, about: 'What a record stands for.' },
    owner: { shape: name, required: true, about: "One of the workspace's owners." },
    was: { shape: name, about: 'Former name of the entity, after a rename.' },
    title_field: {
      shape: name,
      about:
        'Field whose value names a record to people; else the first sequence, required text or text field.',
    },
    search: {
      shape: names,
      about: 'Fields that the search box looks into; else the title field where it is searchable.',
    },
    fields: {
      required: true,
      about: 'The fields by name.',
      shape: {
        is: 'map',
        keys: 'name',
        noun: 'field',
        of: { is: 'variant', noun: 'field', by: 'type', of: FIELD_KEYS, code: 'field/unknown-type' },
      },
    },
    indexes: {
      about: 'Indexes over stored fields; a unique one counts live records only.',
      shape: {
        is: 'list',
        of: {
          is: 'choice',
          of: [
            names,
            {
              is: 'record',
              noun: 'index',
              keys: {
                fields: { shape: names, required: true, about: 'The fields, in order.' },
                unique: {
                  shape: { is: 'flag' },
                  about: 'Whether no two live records may agree in all of them.',
                },
              },
            },
          ],
        },
      },
    },
    access: { shape: access, required: true, about: 'Grants by role; what is not granted is refused.' },
  },
};

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

const tool: RecordShape = {
  is: 'record',
  noun: 'tool',
  keys: {
    tool: ownName('tool'),
    title: { shape: title, about: 'What people read; the name in words when left out.' },
    purpose: { shape: about, required: true, about: 'What the tool is for, in a sentence.' },
    owner: { shape: name, required: true, about: "One of the workspace's owners." },
    for: { shape: names, required: true, about: 'The roles that see the tool.' },
    runbook: {
      shape: { is: 'text', most: 300 },
      about: 'Markdown file that says how to work with the tool, relative to this file.',
    },
    screens: {
      required: true,
      about: 'The screens by name, in the order of the navigation.',
      shape: {
        is: 'map',
        keys: 'name',
        noun: 'screen',
        of: { is: 'variant', noun: 'screen', by: null, of: SCREEN_KINDS, code: 'screen/unknown-kind' },
      },
    },
  },
};

export type KindName = 'workspace' | 'entity' | 'role' | 'tool';

/** Every kind of document, by the key it begins with. */
export const KINDS: Readonly<Record<KindName, RecordShape>> = { workspace, entity, role, tool };
