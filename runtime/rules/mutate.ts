import type { Span } from '../diagnostics/diagnostic.ts';
import type { Expression, Tree } from '../expression/tree.ts';
import type { Field } from '../model/field.ts';
import type { Decision, Entity, Grant, Model, RoleAccess } from '../model/model.ts';
import type { Action } from '../model/rule.ts';
import { changeTree } from './mutate-tree.ts';
import { unbreakable } from './rule-list.ts';

/** The model with one rule changed, so that examples can show whether they would notice. */
export type Mutant = {
  /** Id of the rule. */
  readonly rule: string;
  readonly span: Span;
  /** What was changed, in English. */
  readonly change: string;
  /** Why it cannot be tried; null where it can. */
  readonly skipped: string | null;
  /** Makes the changed model; its tables are those of the original. */
  readonly apply: () => Model;
};

/** Every mutant of a model: each differs from it in one thing. */
export function mutantsOf(model: Model): readonly Mutant[] {
  return [
    ...Object.values(model.entities).flatMap((entity) => entityMutants(model, entity)),
    ...Object.values(model.decisions).flatMap((decision) => decisionMutants(model, decision)),
  ];
}

/** Puts a changed part back into the whole. */
type Put<Part> = (part: Part) => Model;

type Place = { readonly rule: string; readonly span: Span };

function mutant(
  { rule, span }: Place,
  change: string,
  apply: () => Model,
  skipped: string | null = null,
): Mutant {
  return { rule, span, change, skipped, apply };
}

function expressionMutants(place: Place, expression: Expression, put: Put<Expression>): Mutant[] {
  return changeTree(expression).map(({ tree, change }) =>
    mutant(place, change, () => put({ ...expression, tree })),
  );
}

function entityMutants(model: Model, entity: Entity): Mutant[] {
  const put: Put<Partial<Entity>> = (part) => ({
    ...model,
    entities: { ...model.entities, [entity.name]: { ...entity, ...part } },
  });
  return [
    ...Object.values(entity.fields).flatMap((field) => fieldMutants(entity, field, put)),
    ...checkMutants(entity, put),
    ...neverMutants(entity, put),
    ...Object.values(entity.actions).flatMap((action) => actionMutants(entity, action, put)),
    ...accessMutants(entity, put),
  ];
}

function fieldMutants(entity: Entity, field: Field, put: Put<Partial<Entity>>): Mutant[] {
  const putField: Put<Partial<Field>> = (part) =>
    put({ fields: { ...entity.fields, [field.name]: { ...field, ...part } as Field } });
  const conditions = [
    ['required_when', 'requiredWhen'],
    ['editable_when', 'editableWhen'],
  ] as const;
  const rules = conditions.flatMap(([key, property]) => {
    const expression = field[property];
    if (expression === null) return [];
    const place = { rule: `${entity.name}.${field.name}.${key}`, span: expression.span };
    return [
      mutant(place, `\`${key}\` was left out`, () => putField({ [property]: null })),
      ...expressionMutants(place, expression, (changed) => putField({ [property]: changed })),
    ];
  });
  return [...rules, ...computedMutants(entity, field, putField)];
}

function computedMutants(entity: Entity, { name, computed }: Field, put: Put<Partial<Field>>): Mutant[] {
  if (computed === null) return [];
  if (computed.is === 'formula') {
    const place = { rule: `${entity.name}.${name}.formula`, span: computed.expression.span };
    const skipped =
      computed.kept === 'stored' ? 'a stored formula is a column of the table, which stays as it is' : null;
    return expressionMutants(place, computed.expression, (expression) =>
      put({ computed: { ...computed, expression } }),
    ).map((one) => ({ ...one, skipped }));
  }
  const { where } = computed;
  if (where === null) return [];
  const place = { rule: `${entity.name}.${name}.where`, span: where.span };
  return [
    mutant(place, '`where` was left out', () => put({ computed: { ...computed, where: null } })),
    ...expressionMutants(place, where, (changed) => put({ computed: { ...computed, where: changed } })),
  ];
}

function checkMutants(entity: Entity, put: Put<Partial<Entity>>): Mutant[] {
  return Object.values(entity.checks).flatMap((check) => {
    const place = { rule: check.id, span: check.span };
    return [
      mutant(place, 'the check was left out', () => put({ checks: without(entity.checks, check.name) })),
      ...expressionMutants(place, check.that, (that) =>
        put({ checks: { ...entity.checks, [check.name]: { ...check, that } } }),
      ),
    ];
  });
}

function neverMutants(entity: Entity, put: Put<Partial<Entity>>): Mutant[] {
  const safe = unbreakable(entity);
  const why = 'the other rules keep it from coming true';
  const mutants = Object.values(entity.never).flatMap((never) => {
    const place = { rule: never.id, span: never.span };
    return [
      mutant(place, 'the `never` was left out', () => put({ never: without(entity.never, never.name) })),
      ...expressionMutants(place, never.that, (that) =>
        put({ never: { ...entity.never, [never.name]: { ...never, that } } }),
      ),
    ];
  });
  return mutants.map((one) => (safe.has(one.rule) ? { ...one, skipped: why } : one));
}

