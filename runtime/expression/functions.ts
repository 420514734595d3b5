import type { ScalarName } from './type.ts';

/**
 * What an argument may be. `text`: string or choice; `number`: int, decimal or money; `exact`: decimal or money; `ordered`: anything that has an order;
 * `sized`: text or list; `pattern`: a literal text that is a safe regular expression; `places`: a literal whole number from
 * 0 to `MOST_PLACES`.
 */
export type ArgumentKind =
  | ScalarName
  | 'text'
  | 'number'
  | 'exact'
  | 'ordered'
  | 'sized'
  | 'pattern'
  | 'places';

/**
 * `same`: the common type of the arguments that are no places. `quotient`: decimal, or money when only the first argument is
 * money.
 */
export type ResultKind = ScalarName | 'same' | 'quotient';

export type FunctionEntry = {
  /** `a.f(b)`, `f(a, b)`, or either; in a tree the receiver is the first argument. */
  readonly style: 'method' | 'function' | 'both';
  readonly args: readonly ArgumentKind[];
  /** The last argument may be repeated up to this many arguments. */
  readonly most?: number;
  readonly result: ResultKind;
  /** Whether it can be part of a row filter. */
  readonly sql: boolean;
};

/** Most digits after the point that `round` and `div` may ask for. */
export const MOST_PLACES = 20;

const method = (args: readonly ArgumentKind[], result: ResultKind): FunctionEntry => ({
  style: 'method',
  args,
  result,
  sql: true,
});
const plain = (args: readonly ArgumentKind[], result: ResultKind): FunctionEntry => ({
  style: 'function',
  args,
  result,
  sql: true,
});

/**
 * Every function that may stand in a `call` of a tree. Null in any argument gives null (unknown). `function-notes.ts` says
 * what each does.
 */
export const FUNCTIONS = {
  startsWith: method(['text', 'text'], 'bool'),
  endsWith: method(['text', 'text'], 'bool'),
  contains: method(['text', 'text'], 'bool'),
  matches: method(['text', 'pattern'], 'bool'),
  lowerAscii: method(['text'], 'string'),
  upperAscii: method(['text'], 'string'),
  trim: method(['text'], 'string'),
  size: { style: 'both', args: ['sized'], result: 'int', sql: true },
  string: plain(['int'], 'string'),
  /** Also put around an int by the checker wherever it meets a decimal or money. */
  decimal: plain(['int'], 'decimal'),
  abs: plain(['number'], 'same'),
  min: { ...plain(['ordered', 'ordered'], 'same'), most: 10 },
  max: { ...plain(['ordered', 'ordered'], 'same'), most: 10 },
  round: plain(['exact', 'places'], 'same'),
  div: plain(['exact', 'exact', 'places'], 'quotient'),
  addDays: plain(['date', 'int'], 'date'),
  daysBetween: plain(['date', 'date'], 'int'),
  year: plain(['date'], 'int'),
  month: plain(['date'], 'int'),
  day: plain(['date'], 'int'),
  dayOfWeek: plain(['date'], 'int'),
  getHours: method(['duration'], 'int'),
  getMinutes: method(['duration'], 'int'),
  getSeconds: method(['duration'], 'int'),
} as const satisfies Readonly<Record<string, FunctionEntry>>;

export type FunctionName = keyof typeof FUNCTIONS;

/** Loops: all but `exists` and `all` give what SQL filters cannot hold. */
export const LOOPS = {
  exists: { sql: true },
  all: { sql: true },
  exists_one: { sql: false },
  filter: { sql: false },
  map: { sql: false },
} as const;

/** Conversions of a literal text; the tree holds the literal itself. */
export const LITERAL_CONVERSIONS = {
  date: 'date',
  time: 'time',
  timestamp: 'datetime',
  duration: 'duration',
} as const satisfies Readonly<Record<string, ScalarName>>;
