import { MASKS } from '../../model/model.ts';
import type { Keys, RecordShape, Shape } from './shape.ts';

const names: Shape = { is: 'list', of: { is: 'name' } };
const condition: Shape = { is: 'expression', or: 'true' };

const when: Keys[string] = {
  shape: { is: 'expression' },
  about: 'Condition on the record as it is, or, of `create`, as it will be; every record when left out.',
};
const fields: Keys[string] = {
  shape: names,
  about: 'The only fields that the grant covers; every field when left out.',
};
const mask: Keys[string] = {
  shape: {
    is: 'map',
    keys: 'free',
    noun: 'masked field',
    of: { is: 'word', of: MASKS, noun: 'mask' },
  },
  about: 'Fields that are shown masked, by name: `hidden`, `last_4`, `initial` or `domain`.',
};
const after: Keys[string] = {
  shape: { is: 'expression' },
  about: 'Condition on the record after the change; `old` is the one before.',
};

const record = (operation: string, keys: Keys): RecordShape => ({
  is: 'record',
  noun: `${operation} grant`,
  filled: true,
  keys,
});

/** A condition, one grant, or several. */
function grant(operation: string, keys: Keys): Shape {
  const one = record(operation, keys);
  return { is: 'choice', of: [condition, one, { is: 'list', of: { is: 'choice', of: [condition, one] } }] };
}

/** Grants by role. */
export const ACCESS: Shape = {
  is: 'map',
  keys: 'name',
  noun: 'role',
  of: {
    is: 'record',
    noun: 'set of grants',
    keys: {
      read: { shape: grant('read', { fields, when, mask }), about: 'See records.' },
      create: {
        shape: grant('create', { fields, when }),
        about: 'Make records; with a field list, giving values to these fields only.',
      },
      update: {
        shape: grant('update', { fields, when, after }),
        about: 'Change records; with a field list, these fields only.',
      },
      delete: { shape: grant('delete', { when }), about: 'Delete and restore records.' },
      actions: {
        shape: {
          is: 'choice',
          of: [
            names,
            {
              is: 'map',
              keys: 'free',
              noun: 'action',
              of: { is: 'choice', of: [condition, record('action', { when })] },
            },
          ],
        },
        about: 'Run actions: a list of names, or a map from name to `true` or a condition.',
      },
      export: { shape: grant('export', { fields, when }), about: 'Take records out as a file.' },
    },
  },
};
