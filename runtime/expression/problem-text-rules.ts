import { type About, quote, type Said } from './problem-about.ts';
import type { Range, Tree } from './tree.ts';

/** What is said of conditions that make no sense, and of what could take too long. */
export const RULE_TEXTS = {
  'null/operator': (_: About, operator: string): Said => [
    `\`${operator}\` is not possible with \`null\`.`,
    'ask with `== null` or `has(…)` whether a field is empty',
  ],
  'null/never': (about: About, asked: Tree): Said => {
    const isList = asked.type.is === 'list';
    const isPath = asked.is === 'path';
    const reason = !isPath
      ? 'is no field, so it cannot be empty; it may be unknown'
      : isList
        ? 'is a list, which may have no items but is never empty itself'
        : 'is never empty';
    return [
      `${quote(about, asked)} ${reason}.`,
      isList ? 'use `size(…) == 0`' : isPath ? 'leave this test out' : 'ask about the fields in it',
    ];
  },
  'constant/null': (): Said => ['`null` is compared with itself.', 'name the field that may be empty'],
  'constant/same': (about: About): Said => [
    `${excerpt(about)} is the same for every record.`,
    'name a field in it, or leave it out',
  ],
  'constant/self': (about: About, side: Range): Said => [
    `${excerpt(about, side)} is compared with itself.`,
    'compare it with something else',
  ],
  'constant/no-items': (): Said => ['This list has no items.', 'write the values that you mean in it'],
  'constant/twice': (about: About): Said => [`${excerpt(about)} is there twice.`, 'leave one out'],
  'constant/clash': (about: About, is: 'and' | 'or', one: Range, other: Range): Said => [
    `${is === 'and' ? 'Both can never' : 'One will always'} be true: ${excerpt(about, one)}, ${excerpt(about, other)}.`,
    `write \`${is === 'and' ? '||' : '&&'}\` between the two`,
  ],
  'regex/written': (about: About): Said => [
    `A regular expression is written out, but here is ${quote(about)}.`,
    'write it between quotes, or use `contains`',
  ],
  'regex/none': (): Said => [
    'This is no regular expression.',
    'correct it; a character meant literally takes a backslash',
  ],
  'regex/escape': (_: About, written: string): Said =>
    noRegex(`\`${written}\``, 'name the characters, as in `[a-z]`'),
  'regex/class': (): Said => noRegex('An empty class', 'name the characters, as in `[a-z]`'),
  'regex/group': (_: About, written: string): Said =>
    noRegex(`\`${written}\``, 'use plain groups `(…)`, or two conditions joined by `&&`'),
  'regex/lazy': (_: About, written: string): Said =>
    noRegex(`\`${written}\``, 'leave the second `?` out: only whether it matches counts'),
  'regex/repeats': (_: About, written: string, most: number): Said =>
    noRegex(`\`${written}\``, `repeat at most ${most} times`),
  'regex/danger': (_: About, message: string, hint: string): Said => [message, hint],
  'regex/unproven': (): Said => [
    'It takes the proof that authors have to be sure that no value can block this regular expression.',
    'use one that repeats one thing and has one group, or put the condition into a rule of the definition',
  ],
  'syntax/loop-item': (about: About): Said => [
    `Here a name for each item was expected, but ${quote(about)} was found.`,
    'write it as in `lines.exists(line, line.quantity > 0)`',
  ],
  'too-costly/loops': (_: About, most: number): Said => [
    `Loops are nested more than ${most} deep.`,
    'keep what the inner loop finds in a field of its own, such as a rollup',
  ],
  'too-costly/steps': (_: About, cost: number, limit: number): Said => costText(cost, limit),
} as const;

const excerpt = (about: About, { start, end }: Range = about): string =>
  `\`${about.text.slice(start, Math.min(end, start + 60))}\``;

const noRegex = (what: string, hint: string): Said => [
  `${what} cannot be used in a regular expression here.`,
  hint,
];

/** What is said of an expression that takes too many steps. */
export const costText = (cost: number, limit: number): Said => [
  `This may take ${Math.round(cost)} steps for one record; at most ${limit} are allowed.`,
  'loop over fewer lists inside each other, or keep what the inner loop finds in a rollup field',
];
