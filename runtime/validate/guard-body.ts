import type { FieldErrorJson } from '../wire/record.ts';
import { fieldError } from './pointer.ts';

/** A `json` value takes 32 levels, lines some above it. */
const DEEPEST = 44;
const MOST_VALUES = 200_000;

/**
 * Refuses bodies on which code that calls itself would run out of stack or time. Itself it keeps a list instead of calling
 * itself: JSON.parse takes millions of levels.
 */
export function guardBody(body: unknown): FieldErrorJson | null {
  let level: unknown[] = [body];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return fieldError('', 'body/too_deep');
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const parts: unknown[] = Array.isArray(value) ? value : Object.values(value);
      values += parts.length;
      if (values > MOST_VALUES) return fieldError('', 'body/too_many');
      for (const part of parts) if (typeof part === 'object' && part !== null) next.push(part);
    }
    level = next;
  }
  return null;
}
