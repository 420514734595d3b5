import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import { Refusal } from '../operations/refusal.ts';

/** What came of an example. */
export type ExampleOutcome =
  | {
      readonly is: 'allowed';
      /** The record afterwards, as JSON of the API; null where it is gone. */
      readonly record: Readonly<Record<string, unknown>> | null;
      /** Ids of the checks that warned. */
      readonly warnings: readonly string[];
      /** Ids of the checks that only counted. */
      readonly counted: readonly string[];
    }
  | { readonly is: 'refused'; readonly code: string; readonly reasons: readonly Reason[] };

/** One thing that stood in the way. */
export type Reason = {
  /** Id of the rule without the entity, or `access` where no single grant decided; null for what no rule says. */
  readonly rule: string | null;
  readonly message: string;
};

/** Refusals of these kinds come from grants, whether or not they name one. */
const ACCESS: ReadonlySet<string> = new Set([
  'access/denied',
  'record/not_found',
  'field/not_allowed',
  'line/not_allowed',
  'field/unknown',
]);

/** What stood in the way, in the words and with the rules of a refusal; anything but a refusal is thrown again. */
export function refusedOutcome(error: unknown, entity: string): ExampleOutcome {
  if (!(error instanceof Refusal)) throw error;
  const { code, detail, errors } = error;
  const reasons = errors.map((one) => ({ rule: ruleOf(one, code, entity), message: placed(one) }));
  const whole = { rule: ACCESS.has(code) ? 'access' : null, message: detail };
  return { is: 'refused', code, reasons: reasons.length === 0 ? [whole] : reasons };
}

function ruleOf({ rule, code, pointer }: FieldErrorJson, refusal: string, entity: string): string | null {
  if (rule !== undefined) return rule.startsWith(`${entity}.`) ? rule.slice(entity.length + 1) : rule;
  if (code === 'value/required') return `${pointer.slice(1).replaceAll('/', '.')}.required`;
  return ACCESS.has(code) || ACCESS.has(refusal) ? 'access' : null;
}

function placed({ pointer, message }: FieldErrorJson): string {
  return pointer === '' ? message : `${pointer.slice(1).replaceAll('/', '.')}: ${message}`;
}

/** Whether a refusal is by the rule that an example names; `access` stands for every grant. */
export function isRefusedBy(reasons: readonly Reason[], wanted: string): boolean {
  return reasons.some(
    ({ rule }) =>
      rule === wanted || (wanted === 'access' && rule !== null && /^(?:access|.*\.?access\..*)$/u.test(rule)),
  );
}
