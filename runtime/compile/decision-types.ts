import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type ScalarNode } from '../definition/node.ts';
import { INPUT_WORDS } from '../definition/shape/decision-keys.ts';
import { withArticle } from '../definition/shape/shape.ts';
import type { DecisionType, FieldType } from '../expression/environment.ts';
import type { Type } from '../expression/type.ts';
import { expressionType } from '../model/expression-type.ts';
import { entriesOf, hasKey, mapAt, namesFor, type Draft, type DraftDecision } from './draft.ts';
import { findOwnField } from './find-field.ts';
import { ROLLUP_KEYS } from './check-rollup.ts';

const WORDS: Readonly<Record<string, Type>> = {
  text: { is: 'string' },
  integer: { is: 'int' },
  decimal: { is: 'decimal' },
  percent: { is: 'decimal' },
  boolean: { is: 'bool' },
  date: { is: 'date' },
  duration: { is: 'duration' },
};

/** Types of the inputs and outputs of every decision; what was reported is left out. */
export function decisionTypes(draft: Draft): Readonly<Record<string, DecisionType>> {
  const types: Record<string, DecisionType> = {};
  for (const decision of draft.decisions.values())
    if (!decision.broken)
      types[decision.name] = { inputs: inputTypes(draft, decision), outputs: outputTypes(draft, decision) };
  return types;
}

function inputTypes(draft: Draft, { map }: DraftDecision): Readonly<Record<string, FieldType>> {
  const inputs: Record<string, FieldType> = {};
  for (const { key, value } of entriesOf(draft.check, mapAt(draft.check, map, 'inputs'))) {
    const type = value.kind === 'scalar' && !draft.check.bad.has(value) ? inputType(draft, value) : null;
    if (type === null) draft.check.bad.add(value);
    else inputs[key.text] = type;
  }
  return inputs;
}

/** `refund.amount` is what the field is; a bare type is never empty. */
function inputType(draft: Draft, node: ScalarNode): FieldType | null {
  const [entityName = '', fieldName, ...more] = node.text.split('.');
  if (fieldName === undefined) {
    const type = (INPUT_WORDS as readonly string[]).includes(node.text) ? WORDS[node.text] : undefined;
    if (type !== undefined) return { type, nullable: false };
    report(
      draft,
      node,
      `\`${excerpt(node.text)}\` is no type of an input.`,
      suggest(node.text, INPUT_WORDS, ''),
    );
    return null;
  }
  const entity = draft.entities.get(entityName);
  if (entity === undefined || more.length > 0) {
    if (!draft.check.meant.has(`entity ${entityName}`))
      report(
        draft,
        node,
        more.length > 0
          ? `\`${excerpt(node.text)}\` follows a reference; an input is a field of one entity.`
          : `There is no entity \`${excerpt(entityName)}\`.`,
        more.length > 0
          ? 'name the entity that has the field: `customer.tier`'
          : suggest(entityName, namesFor(draft, 'entity'), 'define the entity, or correct the name'),
      );
    return null;
  }
  const field = findOwnField(draft, entity, { ...node, text: fieldName });
  const type = field === null ? null : expressionType(field);
  if (field === null) return null;
  if (type === null || type.type.is === 'list') {
    report(
      draft,
      node,
      `\`${node.text}\` is ${withArticle(field.type)} field, which holds no single value.`,
      'name a field with one value',
    );
    return null;
  }
  const own = entity.fields.get(fieldName);
  const total = ROLLUP_KEYS.some(
    (key) => (key === 'count' || key === 'sum') && hasKey(own?.map ?? null, key),
  );
  return total ? { ...type, nullable: false } : type;
}

function report(draft: Draft, node: ScalarNode, message: string, hint: string): void {
  draft.report.add({ code: 'decision/input', span: spanOf(node), message, hint });
}

function outputTypes(draft: Draft, { map }: DraftDecision): Readonly<Record<string, FieldType>> {
  const outputs: Record<string, FieldType> = {};
  for (const { key, value } of entriesOf(draft.check, mapAt(draft.check, map, 'outputs'))) {
    if (value.kind !== 'scalar' || draft.check.bad.has(value)) continue;
    const type: Type | undefined =
      value.text === 'role'
        ? { is: 'choice', options: [...draft.roles.keys()] }
        : value.text === 'money'
          ? { is: 'money', currency: draft.workspace?.currency ?? 'EUR' }
          : WORDS[value.text];
    if (type !== undefined) outputs[key.text] = { type, nullable: true };
  }
  return outputs;
}
