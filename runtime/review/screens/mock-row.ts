import type { FieldView } from '../../wire/view.ts';

/** One thing on a screen, in the order in which people meet it. */
export type MockRow = {
  /** The same on both sides where it is the same thing; in the names of the base. */
  readonly key: string;
  readonly kind: 'title' | 'button' | 'heading' | 'field' | 'value' | 'column' | 'list' | 'fact';
  readonly label: string;
  /** As the definitions call it; null for what has no name there. */
  readonly name: string | null;
  /** What people notice of it, in words, by what it is about. */
  readonly facts: Readonly<Record<string, string>>;
  /** What is drawn; null where words are enough. */
  readonly field: FieldView | null;
};

export type Mark = 'same' | 'added' | 'removed' | 'moved' | 'altered';

/** One line of the comparison: what stands on the left and on the right of it. */
export type RowPair = {
  readonly before: MockRow | null;
  readonly after: MockRow | null;
  readonly mark: Mark;
  /** What is different, in words: `Required: no → yes`. */
  readonly notes: readonly string[];
};
