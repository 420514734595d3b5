import { FUNCTIONS, type FunctionName, LITERAL_CONVERSIONS, LOOPS } from './functions.ts';

/** What the reference says of a function. The example is one expression and what it gives. */
type Note = {
  readonly about: string;
  readonly example: readonly [expression: string, gives: string];
  /** When it is unknown although no argument is. */
  readonly unknown?: string;
};

/** What each function does; an example is an expression that reads nothing, and is run by a test. */
export const FUNCTION_NOTES: Readonly<Record<FunctionName, Note>> = {
  startsWith: {
    about: 'Whether the text begins with another.',
    example: ['"order".startsWith("or")', 'true'],
  },
  endsWith: { about: 'Whether the text ends with another.', example: ['"order".endsWith("er")', 'true'] },
  contains: { about: 'Whether the text holds another.', example: ['"order".contains("rde")', 'true'] },
  matches: {
    about:
      'Whether some part of the text matches the regular expression, which is written out; `^` and `$` tie it to both ends.',
    example: ['"GB-17".matches("^[A-Z]+-[0-9]+$")', 'true'],
    unknown: 'of a text of more than 2,000 characters',
  },
  lowerAscii: {
    about: 'The text with A to Z in lower case.',
    example: ['"Ärger A".lowerAscii()', '"Ärger a"'],
  },
  upperAscii: {
    about: 'The text with a to z in upper case.',
    example: ['"straße".upperAscii()', '"STRAßE"'],
  },
  trim: {
    about: 'The text without blanks, tabs and line ends around it.',
    example: ['"  a b ".trim()', '"a b"'],
  },
  size: {
    about: 'The number of characters (code points) of a text, or of items of a list.',
    example: ['size("Größe")', '5'],
  },
  string: { about: 'A whole number as a text.', example: ['"R-" + string(17)', '"R-17"'] },
  decimal: {
    about: 'A whole number as a decimal; put in by itself where one meets the other.',
    example: ['decimal(2) + 0.5', '2.5'],
  },
  abs: { about: 'The number without its sign.', example: ['abs(-2.5)', '2.5'] },
  min: { about: 'The least of two to ten values of one type.', example: ['min(3, 1, 2)', '1'] },
  max: { about: 'The greatest of two to ten values of one type.', example: ['max(3, 1, 2)', '3'] },
  round: {
    about: 'The decimal or amount with so many digits after the point, half away from zero.',
    example: ['round(2.345, 2)', '2.35'],
  },
  div: {
    about:
      'The exact quotient rounded once, half away from zero. An amount divided by an amount of the same currency is a decimal.',
    example: ['div(2, 3, 4)', '0.6667'],
    unknown: 'when the second argument is zero',
  },
  addDays: {
    about: 'The date so many days later, or earlier when they are negative.',
    example: ['addDays(date("2026-02-27"), 2)', '2026-03-01'],
    unknown: 'outside the years 1 to 9999',
  },
  daysBetween: {
    about: 'Days from the first date to the second; negative when that is earlier.',
    example: ['daysBetween(date("2026-12-24"), date("2027-01-01"))', '8'],
  },
  year: { about: 'The year of a date.', example: ['year(date("2026-11-21"))', '2026'] },
  month: { about: 'The month of a date, 1 to 12.', example: ['month(date("2026-11-21"))', '11'] },
  day: { about: 'The day of the month, 1 to 31.', example: ['day(date("2026-11-21"))', '21'] },
  dayOfWeek: {
    about: 'The day of the week: 1 is Monday, 7 is Sunday.',
    example: ['dayOfWeek(date("2026-11-21"))', '6'],
  },
  getHours: { about: 'Whole hours in a duration.', example: ['duration("90m").getHours()', '1'] },
  getMinutes: { about: 'Whole minutes in a duration.', example: ['duration("1h30m").getMinutes()', '90'] },
  getSeconds: { about: 'Whole seconds in a duration.', example: ['duration("1.5s").getSeconds()', '1'] },
};

