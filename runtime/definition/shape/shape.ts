import type { Code } from '../../diagnostics/registry.ts';

/** What a value of the language may look like. The checker, the editor's JSON Schema, `jig fmt` and the reference read it. */
export type Shape =
  | TextShape
  | NameShape
  | { readonly is: 'flag' }
  | { readonly is: 'whole'; readonly min: number; readonly max: number }
  | ValueShape
  | WordShape
  | ExpressionShape
  /** A value, a list or a map of them, read later. */
  | { readonly is: 'data' }
  /** A comparison or a value in a row of a decision. */
  | { readonly is: 'cell' }
  | ListShape
  | MapShape
  | RecordShape
  | ChoiceShape
  | VariantShape;

/** Text for people, or of a fixed form that a later check knows. `lines` allows line breaks. */
export type TextShape = { readonly is: 'text'; readonly most: number; readonly lines?: true };

/** A name as the language writes names; `path` allows `customer.name`, `sort` a leading minus before it. */
export type NameShape = { readonly is: 'name'; readonly form?: 'path' | 'sort' };

/** A value of the field's own type, read later: text, number or flag; `lists` allows several. */
export type ValueShape = { readonly is: 'value'; readonly lists?: true };

/** A condition or another expression of the rule language. `or`: the word `true` alone stands for every record. */
export type ExpressionShape = { readonly is: 'expression'; readonly or?: 'true' };

/** One of the listed words. */
export type WordShape = {
  readonly is: 'word';
  readonly of: readonly string[];
  readonly noun: string;
  readonly code?: Code;
  /** What other programs call them: `string` for `text`. */
  readonly synonyms?: Readonly<Record<string, readonly string[]>>;
};
export type ListShape = { readonly is: 'list'; readonly of: Shape; readonly empty?: true };

/** Names chosen by the author, each with a value. `keys` says what the names look like; `free`: a later check knows them. */
export type MapShape = {
  readonly is: 'map';
  readonly keys: 'name' | 'word' | 'path' | 'text' | 'free';
  readonly of: Shape;
  /** A key alone is enough: `{ open: , closed: }` never, but `{}` as the value may be. */
  readonly noun: string;
};
/**
 * `filled`: at least one key must be there. `rest`: further keys are names of the author's own, each with a value of that
 * shape; they stand behind the first key.
 */
export type RecordShape = {
  readonly is: 'record';
  readonly noun: string;
  readonly keys: Keys;
  readonly filled?: true;
  readonly rest?: Shape;
};

/** Several forms, told apart by being a single value, a list or a map. */
export type ChoiceShape = { readonly is: 'choice'; readonly of: readonly Shape[] };

/** Records told apart by the value of the key `by` (`type: money`), or, when null, by which of the names is a key. */
export type VariantShape = {
  readonly is: 'variant';
  readonly noun: string;
  readonly by: string | null;
  readonly of: Readonly<Record<string, RecordShape>>;
  /** For `by` that names an unknown variant. */
  readonly code: Code;
};

/** Keys of a record in canonical order. */
export type Keys = Readonly<Record<string, Key>>;
export type Key = { readonly shape: Shape; readonly required?: true; readonly about: string };

/** What a shape is called in a message: `a text`, `a list`. */
export function describeShape(shape: Shape): string {
  switch (shape.is) {
    case 'text':
      return 'a text';
    case 'name':
      return shape.form === 'path' ? 'a field path' : shape.form === 'sort' ? 'a field path' : 'a name';
    case 'flag':
      return '`true` or `false`';
    case 'whole':
      return 'a whole number';
    case 'value':
      return shape.lists ? 'a value or a list of values' : 'a value';
    case 'word':
      return `a ${shape.noun}`;
    case 'expression':
      return shape.or === undefined ? 'an expression' : '`true` or a condition';
    case 'data':
      return 'a value, a list or a map';
    case 'cell':
      return 'a value or a comparison';
    case 'list':
      return `a list of ${plural(describeShape(shape.of))}`;
    case 'map':
      return `a map of ${shape.noun}s`;
    case 'record':
    case 'variant':
      return `a map that describes ${withArticle(shape.noun)}`;
    case 'choice':
      return shape.of.map(describeShape).join(' or ');
    default:
      return shape satisfies never;
  }
}

const plural = (text: string): string => `${text.replace(/^an? /u, '')}s`;

/** `an entity`, `a user field`. */
export function withArticle(noun: string): string {
  return `${/^[aeio]/u.test(noun) ? 'an' : 'a'} ${noun}`;
}
