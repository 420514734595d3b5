import { spanOf, type MapNode } from '../definition/node.ts';
import type { ShapeCheck } from '../definition/shape/check-shape.ts';
import { TEXT_LIMITS } from '../model/field-types/text.ts';
import type { ChoiceOption, Field, OptionColor, TextField } from '../model/field.ts';
import { checkDefault, checkDefaults } from './check-default.ts';
import { checkBounds, checkLengths, type Bounds } from './check-bounds.ts';
import { checkOptions } from './check-options.ts';
import { checkPattern } from './check-pattern.ts';
import { checkCurrency } from './check-workspace.ts';
import { CURRENCY_DIGITS } from './currencies.ts';
import { flagAt, hasKey, textAt, valueAt, wholeAt, type DraftField } from './draft.ts';
import { nameInWords } from './words.ts';

const PERCENT_SCALE = 4;
const DECIMAL_SCALE = 2;

/**
 * The typed field of a definition, with what follows from the type: label, limits, scale, currency. Reports options,
 * bounds, patterns and defaults that do not fit together. References are resolved later; `children` here have an empty
 * `by` until then.
 */
export function deriveField(check: ShapeCheck, draft: DraftField, workspaceCurrency: string): Field | null {
  const { map, name, type } = draft;
  if (map === null || type === null) return null;
  const base = {
    name,
    label: textAt(check, map, 'label') ?? nameInWords(name),
    help: textAt(check, map, 'help'),
    required: flagAt(check, map, 'required'),
    unique: flagAt(check, map, 'unique'),
    was: textAt(check, map, 'was'),
    span: spanOf(draft.key),
  };
  switch (type) {
    case 'text':
    case 'long_text':
    case 'markdown':
    case 'email':
    case 'url':
    case 'phone': {
      const lengths = checkLengths(check, map, TEXT_LIMITS[type]);
      const field: TextField = {
        ...base,
        type,
        ...lengths,
        pattern: checkPattern(check, map),
        default: null,
      };
      return { ...field, default: checkDefault(check, map, field) };
    }
    case 'integer': {
      const field = {
        ...base,
        type,
        ...asNumbers(checkBounds(check, map, { ...base, type, min: null, max: null, default: null })),
        default: null,
      };
      return { ...field, default: asNumber(checkDefault(check, map, field)) };
    }
    case 'duration': {
      const field = {
        ...base,
        type,
        ...asNumbers(checkBounds(check, map, { ...base, type, min: null, max: null, default: null })),
        default: null,
      };
      return { ...field, default: asNumber(checkDefault(check, map, field)) };
    }
    case 'decimal':
    case 'percent': {
      const scale = wholeAt(check, map, 'scale') ?? (type === 'percent' ? PERCENT_SCALE : DECIMAL_SCALE);
      const empty = { ...base, type, scale, min: null, max: null, default: null };
      if (isUnsure(check, map)) return empty;
      const field = { ...empty, ...checkBounds(check, map, empty) };
      return { ...field, default: checkDefault(check, map, field) };
    }
    case 'money': {
      checkCurrency(map, check);
      const currency = textAt(check, map, 'currency') ?? workspaceCurrency;
      const scale = wholeAt(check, map, 'scale') ?? CURRENCY_DIGITS.get(currency) ?? 2;
      const empty = { ...base, type, currency, scale, min: null, max: null, default: null };
      if (isUnsure(check, map)) return empty;
      const field = { ...empty, ...checkBounds(check, map, empty) };
      return { ...field, default: checkDefault(check, map, field) };
    }
    case 'boolean': {
      const value = checkDefault(check, map, { ...base, type, default: null });
      return { ...base, type, default: value === null ? null : value === 'true' };
    }
    case 'date':
    case 'datetime':
    case 'time': {
      const empty = { ...base, type, min: null, max: null, default: null };
      const field = { ...empty, ...checkBounds(check, map, empty) };
      return { ...field, default: checkDefault(check, map, field) };
    }
    case 'choice': {
      const field = { ...base, type, options: readOptions(check, map), default: null };
      return { ...field, default: checkDefault(check, map, field) };
    }
    case 'choices': {
      const field = { ...base, type, options: readOptions(check, map), default: null };
      return { ...field, default: checkDefaults(check, map, field) };
    }
    case 'tags':
      return { ...base, type, default: checkDefaults(check, map, { ...base, type, default: null }) };
    case 'reference': {
      const partOf = flagAt(check, map, 'part_of');
      return { ...base, type, required: base.required || partOf, to: textAt(check, map, 'to') ?? '', partOf };
    }
    case 'references':
      return { ...base, type, to: textAt(check, map, 'to') ?? '' };
    case 'children':
      return {
        ...base,
        type,
        of: textAt(check, map, 'of') ?? '',
        by: textAt(check, map, 'by') ?? '',
        owned: false,
      };
    case 'user':
      return {
        ...base,
        type,
        default: checkDefault(check, map, { ...base, type, default: null }) === 'user' ? 'user' : null,
      };
    case 'json':
      return { ...base, type };
    case 'sequence':
      return {
        ...base,
        type,
        unique: true,
        prefix: textAt(check, map, 'prefix') ?? '',
        start: wholeAt(check, map, 'start') ?? 1,
      };
  }
}

/** Whether the scale was reported: then nothing can be said of values. */
const isUnsure = (check: ShapeCheck, map: MapNode): boolean =>
  ['scale', 'currency'].some((key) => hasKey(map, key) && valueAt(check, map, key) === null);

const asNumber = (text: string | null): number | null => (text === null ? null : Number(text));
const asNumbers = ({ min, max }: Bounds): { min: number | null; max: number | null } => ({
  min: asNumber(min),
  max: asNumber(max),
});

function readOptions(check: ShapeCheck, map: MapNode): readonly ChoiceOption[] {
  return checkOptions(check, map).map(({ name, map: own }) => ({
    name,
    label: textAt(check, own, 'label') ?? nameInWords(name),
    color: textAt(check, own, 'color') as OptionColor | null,
  }));
}
