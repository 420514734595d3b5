import type { Type } from './type.ts';

/** What a field is to an expression. */
export type FieldType = { readonly type: Type; readonly nullable: boolean };

/** Where an expression stands decides what it may name. Everything is looked up by name; undefined means there is none. */
export type Environment = {
  /** Entity of `record`; its fields are names of their own too. Null where there is no record. */
  readonly record: string | null;
  /** Whether `old` may be named: it is the record before the change. */
  readonly old: boolean;
  readonly input: Readonly<Record<string, FieldType>> | null;
  readonly user: Readonly<Record<string, FieldType>>;
  readonly params: Readonly<Record<string, FieldType>>;
  /** Names of the inputs of a decision table, for its cells only. */
  readonly cells?: Readonly<Record<string, FieldType>>;
  readonly field: (entity: string, name: string) => FieldType | undefined;
  /** Names of an entity's fields, for suggestions. */
  readonly fieldNames: (entity: string) => readonly string[];
  readonly decision: (name: string) => DecisionType | undefined;
  readonly decisionNames: readonly string[];
  /** Names that may not be used here although they exist, with the reason: `now` in a formula that is stored. */
  readonly forbidden?: Readonly<Record<string, string>>;
};

export type DecisionType = {
  readonly inputs: Readonly<Record<string, FieldType>>;
  readonly outputs: Readonly<Record<string, FieldType>>;
};
