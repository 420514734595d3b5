import type { DecisionTables } from './decision.ts';
import { evaluatorOf } from './evaluate.ts';
import type { TemplateParts } from './template.ts';
import type { Type } from './type.ts';
import type { Facts, Value } from './value.ts';

/**
 * The message for these facts. `format` puts a value into words; null is empty or unknown. Apart from the reading of templates,
 * so that browsers, which only render them, do not load the checker.
 */
export function renderTemplate(
  parts: TemplateParts,
  facts: Facts,
  format: (value: Value, type: Type) => string,
  tables?: DecisionTables,
): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : format(evaluatorOf(part, tables)(facts), part.type)))
    .join('');
}
