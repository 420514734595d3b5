import type { CodeGroup } from '../code-entry.ts';

/** Documents, keys, values and names. */
export const FORM_CODES = {
  'document/unknown-kind': {
    title: 'A document of no known kind',
    explanation:
      'Every document begins with the key that says what it is: `workspace`, `entity`, `role` or `tool`.',
    bad: 'entty: order',
    good: 'entity: order',
  },
  'document/kind-first': {
    title: 'The kind is not the first key',
    explanation:
      'The first line of a document says what it is, so that a reader and a difference see it at once.',
    bad: 'owner: sales\nentity: order',
    good: 'entity: order\nowner: sales',
  },
  'key/unknown': {
    title: 'An unknown key',
    explanation:
      'Keys that the language does not have are refused, because a misspelt key would silently do nothing.',
    bad: 'amount: { type: money, requird: true }',
    good: 'amount: { type: money, required: true }',
  },
  'key/missing': {
    title: 'A key is missing',
    explanation: 'The language requires this key. The place shown is the one that lacks it.',
    bad: 'entity: order\nfields: { number: { type: sequence } }',
    good: 'entity: order\nowner: sales\nfields: { number: { type: sequence } }',
  },
  'key/duplicate': {
    title: 'A key is there twice',
    explanation: 'A map has each key once; YAML would silently keep one of the two values.',
    bad: 'entity: order\nowner: sales\nowner: stores',
    good: 'entity: order\nowner: sales',
  },
  'value/wrong-type': {
    title: 'A value of the wrong type',
    explanation: 'The key takes another kind of value: a flag, a number, a text, a list or a map.',
    bad: 'amount: { type: money, required: yes }',
    good: 'amount: { type: money, required: true }',
  },
  'value/missing': {
    title: 'A key without a value',
    explanation: 'A key that is written has a value. What is not needed is left out.',
    bad: 'role: sales\nabout:',
    good: 'role: sales',
  },
  'value/empty-list': {
    title: 'An empty list or map',
    explanation: 'A list or map that is written names at least one thing.',
    bad: 'search: []',
    good: 'search: [number]',
  },
  'value/out-of-range': {
    title: 'A number outside its range',
    explanation: 'The key takes a number between the limits that the message names.',
    bad: 'rate: { type: decimal, scale: 40 }',
    good: 'rate: { type: decimal, scale: 4 }',
  },
  'value/too-long': {
    title: 'A text is too long',
    explanation: 'The key takes a text of at most as many characters as the message says.',
    bad: 'money: { type: money, currency: Pounds }',
    good: 'money: { type: money, currency: GBP }',
  },
  'value/unprintable': {
    title: 'A text that is not one line of printable characters',
    explanation: 'Labels and the like are one line. No text holds null characters or halves of characters.',
    bad: 'label: "Net\\nweight"',
    good: 'label: Net weight',
  },
  'value/unknown-word': {
    title: 'A word that is not among those possible',
    explanation: 'The key takes one of the words that the language reference lists.',
    bad: 'options: { open: { color: bleu } }',
    good: 'options: { open: { color: blue } }',
  },
  'name/invalid': {
    title: 'A name of the wrong form',
    explanation:
      'Names are lower-case words joined by `_`, at most 50 characters. People read `title` or `label`.',
    bad: 'entity: Order Line',
    good: 'entity: order_line\ntitle: Order line',
  },
  'name/reserved': {
    title: 'A reserved name',
    explanation:
      'Every record has fields such as `id` and `created_at` already, and words such as `user` belong to the rule language.',
    bad: 'fields: { created_at: { type: date } }',
    good: 'fields: { ordered_on: { type: date } }',
  },
  'name/duplicate': {
    title: 'A name is taken',
    explanation:
      'Two things of one kind have the same name, in one file or in two. The first one is shown as well.',
    bad: 'role: sales\n---\nrole: sales',
    good: 'role: sales\n---\nrole: sales_lead',
  },
  'name/repeated': {
    title: 'A list names something twice',
    explanation: 'Naming a thing twice in one list has no effect, and is usually meant to be something else.',
    bad: 'columns: [number, total, number]',
    good: 'columns: [number, total]',
  },
  'name/was-exists': {
    title: '`was` names something that still exists',
    explanation: '`was` is the former name of something renamed; nothing can have that name now.',
    bad: 'fields: { note: { type: text }, remark: { type: text, was: note } }',
    good: 'fields: { remark: { type: text, was: note } }',
  },
  'name/was-twice': {
    title: 'Two claim the same former name',
    explanation: 'Data goes to one place: only one entity or field can have had the name before.',
    bad: 'fields: { a: { type: text, was: note }, b: { type: text, was: note } }',
    good: 'fields: { a: { type: text, was: note }, b: { type: text } }',
  },
} as const satisfies CodeGroup;
