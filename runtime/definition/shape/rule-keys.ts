import { INPUT_KEYS } from './input-keys.ts';
import type { Keys, RecordShape, Shape } from './shape.ts';

const name: Shape = { is: 'name' };
const names: Shape = { is: 'list', of: name };
const title: Shape = { is: 'text', most: 100 };
const about: Shape = { is: 'text', most: 2000, lines: true };
const expression: Shape = { is: 'expression' };
const message: Shape = { is: 'text', most: 500 };
const oneOrMore: Shape = { is: 'choice', of: [name, names] };
const data = (noun: string): Shape => ({ is: 'map', keys: 'free', noun, of: { is: 'data' } });

const check: RecordShape = {
  is: 'record',
  noun: 'check',
  keys: {
    that: { shape: expression, required: true, about: 'What must be true of a record that is written.' },
    say: {
      shape: message,
      required: true,
      about: 'What a person reads where it is not; `{order.total}` shows a value.',
    },
    at: { shape: name, about: 'Field that the message belongs to; the record as a whole when left out.' },
    enforce: {
      shape: { is: 'word', of: ['error', 'warn', 'observe'], noun: 'way to enforce a check' },
      about: '`error` refuses the write, `warn` says so, `observe` only counts; `error` when left out.',
    },
  },
};

const never: RecordShape = {
  is: 'record',
  noun: 'rule',
  keys: {
    that: { shape: expression, required: true, about: 'What must never become true.' },
    say: { shape: message, about: 'What a person reads who would make it true.' },
  },
};

const lifecycle: RecordShape = {
  is: 'record',
  noun: 'lifecycle',
  keys: {
    field: { shape: name, required: true, about: 'The choice field that holds the state.' },
    ends: { shape: names, about: 'States that no action need lead out of.' },
  },
};

const action: RecordShape = {
  is: 'record',
  noun: 'action',
  keys: {
    title: { shape: title, about: 'What the button says; the name in words when left out.' },
    about: { shape: about, about: 'What the action does.' },
    confirm: { shape: message, about: 'Question to answer before it runs.' },
    from: { shape: oneOrMore, about: 'States in which it may run; every state when left out.' },
    to: { shape: name, about: 'State that it leads to; the same when left out.' },
    when: { shape: expression, about: 'Condition on the record before; `input` may be named.' },
    say: { shape: message, about: 'What a person reads where `when` is not true.' },
    not_by: { shape: oneOrMore, about: 'User fields: nobody of these people may run it.' },
    input: {
      shape: {
        is: 'map',
        keys: 'name',
        noun: 'input',
        of: { is: 'variant', noun: 'input', by: 'type', of: INPUT_KEYS, code: 'field/unknown-type' },
      },
      about: 'What it asks for, by name.',
    },
    set: {
      shape: { is: 'map', keys: 'free', noun: 'field', of: { is: 'value' } },
      about: 'What it writes, by field: a value, or `=` and an expression.',
    },
  },
};

const example: RecordShape = {
  is: 'record',
  noun: 'example',
  keys: {
    as: { shape: name, required: true, about: 'Role of who acts.' },
    user: { shape: data('attribute'), about: 'Attributes of who acts.' },
    params: {
      shape: { is: 'map', keys: 'free', noun: 'parameter', of: { is: 'value' } },
      about: 'Values of parameters.',
    },
    now: {
      shape: { is: 'text', most: 40 },
      about: 'Instant at which it happens, such as `2026-11-21T09:30:00Z`.',
    },
    given: { shape: data('field'), about: 'The record before; what is required and not given is filled in.' },
    do: {
      shape: name,
      required: true,
      about: '`create`, `update`, `delete`, `read` or the name of an action.',
    },
    with: { shape: data('field'), about: 'Values of the create or update, or input of the action.' },
    expect: {
      shape: {
        is: 'choice',
        of: [
          { is: 'word', of: ['allowed'], noun: 'expectation' },
          {
            is: 'record',
            noun: 'expectation',
            filled: true,
            keys: {
              refused_by: {
                shape: { is: 'text', most: 200 },
                about: 'Id of the rule that must refuse it, such as `checks.within_limit`, or `access`.',
              },
              values: { shape: data('field'), about: 'Values of the record afterwards.' },
              warns: {
                shape: { is: 'list', of: { is: 'text', most: 200 } },
                about: 'Checks that must warn.',
              },
            },
          },
        ],
      },
      required: true,
      about: '`allowed`, or what must come of it.',
    },
  },
};

const byName = (noun: string, of: Shape): Shape => ({ is: 'map', keys: 'name', noun, of });

/** Keys of an entity that hold its rules, in canonical order. */
export const RULE_KEYS = {
  checks: { shape: byName('check', check), about: 'What must be true of a record whenever it is written.' },
  lifecycle: {
    shape: { is: 'choice', of: [name, lifecycle] },
    about: 'The choice field that is a state, which only actions change.',
  },
  actions: { shape: byName('action', action), about: 'Operations on one record, by name.' },
  never: {
    shape: byName('rule', { is: 'choice', of: [expression, never] }),
    about: 'What must never become true, by name: a condition, or `that` and `say`.',
  },
  examples: { shape: byName('example', example), about: 'Cases that `jig test` runs, by name.' },
} as const satisfies Keys;
