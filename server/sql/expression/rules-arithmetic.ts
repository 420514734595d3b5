import { LONGEST_MATCHED } from '../../../runtime/expression/text.ts';
import { literal } from '../binder.ts';

/** Function that makes what lies outside the range of whole numbers, or of durations, unknown. */
export type Range = 'int' | 'span';

/** The part of `SQL_RULES` that is about numbers, texts and time. */
export const arithmeticRules = {
  /** Of whole numbers, which are safe integers: sums and differences stay within bigint, products need not. */
  sum: (left: string, operator: '+' | '-', right: string, range: Range): string =>
    `jig.${range}(${left} ${operator} ${right})`,
  product: (left: string, right: string, range: Range): string => `jig.${range}(${left}::numeric * ${right})`,
  quotientOfInts: (left: string, right: string): string => `(${left} / nullif(${right}, 0))`,
  remainder: (left: string, right: string): string => `(${left} % nullif(${right}, 0))`,
  decimal: (left: string, operator: string, right: string): string => `(${left} ${operator} ${right})`,
  quotient: (left: string, right: string, places: string): string => `jig.div(${left}, ${right}, ${places})`,
  round: (value: string, places: string): string => `round(${value}, ${places})`,
  addDuration: (instant: string, duration: string): string => `jig.add_ms(${instant}, ${duration})`,
  length: (text: string): string => `char_length(${text})`,
  lower: (text: string): string => `jig.lower_ascii(${text})`,
  upper: (text: string): string => `jig.upper_ascii(${text})`,
  trim: (text: string, characters: string): string => `btrim(${text}, ${literal(characters)})`,
  /** The checker made the pattern one that Postgres reads as JavaScript does. */
  matches: (text: string, pattern: string): string =>
    `case when char_length(${text}) <= ${LONGEST_MATCHED} then ${text} ~ ${literal(pattern)} end`,
};
