import type { DecisionType, Environment, FieldType } from '../expression/environment.ts';
import { expressionType } from '../model/expression-type.ts';
import type { Field } from '../model/field.ts';
import type { Lifecycle } from '../model/rule.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import type { Draft, DraftField } from './draft.ts';

/** What reading the expressions of a workspace needs: the types of everything that they may name. */
export type RuleScope = {
  readonly draft: Draft;
  readonly lifecycles: ReadonlyMap<string, Lifecycle>;
  readonly user: Readonly<Record<string, FieldType>>;
  readonly params: Readonly<Record<string, FieldType>>;
  readonly decisions: Readonly<Record<string, DecisionType>>;
  /** What settles a computed field that others look at first; each is taken out before it runs. */
  readonly pending: Map<DraftField, () => void>;
  readonly fieldType: Environment['field'];
  readonly fieldNames: Environment['fieldNames'];
};

type Given = Pick<RuleScope, 'draft' | 'lifecycles' | 'user' | 'params' | 'decisions'>;

export function createRuleScope(given: Given): RuleScope {
  const pending = new Map<DraftField, () => void>();
  const settled = new Map<Field, FieldType | null>();
  const { entities } = given.draft;
  const fieldType = (entity: string, name: string): FieldType | undefined => {
    const own = entities.get(entity)?.fields.get(name);
    if (own !== undefined) settle(pending, own);
    const field = own === undefined ? systemField(name) : own.field;
    if (field === undefined || field === null) return undefined;
    const before = settled.get(field);
    if (before !== undefined) return before ?? undefined;
    const type = expressionType(field);
    // While fields are being settled, what they are may still become more exact.
    if (pending.size === 0) settled.set(field, type);
    return type ?? undefined;
  };
  const fieldNames = (entity: string): readonly string[] => [
    ...(entities.get(entity)?.fields.keys() ?? []),
    ...Object.keys(SYSTEM_FIELDS),
  ];
  return { ...given, pending, fieldType, fieldNames };
}

function settle(pending: Map<DraftField, () => void>, field: DraftField): void {
  const run = pending.get(field);
  pending.delete(field);
  run?.();
}

const systemField = (name: string): Field | undefined =>
  Object.hasOwn(SYSTEM_FIELDS, name) ? SYSTEM_FIELDS[name] : undefined;

/** `unfilled`: the record may still be being filled in, so that even what is required may be empty. */
type Place = Partial<Pick<Environment, 'old' | 'input' | 'cells' | 'forbidden'>> & {
  readonly unfilled?: true;
};

/** What an expression about a record of `entity` may name, in a place of its kind. */
export function environmentOf(scope: RuleScope, entity: string | null, place: Place = {}): Environment {
  const { user, params, decisions, fieldType, fieldNames } = scope;
  return {
    record: entity,
    old: place.old ?? false,
    input: place.input ?? null,
    user,
    params,
    ...(place.cells === undefined ? {} : { cells: place.cells }),
    ...(place.forbidden === undefined ? {} : { forbidden: place.forbidden }),
    field: place.unfilled === true ? unfilled(fieldType, entity) : fieldType,
    fieldNames,
    decision: (name) => (Object.hasOwn(decisions, name) ? decisions[name] : undefined),
    decisionNames: Object.keys(decisions),
  };
}

function unfilled(fieldType: Environment['field'], entity: string | null): Environment['field'] {
  return (of, name) => {
    const type = fieldType(of, name);
    return type === undefined || of !== entity || type.type.is === 'list'
      ? type
      : { ...type, nullable: true };
  };
}
