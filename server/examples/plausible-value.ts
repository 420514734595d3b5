import type { Field } from '../../runtime/model/field.ts';
import { sampleText } from './sample-text.ts';

/** Where an example stands in time, how many values were made up in it before, and how large numbers are to be. */
export type Moment = {
  readonly today: string;
  readonly now: string;
  readonly turn: number;
  readonly size: number;
};

/** A value as it is sent that the field takes by its own limits; null where none is known. */
export function plausibleValue(field: Field, moment: Moment): unknown {
  switch (field.type) {
    case 'text':
    case 'long_text':
    case 'markdown':
      return field.pattern === null
        ? words(field.label, field.minLength ?? 1, field.maxLength, moment.turn)
        : sampleText(field.pattern, moment.turn);
    case 'email':
      return `someone${moment.turn}@example.com`;
    case 'url':
      return `https://example.com/${moment.turn}`;
    case 'phone':
      return `+4420794600${String(moment.turn % 100).padStart(2, '0')}`;
    case 'integer':
    case 'duration':
      return within(sizeOf(field, moment), field.min ?? 0, field.max ?? Infinity);
    case 'decimal':
    case 'money':
      return String(within(sizeOf(field, moment), Number(field.min ?? 0), Number(field.max ?? Infinity)));
    case 'percent':
      return field.min ?? '0';
    case 'boolean':
      return false;
    case 'date':
      return between(moment.today, field.min, field.max);
    case 'datetime':
      return between(moment.now, field.min, field.max);
    case 'time':
      return between('12:00:00', field.min, field.max);
    case 'choice':
      return field.options[0]?.name ?? null;
    case 'json':
      return {};
    case 'choices':
    case 'tags':
    case 'reference':
    case 'references':
    case 'children':
    case 'user':
    case 'sequence':
      return null;
    default:
      return field satisfies never;
  }
}

/** The label and a number, as long as the field wants it. */
function words(label: string, shortest: number, longest: number, turn: number): string {
  const text = `${label} ${turn}`;
  if (text.length <= longest) return text.padEnd(shortest, '.');
  return String(turn)
    .padStart(Math.min(longest, Math.max(shortest, 1)), '0')
    .slice(-longest);
}

function sizeOf({ unique }: Field, { size, turn }: Moment): number {
  return unique ? size + turn : size;
}

function within(wanted: number, lowest: number, highest: number): number {
  return Math.min(Math.max(wanted, lowest), highest);
}

function between(wanted: string, first: string | null, last: string | null): string {
  if (first !== null && wanted < first) return first;
  return last !== null && wanted > last ? last : wanted;
}
