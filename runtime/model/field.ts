import type { Span } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/tree.ts';

/** Exact decimal as text: optional minus, digits, optional point and digits. Never a JavaScript number. */
export type DecimalText = string;

type FieldBase = {
  readonly name: string;
  readonly label: string;
  readonly help: string | null;
  readonly required: boolean;
  readonly unique: boolean;
  /** Former name, when the author renamed the field. */
  readonly was: string | null;
  /** Required where this is true of the record as it will be, besides `required`. */
  readonly requiredWhen: Expression | null;
  /** Shown where this is true; a field that is not shown is not required. Null: always. */
  readonly visibleWhen: Expression | null;
  /** May be changed where this was true of the record before the change (on create: of the values given). Null: always. */
  readonly editableWhen: Expression | null;
  /** Value of a new record when none is given, from what was given; null where there is none or it is fixed. */
  readonly defaultExpression: Expression | null;
  /** How the value comes about when nobody writes it; null for a field that is written. */
  readonly computed: Formula | Rollup | null;
  readonly span: Span;
};

/** `why` says in one sentence for the author what decided `kept`. */
export type Formula = {
  readonly is: 'formula';
  readonly expression: Expression;
  /** `stored` with the record (a generated column), or computed at every `read`. */
  readonly kept: 'stored' | 'read';
  readonly why: string;
};

/** Over the live records of a `children` field; computed at every read. */
export type Rollup = {
  readonly is: 'rollup';
  /** Name of the `children` field. */
  readonly children: string;
  readonly measure: 'count' | 'sum' | 'smallest' | 'largest';
  /** Field of the child that is measured; null for `count`. */
  readonly field: string | null;
  /** Counts only children of which this is true; `record` is the child. */
  readonly where: Expression | null;
};

export type TextField = FieldBase & {
  readonly type: 'text' | 'long_text' | 'markdown' | 'email' | 'url' | 'phone';
  readonly minLength: number | null;
  /** In characters (code points). Always set: the type's own limit when the author gives none. */
  readonly maxLength: number;
  /** ECMAScript regular expression with the `u` flag, matched against the whole value. */
  readonly pattern: string | null;
  readonly default: string | null;
};
/** Whole numbers within plus or minus 2^53 - 1, so that JSON holds them exactly. */
export type IntegerField = FieldBase & {
  readonly type: 'integer';
  readonly min: number | null;
  readonly max: number | null;
  readonly default: number | null;
};
/** `percent` is stored and sent as a fraction: 5 % is `0.05`; `scale` counts the digits of the fraction. */
export type DecimalField = FieldBase & {
  readonly type: 'decimal' | 'percent';
  readonly scale: number;
  readonly min: DecimalText | null;
  readonly max: DecimalText | null;
  readonly default: DecimalText | null;
};
export type MoneyField = FieldBase & {
  readonly type: 'money';
  /** ISO 4217; always resolved, from the field or the workspace. */
  readonly currency: string;
  /** Digits after the point: the currency's minor unit unless the author gives `scale`. */
  readonly scale: number;
  readonly min: DecimalText | null;
  readonly max: DecimalText | null;
  readonly default: DecimalText | null;
};
export type BooleanField = FieldBase & { readonly type: 'boolean'; readonly default: boolean | null };
/** `date` is `2026-11-21`, `datetime` an instant `2026-11-21T09:30:00.000Z`, `time` is `09:30:00`. */
export type TemporalField = FieldBase & {
  readonly type: 'date' | 'datetime' | 'time';
  readonly min: string | null;
  readonly max: string | null;
  /** A fixed value, or `today` (date) or `now` (datetime) taken when the record is created. */
  readonly default: string | null;
};
/** Whole seconds on the wire and in the database; `1h30m` in definitions. */
export type DurationField = FieldBase & {
  readonly type: 'duration';
  readonly min: number | null;
  readonly max: number | null;
  readonly default: number | null;
};
export type ChoiceField = FieldBase & {
  readonly type: 'choice';
  readonly options: readonly ChoiceOption[];
  readonly default: string | null;
};
export type ChoicesField = FieldBase & {
  readonly type: 'choices';
  readonly options: readonly ChoiceOption[];
  readonly default: readonly string[] | null;
};
export type ChoiceOption = {
  readonly name: string;
  readonly label: string;
  readonly color: OptionColor | null;
};
export const OPTION_COLORS = [
  'gray',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const;
export type OptionColor = (typeof OPTION_COLORS)[number];

/** Free words, each at most 100 characters, no word twice. */
export type TagsField = FieldBase & { readonly type: 'tags'; readonly default: readonly string[] | null };
export type ReferenceField = FieldBase & {
  readonly type: 'reference';
  readonly to: string;
  /** The record is a line of the referenced one: edited with it, deleted with it. */
  readonly partOf: boolean;
};
/** Many to many. */
export type ReferencesField = FieldBase & { readonly type: 'references'; readonly to: string };
/** Inverse of the reference field `by` of entity `of`; not stored. `owned` when that field is `part_of`. */
export type ChildrenField = FieldBase & {
  readonly type: 'children';
  readonly of: string;
  readonly by: string;
  readonly owned: boolean;
};
/** A person who can sign in. `default` `user` means the actor at creation. */
export type UserField = FieldBase & { readonly type: 'user'; readonly default: 'user' | null };
export type JsonField = FieldBase & { readonly type: 'json' };
/** Given by the server at creation: `prefix` and a number from `start` on; never written by anyone. */
export type SequenceField = FieldBase & {
  readonly type: 'sequence';
  readonly prefix: string;
  readonly start: number;
};

export type Field =
  | TextField
  | IntegerField
  | DecimalField
  | MoneyField
  | BooleanField
  | TemporalField
  | DurationField
  | ChoiceField
  | ChoicesField
  | TagsField
  | ReferenceField
  | ReferencesField
  | ChildrenField
  | UserField
  | JsonField
  | SequenceField;

export type FieldTypeName = Field['type'];
