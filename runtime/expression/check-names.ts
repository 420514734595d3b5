import { expect } from './convert.ts';
import type { FieldType } from './environment.ts';
import { own } from './own.ts';
import { ROOTS } from './read-path.ts';
import type { Scope } from './scope.ts';
import type { Syntax, SyntaxOf } from './syntax.ts';
import type { Range, Tree, TreeOf } from './tree.ts';
import type { Type } from './type.ts';
import { complete, STRING } from './types.ts';

const USER: Readonly<Record<string, FieldType>> = {
  id: { type: { is: 'user' }, nullable: false },
  name: { type: STRING, nullable: false },
  roles: { type: { is: 'list', of: STRING }, nullable: false },
};

/** A path, one step longer than `before` or beginning. Lists are never null: behind nothing they are empty. */
function path(
  root: string,
  before: TreeOf<'path'> | null,
  step: string | null,
  found: FieldType,
  at: Range,
): TreeOf<'path'> {
  const steps = [...(before?.steps ?? []), ...(step === null ? [] : [step])];
  const emptyAt = [...(before?.emptyAt ?? []), ...(found.nullable ? [steps.length - 1] : [])];
  const nullable = found.type.is !== 'list' && emptyAt.length > 0;
  const { start, end } = at;
  return { is: 'path', root, steps, nullable, emptyAt, type: found.type, start, end };
}

/** Whether a name means something already, so that a loop's variable cannot have it. */
export function isTaken(name: string, { environment, variables }: Scope): boolean {
  const { record, cells, decisionNames } = environment;
  return (
    variables.has(name) ||
    Object.hasOwn(ROOTS, name) ||
    own(cells, name) !== undefined ||
    decisionNames.includes(name) ||
    (record !== null && environment.field(record, name) !== undefined)
  );
}

/** A name that stands alone. */
export function checkName(syntax: SyntaxOf<'name'>, scope: Scope): Tree | null {
  const { environment, variables } = scope;
  const { name } = syntax;
  const local = variables.get(name) ?? own(environment.cells, name);
  if (local !== undefined) return path(`$${name}`, null, null, local, syntax);
  if (Object.hasOwn(ROOTS, name)) return checkRoot(syntax, scope);
  const { record } = environment;
  const found = record === null ? undefined : environment.field(record, name);
  if (found !== undefined) return path('record', null, name, found, syntax);
  return environment.decision(name) === undefined
    ? scope.report('unknown-name/plain', syntax, name, [...variables.keys()])
    : scope.report('type/table', syntax, name);
}

function checkRoot(syntax: SyntaxOf<'name'>, scope: Scope): Tree | null {
  const { environment } = scope;
  const { name } = syntax;
  if (!isHere(syntax, scope)) return null;
  if (name === 'user') return path('user', null, 'id', USER['id'] as FieldType, syntax);
  const type = typeOf(name, environment.record);
  return type === null
    ? scope.report('type/root', syntax, name)
    : path(name, null, null, { type, nullable: name === 'old' }, syntax);
}

/** Null where the root is no value by itself. */
function typeOf(root: string, record: string | null): Type | null {
  if (root === 'now') return { is: 'datetime' };
  if (root === 'today') return { is: 'date' };
  return root === 'record' || root === 'old' ? { is: 'record', entity: record ?? '' } : null;
}

/** Reports a root that does not exist in this place, with null. */
function isHere(syntax: SyntaxOf<'name'>, { environment, report }: Scope): true | null {
  const { name } = syntax;
  const missing =
    (environment.record === null && (name === 'record' || name === 'old')) ||
    (name === 'old' && !environment.old) ||
    (name === 'input' && environment.input === null) ||
    own(environment.forbidden, name) !== undefined;
  return missing ? report('not-here/root', syntax, name) : true;
}

/** A name behind a point. */
export function checkSelect(syntax: SyntaxOf<'select'>, scope: Scope): Tree | null {
  const { of, name, nameAt: at } = syntax;
  if (of.is === 'call' && of.of === null && scope.environment.decision(of.name) !== undefined)
    return checkDecision(of, name, at, syntax, scope);
  const members = membersOf(of, scope);
  if (members !== null) {
    if (!isHere(of as SyntaxOf<'name'>, scope)) return null;
    const root = (of as SyntaxOf<'name'>).name;
    const found = own(members, name);
    return found === undefined
      ? scope.report('unknown-name/member', at, root, Object.keys(members))
      : path(root, null, name, found, syntax);
  }
  const before = scope.check(of, scope);
  if (before === null) return null;
  if (before.is !== 'path' || before.type.is !== 'record')
    return scope.report('type/no-fields', at, before, name);
  const { entity } = before.type;
  const found = scope.environment.field(entity, name);
  if (found === undefined) return scope.report('unknown-name/field', at, entity);
  // `old` itself is empty only where a record is new, and rules that name it do not run then.
  const from = before.root === 'old' && before.steps.length === 0 ? { ...before, emptyAt: [] } : before;
  return path(before.root, from, name, found, syntax);
}

/** What `input`, `user` and `params` hold; null for anything else. */
function membersOf(
  of: Syntax,
  { environment, variables }: Scope,
): Readonly<Record<string, FieldType>> | null {
  if (of.is !== 'name' || variables.has(of.name) || own(environment.cells, of.name) !== undefined)
    return null;
  if (of.name === 'user') return { ...USER, ...environment.user };
  if (of.name === 'params') return environment.params;
  return of.name === 'input' ? (environment.input ?? {}) : null;
}

function checkDecision(
  call: SyntaxOf<'call'>,
  output: string,
  at: Range,
  whole: Range,
  scope: Scope,
): Tree | null {
  const decision = scope.environment.decision(call.name);
  const inputs = Object.entries(decision?.inputs ?? {});
  const given = call.args.map((arg) => scope.check(arg, scope));
  const found = own(decision?.outputs, output);
  if (found === undefined) scope.report('unknown-name/output', at, call.name);
  if (given.length !== inputs.length) scope.report('type/inputs', call, call.name, given.length);
  const args = given.map((arg, index) => {
    const input = inputs[index];
    return arg === null || input === undefined ? null : expect(arg, input[1].type, scope);
  });
  const checked = complete(args);
  if (found === undefined || checked === null || args.length !== inputs.length) return null;
  const { start, end } = whole;
  return { is: 'decision', table: call.name, args: checked, output, type: found.type, start, end };
}
