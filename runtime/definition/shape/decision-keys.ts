import { PARAMETER_KEYS } from './input-keys.ts';
import type { RecordShape, Shape } from './shape.ts';

const name: Shape = { is: 'name' };
const title: Shape = { is: 'text', most: 100 };
const about: Shape = { is: 'text', most: 2000, lines: true };

/** Types of an output, beside `role`. */
const OUTPUT_TYPES = [
  'text',
  'integer',
  'decimal',
  'money',
  'percent',
  'boolean',
  'date',
  'duration',
  'role',
] as const;

/** Types of an input that is no field. */
export const INPUT_WORDS = ['text', 'integer', 'decimal', 'boolean', 'date'] as const;

export const PARAMETERS: RecordShape = {
  is: 'record',
  noun: 'group of parameters',
  keys: {
    parameters: { shape: name, required: true, about: 'The name of the group.' },
    owner: { shape: name, about: "One of the workspace's owners." },
    values: {
      required: true,
      about: 'The parameters by name; rules read them as `params.<name>`.',
      shape: {
        is: 'map',
        keys: 'name',
        noun: 'parameter',
        of: { is: 'variant', noun: 'parameter', by: 'type', of: PARAMETER_KEYS, code: 'field/unknown-type' },
      },
    },
  },
};

export const DECISION: RecordShape = {
  is: 'record',
  noun: 'decision',
  keys: {
    decision: { shape: name, required: true, about: 'The name that rules call it by.' },
    title: { shape: title, about: 'What people read; the name in words when left out.' },
    about: { shape: about, about: 'What is decided.' },
    owner: { shape: name, about: "One of the workspace's owners." },
    inputs: {
      required: true,
      about: `What it decides by: a field (\`refund.amount\`) or one of ${INPUT_WORDS.join(', ')}.`,
      shape: { is: 'map', keys: 'name', noun: 'input', of: { is: 'name', form: 'path' } },
    },
    outputs: {
      required: true,
      about: 'What it decides, by name and type.',
      shape: {
        is: 'map',
        keys: 'name',
        noun: 'output',
        of: { is: 'word', of: OUTPUT_TYPES, noun: 'type of an output', code: 'field/unknown-type' },
      },
    },
    hit: {
      shape: { is: 'word', of: ['unique', 'first', 'any'], noun: 'hit policy' },
      about: 'Whether one row matches, the first counts, or rows that match agree; `unique` when left out.',
    },
    rows: {
      required: true,
      about: 'The rows: conditions on inputs, values of outputs.',
      shape: {
        is: 'list',
        of: {
          is: 'record',
          noun: 'row',
          rest: { is: 'cell' },
          keys: {
            id: { shape: name, required: true, about: 'The name of the row, shown wherever it decided.' },
            from: { shape: { is: 'value' }, about: 'First day on which the row counts.' },
            to: { shape: { is: 'value' }, about: 'First day on which it counts no more.' },
          },
        },
      },
    },
    otherwise: {
      about: 'Outputs where no row matches; without it, a gap is a mistake.',
      shape: { is: 'map', keys: 'free', noun: 'output', of: { is: 'cell' } },
    },
  },
};
