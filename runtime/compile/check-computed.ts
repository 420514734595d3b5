import { excerpt, spanOf } from '../definition/node.ts';
import type { Environment } from '../expression/environment.ts';
import { expressionType } from '../model/expression-type.ts';
import type { Field, Formula } from '../model/field.ts';
import { hasKey, scalarAt, type DraftEntity, type DraftField } from './draft.ts';
import { readRollup, ROLLUP_KEYS } from './check-rollup.ts';
import { decideKept } from './formula-storage.ts';
import { readExpression } from './read-expression.ts';
import { environmentOf, type RuleScope } from './rule-scope.ts';

/** Keys that say how a value comes about. */
const COMPUTING = ['formula', ...ROLLUP_KEYS] as const;

/** Keys that only a field that people write can have. */
const WRITTEN: ReadonlySet<string> = new Set(
  'required unique required_when editable_when default min max min_length max_length pattern'.split(' '),
);

const FORBIDDEN: NonNullable<Environment['forbidden']> = {
  user: 'a formula gives everybody the same value; write a condition where it is read',
};

/** Formulas and rollups of every field; whichever another one looks at is settled first. */
export function checkComputed(scope: RuleScope): void {
  for (const entity of scope.draft.entities.values())
    for (const field of entity.fields.values())
      if (COMPUTING.some((key) => hasKey(field.map, key)))
        scope.pending.set(field, () => settleComputed(scope, entity, field));
  for (const [field, run] of scope.pending) {
    scope.pending.delete(field);
    run();
  }
}

function settleComputed(scope: RuleScope, entity: DraftEntity, draft: DraftField): void {
  const { field } = draft;
  if (field === null) return;
  const [first, ...others] = (draft.map?.entries ?? []).filter(({ key }) =>
    (COMPUTING as readonly string[]).includes(key.text),
  );
  if (first === undefined || scope.draft.check.bad.has(first.key)) return;
  for (const other of others)
    scope.draft.report.add({
      code: 'field/computed',
      span: spanOf(other.key),
      message: `A field has one source of its value, and \`${field.name}\` has \`${first.key.text}\` already.`,
      hint: 'keep one of them',
      labels: [{ span: spanOf(first.key), message: 'the first is here' }],
    });
  reportWrittenKeys(scope, draft, field, first.key.text);
  const own = { ...field, required: false, unique: false };
  const computed =
    first.key.text === 'formula'
      ? readFormula(scope, entity, draft, field)
      : readRollup(scope, entity, draft, field);
  // What could not be read stays known by its type; that it is computed keeps others from writing it.
  draft.field = computed === null ? null : { ...own, computed };
}

function reportWrittenKeys({ draft }: RuleScope, { map }: DraftField, field: Field, by: string): void {
  for (const { key } of map?.entries ?? [])
    if (WRITTEN.has(key.text) && !draft.check.bad.has(key))
      draft.report.add({
        code: 'field/computed',
        span: spanOf(key),
        message: `\`${excerpt(key.text)}\` is for values that people write, and \`${field.name}\` gets its value from \`${by}\`.`,
        hint: `remove \`${key.text}\`; what must be true of the value is a rule under \`checks\``,
      });
  const where = map?.entries.find(({ key }) => key.text === 'where');
  if (where !== undefined && by === 'formula')
    draft.report.add({
      code: 'field/computed',
      span: spanOf(where.key),
      message: '`where` chooses among children, and a formula has none.',
      hint: 'remove it, or write `sum`, `count`, `smallest` or `largest` instead of the formula',
    });
}

function readFormula(scope: RuleScope, entity: DraftEntity, draft: DraftField, field: Field): Formula | null {
  const node = scalarAt(scope.draft.check, draft.map, 'formula');
  const type = expressionType(field)?.type ?? null;
  if (node === null) return null;
  const environment = environmentOf(scope, entity.name, { forbidden: FORBIDDEN });
  const expression = readExpression(scope, node, environment, { type, value: true, sql: true });
  if (expression === null) return null;
  const { kept, why } = decideKept(expression.tree, entity, field);
  return { is: 'formula', expression, kept, why };
}
