import type { ChoiceOption } from '../../../runtime/model/field.ts';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { readDate, readTime } from './calendar-text.ts';
import { readDuration } from './duration-text.ts';
import { readJson } from './json-text.ts';
import { readDecimal, readInteger, shiftPoint, toScale } from './number-text.ts';
import type { Reading } from './unread.ts';
import { readDatetime, todayIn } from './zoned-time.ts';
import { inSentence } from '../../format/in-sentence.ts';

/** How dates, times and numbers are typed and shown. */
export type Place = { readonly locale: string; readonly zone: string };
type Reader = (text: string, field: FieldView, place: Place) => Reading<unknown>;

const DEFAULT_SCALE = 2;
const PERCENT_SCALE = 4;

function readExact(text: string, field: FieldView, { locale }: Place): Reading<string> {
  const read = readDecimal(text, locale);
  if (!read.ok || read.value === null) return read;
  return { ok: true, value: toScale(read.value, field.scale ?? DEFAULT_SCALE) };
}

/** `5` in a percent field is the fraction `0.05`. */
function readPercent(text: string, field: FieldView, { locale }: Place): Reading<string> {
  const read = readDecimal(text, locale);
  if (!read.ok || read.value === null) return read;
  return { ok: true, value: toScale(shiftPoint(read.value, -2), field.scale ?? PERCENT_SCALE) };
}

/** Text without accents and case, for comparing what people type. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}

/** The option that the text names, by label or by name. */
export function optionNamed(options: readonly ChoiceOption[], text: string): ChoiceOption | undefined {
  const sought = foldText(text);
  return options.find((option) => foldText(option.label) === sought || option.name === sought);
}

function readOption(text: string, field: FieldView): Reading<string> {
  if (text.trim() === '') return { ok: true, value: null };
  const options = field.options ?? [];
  const option = optionNamed(options, text);
  if (option !== undefined) return { ok: true, value: option.name };
  const first = options.slice(0, 6).map(({ label }) => label);
  return {
    ok: false,
    say: `“${text}” is no option here. Choose ${first.join(', ')}${options.length > 6 ? ' or another of the list' : ''}.`,
  };
}

function readOptions(text: string, field: FieldView): Reading<readonly string[]> {
  const names: string[] = [];
  for (const word of words(text)) {
    const read = readOption(word, field);
    if (!read.ok) return read;
    if (read.value !== null) names.push(read.value);
  }
  return { ok: true, value: [...new Set(names)] };
}

function words(text: string): readonly string[] {
  return [...new Set(text.split(/[,;]/u).map((word) => word.trim()))].filter((word) => word !== '');
}

const YES = new Set(['yes', 'true', 'y', '1', 'x', 'ja', 'oui', 'si']);
const NO = new Set(['no', 'false', 'n', '0', 'nein', 'non']);
function readBoolean(text: string): Reading<boolean> {
  const word = foldText(text);
  if (word === '') return { ok: true, value: null };
  if (YES.has(word)) return { ok: true, value: true };
  return NO.has(word) ? { ok: true, value: false } : { ok: false, say: 'Write yes or no.' };
}

const readLink: Reader = (text, field) => {
  if (text.trim() === '') return { ok: true, value: null };
  const from =
    field.type === 'user'
      ? 'people'
      : field.target === undefined
        ? 'records'
        : inSentence(field.target.plural);
  return { ok: false, say: `Choose one of the ${from}: “${text}” is not among them.` };
};

/** Readers of typed text by the name of the widget; what is not listed is plain text. */
const READERS: Readonly<Record<string, Reader>> = {
  money: readExact,
  decimal: readExact,
  percent: readPercent,
  integer: (text, _field, { locale }) => readInteger(text, locale),
  duration: (text) => readDuration(text),
  date: (text, _field, { locale, zone }) => readDate(text, locale, todayIn(zone, Date.now())),
  datetime: (text, _field, place) => readDatetime(text, { ...place, now: Date.now() }),
  time: (text) => readTime(text),
  choice: readOption,
  choices: readOptions,
  tags: (text) => ({ ok: true, value: words(text) }),
  boolean: (text) => readBoolean(text),
  json: (text) => readJson(text),
  reference: readLink,
  references: readLink,
  user: readLink,
};

/** Reads text typed or pasted for a field, as its widget does. */
export function readText(field: FieldView, text: string, place: Place): Reading<unknown> {
  const reader = Object.hasOwn(READERS, field.widget) ? READERS[field.widget] : undefined;
  return reader === undefined ? { ok: true, value: text === '' ? null : text } : reader(text, field, place);
}
