import type { CodeGroup } from '../code-entry.ts';

/** Mistakes inside expressions: conditions, formulas, values that begin with `=`, and the parts of messages in braces. */
export const EXPRESSION_CODES = {
  'expression/syntax': {
    title: 'An expression that cannot be read',
    explanation:
      'The expression does not follow the grammar of the rule language. Operators of other languages are named with what is written here instead.',
    bad: 'checks: { positive: { that: amount > 0 and amount = 5, say: Too little. } }',
    good: 'checks: { positive: { that: amount > 0 && amount == 5, say: Too little. } }',
  },
  'expression/limit': {
    title: 'An expression beyond the limits of the language',
    explanation:
      'Expressions have at most 5,000 characters and 400 parts, nested at most 32 deep; lists have at most 1,000 items, and whole numbers at most sixteen digits.',
    bad: 'checks: { small: { that: amount < 99999999999999999999, say: Too much. } }',
    good: 'checks: { small: { that: amount < 99999999999999999999.0, say: Too much. } }',
  },
  'expression/unknown-name': {
    title: 'An expression names something that does not exist',
    explanation:
      'A name is a field of the record, one of `record`, `old`, `input`, `user`, `params`, `now` and `today`, a decision table, or a function.',
    bad: 'checks: { positive: { that: amout > 0, say: Too little. } }',
    good: 'checks: { positive: { that: amount > 0, say: Too little. } }',
  },
  'expression/type': {
    title: 'Types that do not go together',
    explanation:
      'Every part of an expression has a type. What is compared, added or given to a function must fit: amounts in one currency, dates with dates.',
    bad: 'checks: { positive: { that: amount > "0", say: Too little. } }',
    good: 'checks: { positive: { that: amount > 0, say: Too little. } }',
  },
  'expression/option': {
    title: 'A value that is none of the options',
    explanation:
      'A choice is compared with a text that is not among its options, or with a choice that has no option in common: the answer would always be the same.',
    bad: 'checks: { noted: { that: status != "opne" || has(note), say: Say why. } }',
    good: 'checks: { noted: { that: status != "open" || has(note), say: Say why. } }',
  },
  'expression/null': {
    title: 'A question about emptiness that has only one answer',
    explanation:
      'Only what may be empty can be compared with `null`: not a required field, not a list, and not what is computed.',
    bad: 'checks: { numbered: { that: size(lines) != null, say: Add lines. } }',
    good: 'checks: { numbered: { that: size(lines) > 0, say: Add lines. } }',
  },
  'expression/constant': {
    title: 'A condition that is always the same',
    explanation:
      'The condition reads nothing, compares a thing with itself, or joins parts that can never be true together.',
    bad: 'checks: { known: { that: amount == amount, say: Unknown. } }',
    good: 'checks: { known: { that: amount == order.total, say: Unknown. } }',
  },
  'expression/shadowed': {
    title: 'A name that hides another one',
    explanation:
      'The name for the items of a loop means something else already, so that a reader could take one for the other.',
    bad: 'checks: { priced: { that: "lines.all(amount, amount.price > 0)", say: No price. } }',
    good: 'checks: { priced: { that: "lines.all(line, line.price > 0)", say: No price. } }',
  },
  'expression/regex': {
    title: 'A regular expression that cannot be used',
    explanation:
      'What `matches` is given is written out, means the same in JavaScript and in Postgres, and cannot take for ever on any text.',
    bad: 'checks: { coded: { that: \'code.matches("^(a+)+$")\', say: No code. } }',
    good: 'checks: { coded: { that: \'code.matches("^a+$")\', say: No code. } }',
  },
  'expression/not-here': {
    title: 'Something that exists, but not here',
    explanation:
      'Some names and functions exist in some places only: `input` in actions, `old` where a change is looked at, and row conditions hold only what Postgres can evaluate.',
    bad: 'access: { sales: { read: input.reason == "late" } }',
    good: 'access: { sales: { read: reason == "late" } }',
  },
  'expression/too-costly': {
    title: 'A rule that may take too long',
    explanation:
      'The rule goes through lists inside lists. What it may cost at the worst is known beforehand, and has a limit.',
    bad: 'checks: { apart: { that: "lines.all(a, lines.all(b, a.price == b.price))", say: Mixed prices. } }',
    good: 'checks: { apart: { that: lowest_price == highest_price, say: Mixed prices. } }',
  },
} as const satisfies CodeGroup;
