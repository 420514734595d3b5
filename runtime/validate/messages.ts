type Params = Readonly<Record<string, string | number>>;

/**
 * What is wrong with a value, in plain words, by the code of the problem. The server's answers and the forms in the
 * browser say the same; nothing here may import a validator.
 */
const MESSAGES: Readonly<Record<string, (params: Params) => string>> = {
  'value/required': () => 'This value is required.',
  'value/type': ({ expected }) => `Expected ${expected}.`,
  'value/form': () => 'This value does not have the right form.',
  'field/unknown': ({ name, hint }) => `There is no field \`${name}\`; ${ended(hint)}`,
  'field/read_only': ({ name }) => `\`${name}\` is set by the server and cannot be written.`,
  'field/not_allowed': ({ name }) => `You may not write \`${name}\`.`,
  'field/state': ({ name }) => `\`${name}\` is changed by actions alone.`,
  'text/too_short': ({ limit }) => `Use at least ${count(limit, 'character')}.`,
  'text/too_long': ({ limit }) => `Use at most ${count(limit, 'character')}.`,
  'text/pattern': () => 'This text does not have the expected form.',
  'text/null_character': () => 'The character U+0000 cannot be stored.',
  'text/lone_surrogate': () => 'The text holds half of a character.',
  'text/line_break': () => 'Use a single line.',
  'text/email': () => 'Expected an e-mail address such as name@example.com.',
  'text/url': () => 'Expected a web address that begins with http:// or https://.',
  'number/min': ({ min }) => `Must be ${min} or more.`,
  'number/max': ({ max }) => `Must be ${max} or less.`,
  'number/precision': () => 'A number has more digits than JSON numbers keep; send it as text.',
  'decimal/form': () => 'Expected a decimal number such as 12.50.',
  'decimal/as_text': () => 'Send decimal numbers as text, such as "12.50", so that no digit is lost.',
  'decimal/scale': ({ scale }) =>
    scale === 0 ? 'Use no digits after the point.' : `Use at most ${count(scale, 'digit')} after the point.`,
  'decimal/too_long': ({ digits }) => `Use at most ${count(digits, 'digit')} before the point.`,
  'temporal/date': () => 'Expected a date such as 2026-11-21.',
  'temporal/datetime': () => 'Expected a date and time with its offset, such as 2026-11-21T09:30:00Z.',
  'temporal/time': () => 'Expected a time such as 09:30.',
  'temporal/min': ({ min }) => `Must not be before ${min}.`,
  'temporal/max': ({ max }) => `Must not be after ${max}.`,
  'temporal/past': () => 'Must not be in the past.',
  'temporal/after': ({ than }) => `Must be after ${than}.`,
  'choice/option': ({ options }) => `Choose one of ${options}.`,
  'tags/word': () => 'Each tag needs a visible character and no line breaks.',
  'list/duplicate': () => 'The same entry stands here twice.',
  'list/too_long': ({ limit }) => `Use at most ${count(limit, 'entry', 'entries')}.`,
  'reference/id': () => "Expected a record's id.",
  'reference/unknown': () => 'There is no such record that can be chosen.',
  'role/unknown': ({ name, hint }) => `There is no role \`${name}\`; ${ended(hint)}`,
  'person/unknown': () => 'There is no such person who can sign in.',
  'attribute/unknown': ({ name, hint }) => `There is no attribute \`${name}\`; ${ended(hint)}`,
  'json/form': ({ depth }) => `Use at most ${depth} levels and no null characters.`,
  'line/object': () => 'Expected a line, as an object.',
  'line/unknown': () => 'There is no such line in this record.',
  'line/not_allowed': ({ operation }) => `You may not ${operation} lines here.`,
  'body/object': () => 'Expected one JSON object.',
  'body/empty': () => 'Nothing to write: give at least one field.',
  'body/too_deep': () => 'The body is nested too deeply.',
  'body/too_many': () => 'The body holds too many values.',
};

/** Sentence for a problem with a value; for a code that nobody knows, one that is true of every problem. */
export function messageFor(code: string, params: Params = {}): string {
  return (Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : MESSAGES['value/form'])?.(params) ?? '';
}

function ended(text: string | number | undefined): string {
  return String(text).replace(/(?<![.?])$/u, '.');
}

function count(limit: string | number | undefined, one: string, many = `${one}s`): string {
  return `${limit} ${Number(limit) === 1 ? one : many}`;
}
