import type { Field, TextField } from '../field.ts';
import type { FieldType, JsonSchema, ValueProblem } from './field-type.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:".]+(?:\.[^\s@<>()[\]\\,;:".]+)+$/u;

/** Longest value, in characters, when the author gives no `max_length`. */
export const TEXT_LIMITS: Readonly<Record<TextField['type'], number>> = {
  text: 1000,
  long_text: 100_000,
  markdown: 100_000,
  email: 320, // 64 + 1 + 255, RFC 5321 section 4.5.3.1
  url: 2000,
  phone: 50,
};

function schema(field: Field): JsonSchema {
  const text = field as TextField;
  return {
    type: 'string',
    ...(text.minLength === null ? {} : { minLength: text.minLength }),
    maxLength: text.maxLength,
    ...(text.pattern === null ? {} : { pattern: `^(?:${text.pattern})$` }),
  };
}

/** Refuses what Postgres or a one-line input cannot keep exactly, and what is no address. */
function checkValue(field: Field, value: unknown): ValueProblem | null {
  const text = value as string;
  if (text.includes('\0')) return { code: 'text/null_character', params: {} };
  if (LONE_SURROGATE.test(text)) return { code: 'text/lone_surrogate', params: {} };
  const oneLine = field.type !== 'long_text' && field.type !== 'markdown';
  if (oneLine && /[\n\r]/u.test(text)) return { code: 'text/line_break', params: {} };
  if (field.type === 'email' && !EMAIL.test(text)) return { code: 'text/email', params: {} };
  if (field.type === 'url' && !isWebAddress(text)) return { code: 'text/url', params: {} };
  return null;
}

/** Absolute http(s) only: `javascript:` and the like never become links. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#]+(?:[/?#]\S*)?$/iu.test(text);
}

function textType(name: TextField['type'], about: string, widget: string, cell: string): FieldType {
  return {
    name,
    about,
    sqlType: () => 'text',
    wire: 'native',
    writable: true,
    schema,
    checkValue,
    toDatabase: (_field, value) => value as string,
    operators: ['contains', 'starts_with', 'eq', 'not', 'empty'],
    parseText: (_field, text) =>
      text.includes('\0') || LONE_SURROGATE.test(text)
        ? { ok: false, expected: 'text without null characters or halves of characters' }
        : { ok: true, value: text },
    sortable: name !== 'long_text' && name !== 'markdown',
    searchable: true,
    widget,
    cell,
    align: 'start',
  };
}

export const text = textType('text', 'One line of text.', 'text', 'text');
export const longText = textType('long_text', 'Text of several lines.', 'long_text', 'long_text');
export const markdown = textType('markdown', 'Text with Markdown formatting.', 'markdown', 'long_text');
export const email = textType('email', 'An e-mail address.', 'email', 'email');
export const url = textType('url', 'A web address that begins with http:// or https://.', 'url', 'url');
export const phone = textType('phone', 'A telephone number, kept as typed.', 'phone', 'phone');
