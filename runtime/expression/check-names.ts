import { suggest } from '../diagnostics/nearest-name.ts';
import { expect } from './convert.ts';
import { describeType } from './describe-type.ts';
import type { FieldType } from './environment.ts';
import { quote, type Scope } from './scope.ts';
import type { Syntax, SyntaxOf } from './syntax.ts';
import type { Range, Tree, TreeOf } from './tree.ts';
import { STRING } from './types.ts';

const USER: Readonly<Record<string, FieldType>> = {
  id: { type: { is: 'user' }, nullable: false },
  name: { type: STRING, nullable: false },
  roles: { type: { is: 'list', of: STRING }, nullable: false },
};
/** Names that exist, if not everywhere, and where they do. */
const ROOTS: Readonly<Record<string, string>> = {
  record: 'it exists where a rule is about one record',
  old: 'it exists in rules that look at a change',
  input: 'it exists in actions',
  user: '',
  params: '',
  now: '',
  today: '',
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

const own = <Found>(
  of: Readonly<Record<string, Found>> | null | undefined,
  name: string,
): Found | undefined => (of !== null && of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined);

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
  if (environment.decision(name) !== undefined) return reportBareTable(name, syntax, scope);
  reportUnknown(name, syntax, knownNames(scope), 'There is nothing named', scope);
  return null;
}

function knownNames({ environment, variables }: Scope): readonly string[] {
  const { record, cells, decisionNames } = environment;
  return [
    ...variables.keys(),
    ...Object.keys(cells ?? {}),
    ...(record === null ? [] : environment.fieldNames(record)),
    ...Object.keys(ROOTS),
    ...decisionNames,
  ];
}

function reportUnknown(
  name: string,
  at: Range,
  names: readonly string[],
  message: string,
  scope: Scope,
): void {
  scope.report('expression/unknown-name', at, [
    `${message} \`${name.slice(0, 60)}\`.`,
    suggest(name, names, 'correct the name'),
  ]);
}

export function reportBareTable(name: string, at: Range, scope: Scope): null {
  const decision = scope.environment.decision(name);
  const inputs = Object.keys(decision?.inputs ?? {}).join(', ');
  const output = Object.keys(decision?.outputs ?? {})[0] ?? 'output';
  scope.report('expression/type', at, [
    `\`${name}\` is a decision table, which gives several outputs.`,
    `write \`${name}(${inputs}).${output}\``,
  ]);
  return null;
}

function checkRoot(syntax: SyntaxOf<'name'>, scope: Scope): Tree | null {
  const { environment } = scope;
  const { name } = syntax;
  if (!isHere(syntax, scope)) return null;
  if (name === 'user') return path('user', null, 'id', USER['id'] as FieldType, syntax);
  if (name === 'now') return path(name, null, null, { type: { is: 'datetime' }, nullable: false }, syntax);
  if (name === 'today') return path(name, null, null, { type: { is: 'date' }, nullable: false }, syntax);
  if (name === 'record' || name === 'old') {
    const type = { is: 'record', entity: environment.record ?? '' } as const;
    return path(name, null, null, { type, nullable: name === 'old' }, syntax);
  }
  scope.report('expression/type', syntax, [
    `\`${name}\` is no value by itself.`,
    `name what you mean: \`${name}.${Object.keys(environment[name as 'params'] ?? {})[0] ?? '…'}\``,
  ]);
  return null;
}

/** Reports a root that does not exist in this place. */
function isHere({ name, start, end }: SyntaxOf<'name'>, { environment, report }: Scope): boolean {
  const missing =
    (name === 'record' && environment.record === null) ||
    (name === 'old' && (!environment.old || environment.record === null)) ||
    (name === 'input' && environment.input === null);
  const reason = own(environment.forbidden, name);
  if (!missing && reason === undefined) return true;
  report('expression/not-here', { start, end }, [
    `\`${name}\` cannot be used here.`,
    reason ?? ROOTS[name] ?? 'use something else',
  ]);
  return false;
}

/** A name behind a point. */
export function checkSelect(syntax: SyntaxOf<'select'>, scope: Scope): Tree | null {
  const { of, name } = syntax;
  const at = { start: syntax.nameStart, end: syntax.nameStart + name.length };
  if (of.is === 'call' && of.of === null && scope.environment.decision(of.name) !== undefined)
    return checkDecision(of, name, at, syntax, scope);
  const members = membersOf(of, scope);
  if (members !== null) {
    if (!isHere(of as SyntaxOf<'name'>, scope)) return null;
    const root = (of as SyntaxOf<'name'>).name;
    const found = own(members, name);
    if (found !== undefined) return path(root, null, name, found, syntax);
    reportUnknown(name, at, Object.keys(members), `\`${root}\` has nothing named`, scope);
    return null;
  }
  const before = scope.check(of, scope);
  if (before === null) return null;
  if (before.is !== 'path' || before.type.is !== 'record') return reportNoFields(before, name, at, scope);
  const { entity } = before.type;
  const found = scope.environment.field(entity, name);
  if (found !== undefined) {
    // `old` itself is empty only where a record is new, and rules that name it do not run then.
    const from = before.root === 'old' && before.steps.length === 0 ? { ...before, emptyAt: [] } : before;
    return path(before.root, from, name, found, syntax);
  }
  reportUnknown(name, at, scope.environment.fieldNames(entity), `\`${entity}\` has no field`, scope);
  return null;
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

function reportNoFields(before: Tree, name: string, at: Range, scope: Scope): null {
  const { type } = before;
  const rows = type.is === 'list' && type.of.is === 'record';
  scope.report('expression/type', at, [
    `${quote(scope, before)} is ${describeType(type)} and has no field \`${name.slice(0, 60)}\`.`,
    rows
      ? `ask about its records: \`${scope.text.slice(before.start, before.end).slice(0, 60)}.exists(row, row.${name.slice(0, 60)} == …)\``
      : type.is === 'user'
        ? 'of a person only the identity can be compared; what is known of who acts is behind `user.`'
        : 'leave the name behind the point out',
  ]);
  return null;
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
  if (found === undefined)
    reportUnknown(output, at, Object.keys(decision?.outputs ?? {}), `\`${call.name}\` has no output`, scope);
  if (given.length !== inputs.length)
    scope.report('expression/type', call, [
      `\`${call.name}\` takes ${inputs.length} inputs, not ${given.length}.`,
      `write \`${call.name}(${inputs.map(([name]) => name).join(', ')})\``,
    ]);
  const args = given.map((arg, index) => {
    const input = inputs[index];
    return arg === null || input === undefined ? null : expect(arg, input[1].type, scope);
  });
  const checked = args.filter((arg) => arg !== null);
  if (found === undefined || checked.length !== inputs.length || args.length !== inputs.length) return null;
  const { start, end } = whole;
  return { is: 'decision', table: call.name, args: checked, output, type: found.type, start, end };
}
