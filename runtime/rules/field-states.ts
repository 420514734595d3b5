import type { DecisionTables } from '../expression/decision.ts';
import { isTrue } from '../expression/evaluate.ts';
import type { Tree } from '../expression/tree.ts';
import type { Facts } from '../expression/value.ts';
import type { Field } from '../model/field.ts';

/** The rules of one field that decide how it may stand in a form. */
export type FieldRules = {
  readonly required: boolean;
  readonly requiredWhen: Tree | null;
  readonly visibleWhen: Tree | null;
  readonly editableWhen: Tree | null;
};

export type FieldState = {
  readonly visible: boolean;
  /** A field that is not shown is not required. */
  readonly required: boolean;
  readonly editable: boolean;
};

/** The rules of a field of the model. */
export function fieldRules(field: Field): FieldRules {
  return {
    required: field.required && field.computed === null,
    requiredWhen: field.requiredWhen?.tree ?? null,
    visibleWhen: field.visibleWhen?.tree ?? null,
    editableWhen: field.editableWhen?.tree ?? null,
  };
}

/** How the field stands for these facts; what is unknown neither shows, requires nor lets edit. */
export function fieldState(rules: FieldRules, facts: Facts, tables: DecisionTables = {}): FieldState {
  const visible = rules.visibleWhen === null || isTrue(rules.visibleWhen, facts, tables);
  const demanded =
    rules.required || (rules.requiredWhen !== null && isTrue(rules.requiredWhen, facts, tables));
  return {
    visible,
    required: visible && demanded,
    editable: rules.editableWhen === null || isTrue(rules.editableWhen, facts, tables),
  };
}
