import type { ScalarName, Type } from './type.ts';

const WORDS: Readonly<Record<ScalarName, string>> = {
  bool: 'true or false',
  int: 'a whole number',
  decimal: 'a decimal number',
  string: 'a text',
  date: 'a date',
  datetime: 'a point in time',
  time: 'a time of day',
  duration: 'a duration',
  user: 'a person',
  null: '`null`',
};

/** A type in the words of messages: `an amount in GBP`. */
export function describeType(type: Type): string {
  if (type.is === 'money') return `an amount in ${type.currency}`;
  if (type.is === 'choice') return 'a choice';
  if (type.is === 'record') return `a record of \`${type.entity}\``;
  if (type.is === 'list')
    return type.of.is === 'record' ? `a list of records of \`${type.of.entity}\`` : 'a list';
  return WORDS[type.is];
}
