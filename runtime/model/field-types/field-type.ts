import type { Field, FieldTypeName } from '../field.ts';

/** The subset of JSON Schema (2020-12) that projections of the model use. */
export type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly uniqueItems?: boolean;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly $id?: string;
};

/**
 * Comparison in `filter.<path>.<operator>=<text>`; a bare `filter.<path>=` means `eq`. `eq`, `not` and `has` given several
 * times mean any of (none of, for `not`). `empty` takes `true` or `false`. `not` also matches records without a value.
 */
export const OPERATORS = [
  'eq',
  'not',
  'gt',
  'gte',
  'lt',
  'lte',
  'contains',
  'starts_with',
  'has',
  'empty',
] as const;
export type Operator = (typeof OPERATORS)[number];

/**
 * How a stored value becomes JSON: `native` as Postgres prints it (text, boolean, whole number, text array, jsonb);
 * `text` cast to text (exact decimals); `date`, `time`, `instant` as ISO 8601 text; `reference` and `user` as
 * `{"id","title"}`; `references` as a list of those; `sequence` as prefix and number; `children` not part of the row.
 */
export type WireForm =
  | 'native'
  | 'text'
  | 'date'
  | 'time'
  | 'instant'
  | 'reference'
  | 'user'
  | 'references'
  | 'sequence'
  | 'children';

/** Text of a filter or a definition, turned into the text that Postgres casts to the column's type. */
export type ParsedText =
  | {
      readonly ok: true;
      readonly value: string;
      /** The text named a whole day of a datetime field. */ readonly day?: true;
    }
  | { readonly ok: false; readonly expected: string };

/** What is wrong with a value, as a stable code with the values that its message needs. See `validate/messages.ts`. */
export type ValueProblem = {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
};

/**
 * Everything that the runtime knows about one type of field; the only place that tells types apart. Functions are typed
 * on the union and called only with fields of their own type: `registry.ts` keeps that promise.
 */
export type FieldType = {
  readonly name: FieldTypeName;
  /** One sentence for the language reference. */
  readonly about: string;
  /** Postgres type of the column, or null when the value is not a column of the record's own table. */
  readonly sqlType: (field: Field) => string | null;
  readonly wire: WireForm;
  /** Whether people may write it. */
  readonly writable: boolean;
  /** JSON Schema of a written value that is not null, or null when it is never written. */
  readonly schema: (field: Field) => JsonSchema | null;
  /** Problems that JSON Schema cannot state: exact ranges, calendar, code points. Takes a value that passed the schema. */
  readonly checkValue: (field: Field, value: unknown) => ValueProblem | null;
  /** Value that passed both checks, as the text (or text array, or JSON text) bound to a parameter. */
  readonly toDatabase: (field: Field, value: unknown) => string | readonly string[] | null;
  readonly operators: readonly Operator[];
  readonly parseText: (field: Field, text: string) => ParsedText;
  readonly sortable: boolean;
  /** May stand in an entity's `search`. */
  readonly searchable: boolean;
  /** Names under which the UI looks up its form widget and table cell. */
  readonly widget: string;
  readonly cell: string;
  readonly align: 'start' | 'end';
};
