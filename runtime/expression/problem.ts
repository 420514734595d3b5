import type { Texts } from './problem-text.ts';
import type { Range } from './tree.ts';

/** Codes of the mistakes that an expression can hold; each is in the registry of diagnostics. */
export type ProblemCode = `expression/${Kind}`;
export type Kind =
  | 'syntax'
  | 'limit'
  | 'unknown-name'
  | 'type'
  | 'option'
  | 'null'
  | 'constant'
  | 'shadowed'
  | 'regex'
  | 'not-here'
  | 'too-costly';

/** One mistake inside an expression. `start` and `end` are offsets in its text; the hint says what to do next. */
export type Problem = Range & {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
};

/** What there is to say of a mistake: its kind, and which text of that kind. */
export type Says = keyof Texts;
/** What the text names, besides the place of the mistake. */
export type Details<Key extends Says> = Parameters<Texts[Key]> extends [unknown, ...infer Rest] ? Rest : [];

/**
 * A mistake as it is found. The words of messages are half as long as the language itself, so they are a module of their own,
 * `problem-text.ts`, which makes a `Problem` of it: a browser loads that when there is something to show.
 */
export type Flaw = Range & {
  readonly code: ProblemCode;
  readonly says: Says;
  readonly details: readonly unknown[];
};

/** Takes a mistake down. The null stands for the part that could not be checked. */
export type Report = <Key extends Says>(says: Key, at: Range, ...details: Details<Key>) => null;

/** A list of mistakes, and the function that adds to it. */
export function collectFlaws(): { readonly flaws: Flaw[]; readonly report: Report } {
  const flaws: Flaw[] = [];
  return {
    flaws,
    report: (says, { start, end }, ...details) => {
      flaws.push({ code: `expression/${says.split('/')[0] as Kind}`, start, end, says, details });
      return null;
    },
  };
}
