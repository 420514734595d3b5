import { ACCESS } from './access-keys.ts';
import { DECISION, PARAMETERS } from './decision-keys.ts';
import { FIELD_KEYS } from './field-keys.ts';
import { RELEASE_KEYS } from './release-keys.ts';
import { RULE_KEYS } from './rule-keys.ts';
import { SCREEN_KINDS } from './screen-keys.ts';
import type { Keys, RecordShape, Shape } from './shape.ts';

/** Versions of the language that this program reads, the oldest and the newest; every one between them as well. */
export const OLDEST_LANGUAGE = 1;
export const LANGUAGE = 2;

const name: Shape = { is: 'name' };
const title: Shape = { is: 'text', most: 100 };
const about: Shape = { is: 'text', most: 2000, lines: true };
const names: Shape = { is: 'list', of: name };

const ATTRIBUTE_TYPES = ['text', 'integer', 'boolean', 'tags'] as const;

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
      about:
        'Version of the definition language, 1 or 2; `jig upgrade` rewrites definitions of an older one.',
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
            approvers: RELEASE_KEYS.approvers,
          },
        },
      },
    },
    releases: RELEASE_KEYS.releases,
    user_attributes: {
      about: 'What rules may read of who acts, as `user.<name>`.',
      shape: {
        is: 'map',
        keys: 'name',
        noun: 'attribute',
        of: {
          is: 'record',
          noun: 'attribute',
          keys: {
            type: {
              shape: { is: 'word', of: ATTRIBUTE_TYPES, noun: 'type of an attribute' },
              required: true,
              about: `One of ${ATTRIBUTE_TYPES.join(', ')}.`,
            },
            about: { shape: about, about: 'What it says of a person.' },
          },
        },
      },
    },
    accepts: RELEASE_KEYS.accepts,
  },
};

const role: RecordShape = {
  is: 'record',
  noun: 'role',
  keys: {
    role: ownName('role'),
    title: { shape: title, about: 'What people read; the name in words when left out.' },
    about: { shape: about, about: 'What people with the role do.' },
    given_by: {
      shape: names,
      about: 'Roles whose holders may give this one to people and take it away; nobody when left out.',
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
    checks: RULE_KEYS.checks,
    lifecycle: RULE_KEYS.lifecycle,
    actions: RULE_KEYS.actions,
    access: { shape: ACCESS, required: true, about: 'Grants by role; what is not granted is refused.' },
    never: RULE_KEYS.never,
    examples: RULE_KEYS.examples,
    accepts: RELEASE_KEYS.accepts,
  },
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

export type KindName = 'workspace' | 'entity' | 'role' | 'tool' | 'parameters' | 'decision';

/** Every kind of document, by the key it begins with. */
export const KINDS: Readonly<Record<KindName, RecordShape>> = {
  workspace,
  entity,
  role,
  tool,
  parameters: PARAMETERS,
  decision: DECISION,
};
