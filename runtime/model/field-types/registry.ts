import type { FieldTypeName } from '../field.ts';
import { choice, choices, tags } from './choice.ts';
import type { FieldType } from './field-type.ts';
import { decimal, integer, money, percent } from './number.ts';
import { boolean, json, sequence } from './other.ts';
import { children, reference, references, user } from './reference.ts';
import { date, datetime, duration, time } from './temporal.ts';
import { email, longText, markdown, phone, text, url } from './text.ts';

/** Every field type of the language, by name, in the order of the reference page. */
export const FIELD_TYPES: Readonly<Record<FieldTypeName, FieldType>> = {
  text,
  long_text: longText,
  markdown,
  email,
  url,
  phone,
  integer,
  decimal,
  money,
  percent,
  boolean,
  date,
  datetime,
  time,
  duration,
  choice,
  choices,
  tags,
  reference,
  references,
  children,
  user,
  json,
  sequence,
};
