import { explainExpression } from '../expression/explain.ts';
import type { Expression } from '../expression/tree.ts';
import { modelWords } from '../model/model-words.ts';
import { RECORD_OPERATIONS, type Entity, type Grant, type Model } from '../model/model.ts';
import type { Action } from '../model/rule.ts';

/** One fact of the matrix. `of` is an entity, or null for what belongs to the workspace; `place` is not part of the text. */
export type AccessFact = {
  readonly of: string | null;
  /** Role and operation, or what of the workspace: `support read`, `role lead`. */
  readonly subject: string;
  readonly fact: string;
};

const HEAD = `# Who may do what, made by \`jig access --snapshot\` from the definitions; not edited by hand.
# One fact in a line. What no line grants is refused. Deleting covers restoring. Several grants of a role add up.`;

/**
 * Role × entity × operation × field as facts, in the order of the definitions, so that a change of one word changes one
 * line, or two.
 */
export function accessFacts(model: Model): readonly AccessFact[] {
  const { releases, owners } = model.workspace;
  return [
    ...workspaceFacts('releases', 'seen by', releases.seenBy, 'seen by an operator only'),
    ...workspaceFacts('releases', 'published by', releases.publishedBy, 'published by an operator only'),
    ...Object.values(owners).flatMap(({ name, approvers }) =>
      workspaceFacts(
        `owner ${name}`,
        'findings approved by',
        approvers,
        'findings approved by an operator only',
      ),
    ),
    ...Object.values(model.roles).flatMap(({ name, givenBy }) =>
      workspaceFacts(`role ${name}`, 'given by', givenBy, 'given by an operator only'),
    ),
    ...Object.values(model.parameters).flatMap(({ name, changedBy }) =>
      workspaceFacts(`parameter ${name}`, 'changed by', changedBy, 'changed by a release only'),
    ),
    ...Object.values(model.tools).flatMap(({ name, roles }) =>
      workspaceFacts(`tool ${name}`, 'shown to', roles, 'shown to nobody'),
    ),
    ...Object.values(model.entities).flatMap((entity) => entityFacts(model, entity)),
  ];
}

/** The facts as a text for review, for a file beside the definitions. */
export function renderAccess(model: Model): string {
  const groups = Map.groupBy(accessFacts(model), ({ of }) => of);
  const sections = [...groups].map(([of, facts]) =>
    facts.map(({ subject, fact }) => `${of === null ? '' : `${of}: `}${subject}: ${fact}`).join('\n'),
  );
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}

function workspaceFacts(
  subject: string,
  verb: string,
  roles: readonly string[],
  none: string,
): readonly AccessFact[] {
  const facts = roles.length === 0 ? [none] : roles.map((role) => `${verb} ${role}`);
  return facts.map((fact) => ({ of: null, subject, fact }));
}

function entityFacts(model: Model, entity: Entity): readonly AccessFact[] {
  const fields = Object.values(entity.fields).map(({ name }): AccessFact => ({
    of: entity.name,
    subject: 'field',
    fact: name,
  }));
  const grants = Object.entries(entity.access).flatMap(([role, access]) => [
    ...RECORD_OPERATIONS.flatMap((operation) =>
      (access[operation] ?? []).flatMap((grant, at) =>
        grantFacts(model, entity, grant, {
          subject: `${role} ${operation}${at === 0 ? '' : ` (${at + 1})`}`,
          hasFields: operation !== 'delete',
          action: null,
        }),
      ),
    ),
    ...Object.entries(access.actions ?? {}).flatMap(([name, grant]) =>
      grantFacts(model, entity, grant, {
        subject: `${role} action ${name}`,
        hasFields: false,
        action: entity.actions[name] ?? null,
      }),
    ),
  ]);
  return [...fields, ...grants];
}

type GrantPlace = {
  readonly subject: string;
  /** Whether it speaks of fields at all: deleting and actions are about the whole record. */
  readonly hasFields: boolean;
  readonly action: Action | null;
};

function grantFacts(
  model: Model,
  entity: Entity,
  grant: Grant,
  { subject, hasFields, action }: GrantPlace,
): readonly AccessFact[] {
  const condition = (label: string, expression: Expression | null): string[] =>
    expression === null
      ? []
      : [
          `${label} ${onOneLine(expression.text)}`,
          `${label}, in words: ${inWords(model, entity, action, expression)}`,
        ];
  const isWhole = hasFields && grant.rows === null && grant.fields === null;
  const facts = [
    ...(isWhole ? ['every field of every record'] : []),
    ...(grant.rows === null && !isWhole ? ['every record'] : []),
    ...condition('where', grant.rows),
    ...condition('and afterwards', grant.after),
    ...(grant.fields === null && hasFields && !isWhole ? ['every field'] : []),
    ...(grant.fields ?? []).map((name) => `field ${name}`),
    ...Object.entries(grant.masks).map(([name, mask]) => `field ${name} masked: ${mask}`),
  ];
  return facts.map((fact) => ({ of: entity.name, subject, fact }));
}

function inWords(model: Model, entity: Entity, action: Action | null, { tree }: Expression): string {
  const place = { entity: entity.name, ...(action === null ? {} : { input: action.input }) };
  return onOneLine(explainExpression(tree, modelWords(model, place)));
}

/** Whatever was written over several lines, and nothing that a terminal would act upon. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
