import type { Environment } from './environment.ts';
import type { Flaw, Kind, Problem } from './problem.ts';
import { NAME_TEXTS } from './problem-text-names.ts';
import { RULE_TEXTS } from './problem-text-rules.ts';
import { SYNTAX_TEXTS } from './problem-text-syntax.ts';
import { TYPE_TEXTS } from './problem-text-types.ts';

export const TEXTS = {
  ...SYNTAX_TEXTS,
  ...NAME_TEXTS,
  ...TYPE_TEXTS,
  ...RULE_TEXTS,
} as const satisfies Readonly<Record<`${Kind}/${string}`, unknown>>;

/** Message and hint of every mistake that can be found. */
export type Texts = typeof TEXTS;

/** The mistakes of an expression in words. */
export function tell(flaws: readonly Flaw[], text: string, environment: Environment): readonly Problem[] {
  return flaws.map(({ code, start, end, says, details }) => {
    const write = TEXTS[says] as (...of: readonly unknown[]) => readonly [message: string, hint: string];
    const [message, hint] = write({ text, start, end, environment }, ...details);
    return { code, start, end, message, hint };
  });
}
