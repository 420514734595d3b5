import { suggest } from '../diagnostics/nearest-name.ts';
import { describeType } from './describe-type.ts';
import { FUNCTIONS, LITERAL_CONVERSIONS } from './functions.ts';
import { own } from './own.ts';
import { type About, quote, type Said } from './problem-about.ts';
import { ROOTS } from './read-path.ts';
import type { Range, Tree } from './tree.ts';

/** Where the names exist that do not everywhere. */
const PLACES: Readonly<Record<string, string>> = {
  record: 'it exists where a rule is about one record',
  old: 'it exists in rules that look at a change',
  input: 'it exists in actions',
  user: '',
  params: '',
  now: '',
  today: '',
};

/** What other languages have, and what to write here. */
const ALTERNATIVES: Readonly<Record<string, string>> = {
  double: 'numbers are exact: use `decimal(number)`',
  float: 'numbers are exact: use `decimal(number)`',
  int: 'use a whole-number field, or `round(number, 0)`',
  uint: 'whole numbers are plain: leave `uint` out',
  dyn: 'every field has a type: leave `dyn` out',
  type: 'every field has a type, so there is nothing to ask',
  bool: 'compare with something, as in `field == true`',
  bytes: 'there are only texts',
  if: 'write `condition ? value : other value`',
  now: 'write `now` without parentheses',
  today: 'write `today` without parentheses',
  len: 'use `size(…)`',
  length: 'use `size(…)`',
  lower: 'use `text.lowerAscii()`',
  upper: 'use `text.upperAscii()`',
  concat: 'join texts with `+`',
  coalesce: 'write `has(a) ? a : b`',
  isEmpty: 'use `field == null`, or `size(list) == 0`',
  floor: 'use `round(number, places)`',
  ceil: 'use `round(number, places)`',
  sum: 'use a rollup field, which adds up the lines',
  count: 'use a rollup field, or `size(list)`',
  getFullYear: 'use `year(date)`',
  getMonth: 'use `month(date)`',
  getDate: 'use `day(date)`',
  getDayOfWeek: 'use `dayOfWeek(date)`',
};

const sourceOf = ({ text }: About, { start, end }: Range): string => text.slice(start, end);
const namesOf = (of: Readonly<Record<string, unknown>> | null | undefined): readonly string[] =>
  Object.keys(of ?? {});

const unknown = (message: string, name: string, names: readonly string[]): Said => [
  `${message} \`${name.slice(0, 60)}\`.`,
  suggest(name, names, 'correct the name'),
];

/** What is said of names. */
export const NAME_TEXTS = {
  'unknown-name/plain': ({ environment }: About, name: string, variables: readonly string[]): Said => {
    const { record, cells, decisionNames } = environment;
    return unknown('There is nothing named', name, [
      ...variables,
      ...namesOf(cells),
      ...(record === null ? [] : environment.fieldNames(record)),
      ...Object.keys(ROOTS),
      ...decisionNames,
    ]);
  },
  'unknown-name/member': (about: About, root: string, names: readonly string[]): Said =>
    unknown(`\`${root}\` has nothing named`, sourceOf(about, about), names),
  'unknown-name/field': (about: About, entity: string): Said =>
    unknown(`\`${entity}\` has no field`, sourceOf(about, about), about.environment.fieldNames(entity)),
  'unknown-name/output': (about: About, table: string): Said =>
    unknown(
      `\`${table}\` has no output`,
      sourceOf(about, about),
      namesOf(about.environment.decision(table)?.outputs),
    ),
  'unknown-name/call': ({ environment }: About, name: string): Said => [
    `There is no function \`${name.slice(0, 60)}\`.`,
    own(ALTERNATIVES, name) ??
      suggest(
        name,
        [
          ...Object.keys(FUNCTIONS),
          ...Object.keys(LITERAL_CONVERSIONS),
          'has',
          'exists',
          'all',
          ...environment.decisionNames,
        ],
        'correct the name',
      ),
  ],
  'type/table': ({ environment }: About, name: string): Said => {
    const decision = environment.decision(name);
    const output = namesOf(decision?.outputs)[0] ?? 'output';
    return [
      `\`${name}\` is a decision table, which gives several outputs.`,
      `write \`${name}(${namesOf(decision?.inputs).join(', ')}).${output}\``,
    ];
  },
  'type/inputs': ({ environment }: About, table: string, given: number): Said => {
    const inputs = namesOf(environment.decision(table)?.inputs);
    return [
      `\`${table}\` takes ${inputs.length} inputs, not ${given}.`,
      `write \`${table}(${inputs.join(', ')})\``,
    ];
  },
  'type/root': ({ environment }: About, name: string): Said => [
    `\`${name}\` is no value by itself.`,
    `name what you mean: \`${name}.${namesOf(environment[name as 'params'])[0] ?? '…'}\``,
  ],
  'not-here/root': ({ environment }: About, name: string): Said => [
    `\`${name}\` cannot be used here.`,
    own(environment.forbidden, name) ?? PLACES[name] ?? 'use something else',
  ],
  'type/no-fields': (about: About, before: Tree, name: string): Said => {
    const { type } = before;
    const field = name.slice(0, 60);
    const rows = type.is === 'list' && type.of.is === 'record';
    return [
      `${quote(about, before)} is ${describeType(type)} and has no field \`${field}\`.`,
      rows
        ? `ask about its records: \`${sourceOf(about, before).slice(0, 60)}.exists(row, row.${field} == …)\``
        : type.is === 'user'
          ? 'of a person only the identity can be compared; what is known of who acts is behind `user.`'
          : 'leave the name behind the point out',
    ];
  },
  'shadowed/item': (_: About, name: string): Said => [
    `\`${name}\` means something else here already.`,
    'choose another name for the items of this loop',
  ],
} as const;