const LOOP_NOTES: Readonly<Record<keyof typeof LOOPS, Note>> = {
  exists: {
    about: 'Whether the condition is true for at least one item.',
    example: ['[1, 2].exists(n, n > 1)', 'true'],
    unknown: 'when it is true for none and unknown for one',
  },
  all: {
    about: 'Whether the condition is true for every item; of an empty list it is.',
    example: ['[1, 2].all(n, n > 1)', 'false'],
    unknown: 'when it is false for none and unknown for one',
  },
  exists_one: {
    about: 'Whether the condition is true for exactly one item.',
    example: ['[1, 2].exists_one(n, n > 1)', 'true'],
    unknown: 'when it is unknown for one',
  },
  filter: {
    about: 'The items for which the condition is true.',
    example: ['size([1, 2].filter(n, n > 1))', '1'],
    unknown: 'when it is unknown for one',
  },
  map: {
    about: 'A value of each item, as a list.',
    example: ['3 in [1, 2].map(n, n + 1)', 'true'],
    unknown: 'when one of the values is empty or unknown',
  },
};

const CONVERSION_NOTES: Readonly<Record<keyof typeof LITERAL_CONVERSIONS, Note>> = {
  date: { about: 'A day of the calendar.', example: ['date("2026-11-21")', '2026-11-21'] },
  time: { about: 'A time of day.', example: ['time("09:30")', '09:30:00'] },
  timestamp: {
    about: 'A point in time with its zone, to the millisecond.',
    example: ['timestamp("2026-11-21T09:30:00Z")', '2026-11-21T09:30:00.000Z'],
  },
  duration: {
    about: 'Hours, minutes, seconds and milliseconds.',
    example: ['duration("1h30m") + duration("20ms")', '1h30m20ms'],
  },
};

/** Examples of the reference, which a test runs. */
export const EXAMPLES: readonly Note['example'][] = [FUNCTION_NOTES, LOOP_NOTES, CONVERSION_NOTES].flatMap(
  (notes) => Object.values<Note>(notes).map(({ example }) => example),
);

const cell = (text: string): string => text.replaceAll('|', '\\|');

function row(signature: string, { about, example, unknown }: Note, sql: boolean): string {
  const [expression, gives] = example;
  const parts = [
    `\`${signature}\``,
    about,
    `\`${expression}\` is \`${gives}\``,
    unknown ?? '',
    sql ? 'yes' : 'no',
  ];
  return `| ${parts.map(cell).join(' | ')} |`;
}

function signatureOf(name: FunctionName): string {
  const { style, args, result } = FUNCTIONS[name];
  const [first = '', ...rest] = args;
  const more = 'most' in FUNCTIONS[name] ? ', …' : '';
  const called =
    style === 'method' ? `${first}.${name}(${rest.join(', ')})` : `${name}(${args.join(', ')}${more})`;
  return `${called} -> ${result}`;
}

/** The tables of the reference of the rule language. */
export function renderFunctionTables(): string {
  const head = '| function | gives | example | unknown also | in row conditions |\n|---|---|---|---|---|';
  const functions = (Object.keys(FUNCTIONS) as FunctionName[]).map((name) =>
    row(signatureOf(name), FUNCTION_NOTES[name], FUNCTIONS[name].sql),
  );
  const loops = Object.entries(LOOP_NOTES).map(([name, note]) => {
    const kind = name as keyof typeof LOOPS;
    const result = kind === 'map' || kind === 'filter' ? 'list' : 'bool';
    return row(
      `list.${name}(item, ${kind === 'map' ? 'value' : 'condition'}) -> ${result}`,
      note,
      LOOPS[kind].sql,
    );
  });
  const conversions = Object.entries(CONVERSION_NOTES).map(([name, note]) =>
    row(
      `${name}(literal text) -> ${LITERAL_CONVERSIONS[name as keyof typeof LITERAL_CONVERSIONS]}`,
      note,
      true,
    ),
  );
  return [
    head,
    ...functions,
    '',
    'Loops:',
    '',
    head,
    ...loops,
    '',
    'Values that are written out:',
    '',
    head,
    ...conversions,
  ].join('\n');
}
