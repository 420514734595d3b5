import { literal } from '../binder.ts';

/** The part of `SQL_RULES` that is about numbers, texts and time. */
export const arithmeticRules = {
  /** Sum or difference of two whole numbers, which as safe integers stay within bigint. */
  intSum: (left: string, operator: '+' | '-', right: string): string =>
    `jig.int(${left} ${operator} ${right})`,
  intProduct: (left: string, right: string): string => `jig.int(${left}::numeric * ${right})`,
  intQuotient: (left: string, right: string): string => `(${left} / nullif(${right}, 0))`,
  intRemainder: (left: string, right: string): string => `(${left} % nullif(${right}, 0))`,
  decimal: (left: string, operator: string, right: string): string => `(${left} ${operator} ${right})`,
  quotient: (left: string, right: string, places: string): string => `jig.div(${left}, ${right}, ${places})`,
  round: (value: string, places: string): string => `round(${value}, ${places})`,
  addDuration: (instant: string, duration: string): string => `jig.add_ms(${instant}, ${duration})`,
  length: (text: string): string => `char_length(${text})`,
  lower: (text: string): string => `jig.lower_ascii(${text})`,
  upper: (text: string): string => `jig.upper_ascii(${text})`,
  trim: (text: string, characters: string): string => `btrim(${text}, ${literal(characters)})`,
  matches: (text: string, pattern: string, write: (pattern: string) => string): string =>
    `${text} ~ ${literal(write(pattern))}`,
};
