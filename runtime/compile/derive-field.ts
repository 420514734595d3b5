import { spanOf, type MapNode } from '../definition/node.ts';
import type { ShapeCheck } from '../definition/shape/shape-check.ts';
import { TEXT_LIMITS } from '../model/field-types/text.ts';
import type {
  ChoiceOption,
  Field,
  FieldTypeName,
  JsonField,
  OptionColor,
  TextField,
} from '../model/field.ts';
import { checkBounds, checkLengths, type Bounds } from './check-bounds.ts';
import { checkDefault, checkDefaults } from './check-default.ts';
import { checkOptions } from './check-options.ts';
import { checkPattern } from './check-pattern.ts';
import { checkCurrency } from './check-workspace.ts';
import { CURRENCY_DIGITS } from './currencies.ts';
import { flagAt, hasKey, textAt, valueAt, wholeAt, type DraftField } from './draft.ts';
import { nameInWords } from './words.ts';

const PERCENT_SCALE = 4;
const DECIMAL_SCALE = 2;

/** What every field has, and where its own keys are read from. */
type Base = Omit<JsonField, 'type'>;
type Deriving = { readonly check: ShapeCheck; readonly map: MapNode; readonly currency: string };
type Derive = (base: Base, deriving: Deriving) => Field;

/**
 * The typed field of a definition, with what follows from the type: label, limits, scale, currency. Reports options,
 * bounds, patterns and defaults that do not fit together. References are resolved later; `children` here have an empty
 * `by` until then. Null where the type was reported.
 */
export function deriveField(check: ShapeCheck, draft: DraftField, currency: string): Field | null {
  const { map, name, type } = draft;
  if (map === null || type === null) return null;
  const base: Base = {
    name,
    label: textAt(check, map, 'label') ?? nameInWords(name),
    help: textAt(check, map, 'help'),
    // What was written there and reported was most likely meant.
    required: flagAt(check, map, 'required') || isReported(check, map, 'required'),
    unique: flagAt(check, map, 'unique'),
    was: textAt(check, map, 'was'),
    requiredWhen: null,
    visibleWhen: null,
    editableWhen: null,
    defaultExpression: null,
    computed: null,
    span: spanOf(draft.key),
  };
  return DERIVE[type](base, { check, map, currency });
}

const text =
  (type: TextField['type']): Derive =>
  (base, { check, map }) => {
    const lengths = checkLengths(check, map, TEXT_LIMITS[type]);
    const field: TextField = {
      ...base,
      type,
      ...lengths,
      pattern: checkPattern(check, map, lengths.maxLength),
      default: null,
    };
    return { ...field, default: checkDefault(check, map, field) };
  };

const counted =
  (type: 'integer' | 'duration'): Derive =>
  (base, { check, map }) => {
    const empty = { ...base, type, min: null, max: null, default: null };
    const field = { ...empty, ...asNumbers(checkBounds(check, map, empty)) };
    return { ...field, default: asNumber(checkDefault(check, map, field)) };
  };

const decimal =
  (type: 'decimal' | 'percent', usualScale: number): Derive =>
  (base, { check, map }) => {
    const scale = wholeAt(check, map, 'scale') ?? usualScale;
    const empty = { ...base, type, scale, min: null, max: null, default: null };
    if (isUnsure(check, map)) return empty;
    const field = { ...empty, ...checkBounds(check, map, empty) };
    return { ...field, default: checkDefault(check, map, field) };
  };

const money: Derive = (base, { check, map, currency: usual }) => {
  checkCurrency(map, check);
  const currency = textAt(check, map, 'currency') ?? usual;
  const scale = wholeAt(check, map, 'scale') ?? CURRENCY_DIGITS.get(currency) ?? DECIMAL_SCALE;
  const empty = { ...base, type: 'money' as const, currency, scale, min: null, max: null, default: null };
  if (isUnsure(check, map)) return empty;
  const field = { ...empty, ...checkBounds(check, map, empty) };
  return { ...field, default: checkDefault(check, map, field) };
};

const boolean: Derive = (base, { check, map }) => {
  const value = checkDefault(check, map, { ...base, type: 'boolean', default: null });
  return { ...base, type: 'boolean', default: value === null ? null : value === 'true' };
};

const temporal =
  (type: 'date' | 'datetime' | 'time'): Derive =>
  (base, { check, map }) => {
    const empty = { ...base, type, min: null, max: null, default: null };
    const field = { ...empty, ...checkBounds(check, map, empty) };
    return { ...field, default: checkDefault(check, map, field) };
  };

const choice: Derive = (base, { check, map }) => {
  const field = { ...base, type: 'choice' as const, options: readOptions(check, map), default: null };
  return { ...field, default: checkDefault(check, map, field) };
};

const choices: Derive = (base, { check, map }) => {
  const field = { ...base, type: 'choices' as const, options: readOptions(check, map), default: null };
  return { ...field, default: checkDefaults(check, map, field) };
};

const tags: Derive = (base, { check, map }) => ({
  ...base,
  type: 'tags',
  default: checkDefaults(check, map, { ...base, type: 'tags', default: null }),
});

const reference: Derive = (base, { check, map }) => {
  const partOf = flagAt(check, map, 'part_of');
  const to = textAt(check, map, 'to') ?? '';
  return { ...base, type: 'reference', required: base.required || partOf, to, partOf };
};

const children: Derive = (base, { check, map }) => ({
  ...base,
  type: 'children',
  of: textAt(check, map, 'of') ?? '',
  by: textAt(check, map, 'by') ?? '',
  owned: false,
});

const user: Derive = (base, { check, map }) => {
  const value = checkDefault(check, map, { ...base, type: 'user', default: null });
  return { ...base, type: 'user', default: value === 'user' ? 'user' : null };
};

const sequence: Derive = (base, { check, map }) => ({
  ...base,
  type: 'sequence',
  unique: true,
  prefix: textAt(check, map, 'prefix') ?? '',
  start: wholeAt(check, map, 'start') ?? 1,
});

const DERIVE: Readonly<Record<FieldTypeName, Derive>> = {
  text: text('text'),
  long_text: text('long_text'),
  markdown: text('markdown'),
  email: text('email'),
  url: text('url'),
  phone: text('phone'),
  integer: counted('integer'),
  decimal: decimal('decimal', DECIMAL_SCALE),
  money,
  percent: decimal('percent', PERCENT_SCALE),
  boolean,
  date: temporal('date'),
  datetime: temporal('datetime'),
  time: temporal('time'),
  duration: counted('duration'),
  choice,
  choices,
  tags,
  reference,
  references: (base, { check, map }) => ({ ...base, type: 'references', to: textAt(check, map, 'to') ?? '' }),
  children,
  user,
  json: (base) => ({ ...base, type: 'json' }),
  sequence,
};

/** Whether a key is there with a value that was reported. */
const isReported = (check: ShapeCheck, map: MapNode, key: string): boolean =>
  hasKey(map, key) && valueAt(check, map, key) === null;

/** Whether the scale was reported: then nothing can be said of values. */
const isUnsure = (check: ShapeCheck, map: MapNode): boolean =>
  ['scale', 'currency'].some((key) => isReported(check, map, key));

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
