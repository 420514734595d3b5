/**
 * Type of an expression or of a part of it. Plain data, kept in the model with every tree. Field types map to it once, in
 * `model/expression-type.ts`; percent is a decimal, texts of every kind are strings.
 */
export type Type =
  | { readonly is: ScalarName }
  | { readonly is: 'money'; readonly currency: string }
  /** A string that can only be one of the options. */
  | { readonly is: 'choice'; readonly options: readonly string[] }
  /** A record of an entity, or none. As a value it stands for its identity: two are equal when their ids are. */
  | { readonly is: 'record'; readonly entity: string }
  /** Never null, no null elements. Rows (children, references) are lists of records. */
  | { readonly is: 'list'; readonly of: Type };

export type ScalarName =
  | 'bool'
  | 'int'
  | 'decimal'
  | 'string'
  | 'date'
  | 'datetime'
  | 'time'
  | 'duration'
  /** A person: the value is the actor's id. */
  | 'user'
  /** The literal `null` alone. */
  | 'null';
