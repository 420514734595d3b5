import type { Type } from './type.ts';

/** What people call the things that an expression names. */
export type Words = {
  /** Entity of `record`. */
  readonly entity: string | null;
  /** One record of an entity, in the middle of a sentence: `order line`. */
  readonly noun: (entity: string) => string;
  /** Label of a field, and the entity that it leads to. */
  readonly field: (entity: string, name: string) => FieldWord | undefined;
  readonly input: (name: string) => FieldWord | undefined;
  readonly param: (name: string) => string;
  readonly attribute: (name: string) => string;
  /** Label of an option of a field; the entity is null for a field of `input`. */
  readonly option: (entity: string | null, field: string, option: string) => string;
  /** A decision table, and one of its outputs. */
  readonly table: (name: string) => string;
  readonly output: (table: string, name: string) => string;
  /** A written value other than an option; without it, the value in plain form. */
  readonly value?: (value: boolean | number | string, type: Type) => string;
};

export type FieldWord = { readonly label: string; readonly to: string | null };

/** `Total` as it stands within a sentence; `VAT number` stays as it is. */
export function inSentence(label: string): string {
  return /^\p{Lu}(?:\p{Ll}|$)/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** `a, b and c` */
export function listed(parts: readonly string[], word: 'and' | 'or' | 'nor'): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${word} ${last}`;
}
