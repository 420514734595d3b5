import { describeType } from './describe-type.ts';
import { quote, type Scope } from './scope.ts';
import { parseDate, parseDuration, parseInstant, parseTime } from './temporal.ts';
import type { SyntaxOf } from './syntax.ts';
import type { Tree } from './tree.ts';

const FORMS = {
  date: [parseDate, '2026-11-21'],
  time: [parseTime, '09:30:00'],
  datetime: [parseInstant, '2026-11-21T09:30:00Z'],
  duration: [parseDuration, '1h30m'],
} as const;

/** `date("2026-11-21")` and the like: the literal itself. */
export function convertLiteral(syntax: SyntaxOf<'call'>, is: keyof typeof FORMS, scope: Scope): Tree | null {
  const [arg] = syntax.args;
  const { name, start, end } = syntax;
  const [parse, example] = FORMS[is];
  const written = syntax.args.length === 1 && arg?.is === 'literal' && arg.type === 'string' ? arg : null;
  const value = written === null ? null : parse(String(written.value));
  if (value !== null)
    return {
      is: 'literal',
      value: is === 'datetime' ? new Date(value).toISOString() : value,
      type: { is },
      start,
      end,
    };
  scope.report('expression/type', arg ?? syntax, [
    `\`${name}\` takes ${describeType({ is })} written out, but here is ${quote(scope, arg ?? syntax)}.`,
    `write it as in \`${name}("${example}")\``,
  ]);
  return null;
}