function actionMutants(entity: Entity, action: Action, put: Put<Partial<Entity>>): Mutant[] {
  const putAction: Put<Partial<Action>> = (part) =>
    put({ actions: { ...entity.actions, [action.name]: { ...action, ...part } } });
  const place = (key: 'from' | 'when' | 'not_by', span: Span | null): Place => ({
    rule: `${entity.name}.actions.${action.name}.${key}`,
    span: span ?? action.span,
  });
  const { from, when, notBy, spans } = action;
  return [
    ...(from.length === 0
      ? []
      : [mutant(place('from', spans.from), '`from` was left out', () => putAction({ from: [] }))]),
    ...(when === null
      ? []
      : [
          mutant(place('when', spans.when), '`when` was left out', () => putAction({ when: null })),
          ...expressionMutants(place('when', spans.when), when, (changed) => putAction({ when: changed })),
        ]),
    ...notBy.map((name) =>
      mutant(place('not_by', spans.notBy), `\`${name}\` was left out of \`not_by\``, () =>
        putAction({ notBy: notBy.filter((other) => other !== name) }),
      ),
    ),
  ];
}

function accessMutants(entity: Entity, put: Put<Partial<Entity>>): Mutant[] {
  return Object.entries(entity.access).flatMap(([role, access]) => {
    const putAccess: Put<RoleAccess> = (part) => put({ access: { ...entity.access, [role]: part } });
    const { actions = {}, ...operations } = access;
    const ofOperations = Object.entries(operations).flatMap(([operation, grants]) =>
      grants.flatMap((grant, index) =>
        grantMutants(grant, (changed) => putAccess({ ...access, [operation]: grants.with(index, changed) })),
      ),
    );
    const ofActions = Object.entries(actions).flatMap(([name, grant]) =>
      grantMutants(grant, (changed) => putAccess({ ...access, actions: { ...actions, [name]: changed } })),
    );
    return [...ofOperations, ...ofActions];
  });
}

function grantMutants(grant: Grant, put: Put<Grant>): Mutant[] {
  const { id: rule, rows, after } = grant;
  const rowPlace = { rule, span: grant.span };
  const afterPlace = { rule: `${rule}.after`, span: after?.span ?? grant.span };
  return [
    ...(rows === null
      ? []
      : [
          mutant(rowPlace, 'the grant reaches every record', () => put({ ...grant, rows: null })),
          ...expressionMutants(rowPlace, rows, (changed) => put({ ...grant, rows: changed })),
        ]),
    ...(after === null
      ? []
      : [
          mutant(afterPlace, '`after` was left out', () => put({ ...grant, after: null })),
          ...expressionMutants(afterPlace, after, (changed) => put({ ...grant, after: changed })),
        ]),
  ];
}

function decisionMutants(model: Model, decision: Decision): Mutant[] {
  const { name, compiled, rowSpans, span } = decision;
  const read = outputsRead(model, name);
  return compiled.rows.flatMap((row, index) =>
    compiled.outputs.flatMap((output, column) => {
      const value = row.values[column];
      const others = compiled.rows.map(({ values }) => values[column]);
      const changed = value === undefined ? null : otherLiteral(value, others);
      if (value === undefined || changed === null) return [];
      const values = row.values.with(column, changed);
      const skipped = read.has(output) ? null : `no rule reads \`${output}\``;
      return [
        mutant(
          { rule: `${name}.${row.id}`, span: rowSpans[row.id] ?? span },
          `\`${output}\` of row \`${row.id}\` became ${shown(changed)} instead of ${shown(value)}`,
          () => {
            const rows = compiled.rows.with(index, { ...row, values });
            const mutated = { ...decision, compiled: { ...compiled, rows } };
            return { ...model, decisions: { ...model.decisions, [name]: mutated } };
          },
          skipped,
        ),
      ];
    }),
  );
}

/** Outputs of the table that some expression of the model names. */
function outputsRead(model: Model, table: string): ReadonlySet<string> {
  const read = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('is' in part && part.is === 'decision' && 'table' in part && part.table === table && 'output' in part)
      read.add(String(part.output));
    for (const inner of Object.values(part)) visit(inner);
  };
  visit([model.entities, model.tools]);
  return read;
}

/** Another value of the kind: one that the table gives elsewhere, else the next number or the opposite. */
function otherLiteral(tree: Tree, others: readonly (Tree | undefined)[]): Tree | null {
  if (tree.is !== 'literal') return null;
  const other = others.find((candidate) => candidate?.is === 'literal' && candidate.value !== tree.value);
  if (other !== undefined) return other;
  const { value } = tree;
  if (typeof value === 'boolean') return { ...tree, value: !value };
  if (typeof value === 'number') return { ...tree, value: value + 1 };
  if (value === null) return null;
  return tree.type.is === 'decimal' || tree.type.is === 'money'
    ? { ...tree, value: /^-?0*(?:\.0*)?$/u.test(value) ? '1' : '0' }
    : null;
}

function shown(tree: Tree): string {
  return tree.is !== 'literal' || tree.value === null ? 'nothing' : `\`${String(tree.value)}\``;
}

function without<Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
}
