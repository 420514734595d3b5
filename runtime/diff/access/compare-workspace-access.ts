import type { Span } from '../../diagnostics/diagnostic.ts';
import { inSentence } from '../../expression/words.ts';
import type { Model } from '../../model/model.ts';
import type { AccessDifference, Witness } from '../access-difference.ts';
import { roleTitle } from './describe-witness.ts';
import { own } from './lookups.ts';

/** One thing of the workspace that some roles may do. */
type Fact = {
  /** `gives editor` */
  readonly operation: string;
  /** `give Editor and take it away` */
  readonly deed: string;
  readonly roles: readonly string[];
  readonly span: Span | null;
};

/**
 * What roles may do that no record is about: give roles, see tools, set parameters, approve for an owner, see and publish
 * releases. Roles that are gone have no rows: what they lose goes without saying.
 */
export function compareWorkspaceAccess(base: Model, head: Model): readonly AccessDifference[] {
  const before = new Map(factsOf(base).map((fact) => [fact.operation, fact]));
  const after = new Map(factsOf(head).map((fact) => [fact.operation, fact]));
  const found: AccessDifference[] = [];
  for (const operation of new Set([...after.keys(), ...before.keys()])) {
    const [was, is] = [before.get(operation), after.get(operation)];
    const roles = new Set([...(is?.roles ?? []), ...(was?.roles ?? [])]);
    for (const role of roles) {
      const [could, can] = [was?.roles.includes(role) ?? false, is?.roles.includes(role) ?? false];
      if (could === can || !Object.hasOwn(head.roles, role)) continue;
      const fact = (can ? is : was) as Fact;
      found.push(rowOf(head, role, fact, can, is === undefined ? was : is, is === undefined));
    }
  }
  return found;
}

function rowOf(
  head: Model,
  role: string,
  { operation, deed }: Fact,
  can: boolean,
  at: Fact | undefined,
  isGone: boolean,
): AccessDifference {
  const title = roleTitle(head, role);
  const witness: Witness = {
    sentence: can
      ? `Somebody with ${title} can now ${deed}, which they could not before.`
      : `Somebody with ${title} can no longer ${deed}.`,
    person: { roles: [role], attributes: {} },
    record: {},
    others: {},
  };
  return {
    entity: null,
    role,
    operation,
    field: null,
    verdict: can ? 'wider' : 'narrower',
    before: can ? 'never' : 'always',
    after: can ? 'always' : 'never',
    gain: can ? witness : null,
    loss: can ? null : witness,
    undecided: null,
    span: at?.span ?? null,
    spanOf: isGone ? 'base' : 'head',
  };
}

function factsOf(model: Model): readonly Fact[] {
  const { releases, owners } = model.workspace;
  return [
    ...Object.values(model.roles).map(({ name, givenBy, span }): Fact => ({
      operation: `gives ${name}`,
      deed: `give ${roleTitle(model, name)} and take it away`,
      roles: givenBy,
      span,
    })),
    ...Object.values(model.parameters).map(({ name, title, changedBy, span }): Fact => ({
      operation: `sets ${name}`,
      deed: `set the parameter ${inSentence(title)}`,
      roles: changedBy,
      span,
    })),
    ...Object.values(model.tools).map(({ name, title, roles, span }): Fact => ({
      operation: `sees ${name}`,
      deed: `open the tool ${title}`,
      roles,
      span,
    })),
    ...Object.values(owners).map(({ name, title, approvers }): Fact => ({
      operation: `approves for ${name}`,
      deed: `approve changes for ${title}`,
      roles: approvers,
      span: null,
    })),
    { operation: 'sees releases', deed: 'see releases and plans', roles: releases.seenBy, span: null },
    { operation: 'publishes releases', deed: 'publish releases', roles: releases.publishedBy, span: null },
  ];
}

/** The role, tool, parameter or owner that a row of the workspace is about; null for releases. */
export function aboutOf(operation: string): { readonly kind: string; readonly name: string } | null {
  const [, kind = '', name = ''] = /^(gives|sets|sees|approves for) (\w+)$/u.exec(operation) ?? [];
  return kind === '' || operation === 'sees releases' ? null : { kind, name };
}

/** Whether the head has it and the base has it not. */
export function isNewInWorkspace(base: Model, operation: string): boolean {
  const about = aboutOf(operation);
  if (about === null) return false;
  const groups = { gives: base.roles, sets: base.parameters, sees: base.tools };
  const group = own<Readonly<Record<string, unknown>>>(groups, about.kind) ?? base.workspace.owners;
  return !Object.hasOwn(group, about.name);
}
