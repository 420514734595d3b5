import type { Scope } from './scope.ts';
import { parseDate, parseDuration, parseInstant, parseTime } from './temporal.ts';
import type { SyntaxOf } from './syntax.ts';
import type { Tree } from './tree.ts';

const PARSERS = {
  date: parseDate,
  time: parseTime,
  datetime: parseInstant,
  duration: parseDuration,
} as const;

/** `date("2026-11-21")` and the like: the literal itself. */
export function convertLiteral(
  syntax: SyntaxOf<'call'>,
  is: keyof typeof PARSERS,
  scope: Scope,
): Tree | null {
  const { name, args, start, end } = syntax;
  const [arg] = args;
  const written = args.length === 1 && arg?.is === 'literal' && arg.type === 'string';
  const parsed = written ? PARSERS[is](String(arg.value)) : null;
  if (parsed === null) return scope.report('type/literal', arg ?? syntax, name, is);
  const value = is === 'datetime' ? new Date(parsed).toISOString() : parsed;
  return { is: 'literal', value, type: { is }, start, end };
}
