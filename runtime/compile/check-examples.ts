import { suggest } from '../diagnostics/nearest-name.ts';
import type { Code } from '../diagnostics/registry.ts';
import { excerpt, spanOf, type MapNode, type Node, type ScalarNode } from '../definition/node.ts';
import type { Example, Expectation, Given } from '../model/example.ts';
import { isInstant } from '../model/field-types/temporal.ts';
import type { Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import type { Check } from '../model/rule.ts';
import { refusalIds } from '../rules/refusal-ids.ts';
import { isRole } from './check-roles.ts';
import { checkValue } from './check-default.ts';
import { entriesOf, mapAt, scalarAt, scalarsAt, valueAt, type DraftEntity } from './draft.ts';
import { isoText, readGiven, type GivenCheck } from './example-values.ts';
import type { RuleScope } from './rule-scope.ts';
import { isTaintedAt } from './taint.ts';
import type { Parameter } from '../model/model.ts';

/** What checking examples needs besides the scope. `entity` is compiled but for its examples. */
export type ExampleCheck = {
  readonly scope: RuleScope;
  readonly draft: DraftEntity;
  readonly entity: Entity;
  /** Entities of the lines that its records own: their rules may refuse the record, and go by their whole id. */
  readonly lines: readonly Entity[];
  readonly parameters: Readonly<Record<string, Parameter>>;
};

const OPERATIONS = ['create', 'update', 'delete', 'read'] as const;

/** The examples of an entity; reports names and values that there are not. */
export function checkExamples(of: ExampleCheck): Readonly<Record<string, Example>> {
  const { check } = of.scope.draft;
  const examples: Record<string, Example> = {};
  for (const { key, value } of entriesOf(check, mapAt(check, of.draft.map, 'examples'))) {
    const example = value.kind === 'map' && !check.bad.has(value) ? readExample(of, key, value) : null;
    if (example !== null) examples[key.text] = example;
  }
  return examples;
}

function refuse({ scope }: ExampleCheck, code: Code, node: Node, message: string, hint: string): void {
  scope.draft.report.add({ code, span: spanOf(node), message, hint });
}

function readExample(of: ExampleCheck, key: ScalarNode, map: MapNode): Example | null {
  const { check } = of.scope.draft;
  const as = scalarAt(check, map, 'as');
  const does = scalarAt(check, map, 'do');
  if (as !== null) isRole(of.scope.draft, as);
  if (as === null || does === null) return null;
  checkDoes(of, does);
  return {
    name: key.text,
    as: as.text,
    user: readUser(of, mapAt(check, map, 'user')),
    params: readParams(of, mapAt(check, map, 'params')),
    now: readNow(of, scalarAt(check, map, 'now')),
    given: readFields(of, mapAt(check, map, 'given'), 'given'),
    does: does.text,
    with: readWith(of, mapAt(check, map, 'with'), does.text),
    expect: readExpectation(of, map),
    span: spanOf(key),
  };
}

function checkDoes(of: ExampleCheck, node: ScalarNode): void {
  const names = [...OPERATIONS, ...Object.keys(of.entity.actions)];
  if (names.includes(node.text) || isTaintedAt(of.scope.draft.check, of.draft.map, 'actions')) return;
  refuse(
    of,
    'reference/unknown-action',
    node,
    `\`${of.entity.name}\` has no action \`${excerpt(node.text)}\`.`,
    suggest(node.text, names, ''),
  );
}

function readUser(of: ExampleCheck, map: MapNode | null): Readonly<Record<string, Given>> {
  const { scope } = of;
  const given: Record<string, Given> = {};
  for (const { key, value } of entriesOf(scope.draft.check, map)) {
    const type = Object.hasOwn(scope.user, key.text) ? scope.user[key.text] : undefined;
    if (type === undefined) {
      if (!scope.draft.check.meant.has(`attribute ${key.text}`))
        refuse(
          of,
          'example/field',
          key,
          `There is no user attribute \`${excerpt(key.text)}\`.`,
          suggest(key.text, Object.keys(scope.user), 'declare it in the workspace, under `user_attributes`'),
        );
      continue;
    }
    const several = value.kind === 'list';
    const fits = several
      ? type.type.is === 'list'
      : value.kind === 'scalar' && fitsAttribute(type.type.is, value.text);
    if (!fits)
      refuse(
        of,
        'example/value',
        value,
        `This is no value of the attribute \`${key.text}\`.`,
        type.type.is === 'list' ? 'write a list such as `[north]`' : 'write a value of its type',
      );
    else
      given[key.text] = several
        ? value.items.map((item) => (item.kind === 'scalar' ? item.text : ''))
        : value.kind === 'scalar'
          ? value.text
          : '';
  }
  return given;
}

function fitsAttribute(type: string, text: string): boolean {
  if (type === 'int') return /^-?(?:0|[1-9]\d*)$/u.test(text);
  return type === 'bool' ? /^(?:true|false)$/u.test(text) : type === 'string';
}

function readParams(of: ExampleCheck, map: MapNode | null): Readonly<Record<string, string>> {
  const { check, parameters } = of.scope.draft;
  const params: Record<string, string> = {};
  for (const { key, value } of entriesOf(check, map)) {
    const parameter = Object.hasOwn(of.parameters, key.text) ? of.parameters[key.text] : undefined;
    if (parameter === undefined) {
      if (!parameters.has(key.text))
        refuse(
          of,
          'example/field',
          key,
          `There is no parameter \`${excerpt(key.text)}\`.`,
          suggest(key.text, Object.keys(of.parameters), 'declare it in a document `parameters`'),
        );
      continue;
    }
    if (value.kind !== 'scalar' || check.bad.has(value)) continue;
    const read = checkValue(check, value, parameter.field, { code: 'example/value', noun: 'value' });
    if (read !== null) params[key.text] = read;
  }
  return params;
}

function readNow(of: ExampleCheck, node: ScalarNode | null): string | null {
  if (node === null || isInstant(node.text)) return node?.text ?? null;
  refuse(
    of,
    'example/value',
    node,
    `\`now\` takes an instant, and this is \`${excerpt(node.text)}\`.`,
    'write it with its offset, such as `2026-11-21T09:30:00Z`',
  );
  return null;
}

function readFields(
  of: ExampleCheck,
  map: MapNode | null,
  use: GivenCheck['use'],
): Readonly<Record<string, Given>> {
  if (map === null) return {};
  return readGiven({ scope: of.scope, use }, of.draft, map);
}

/** Values of a create or update, or the input of an action. */
function readWith(of: ExampleCheck, map: MapNode | null, does: string): Readonly<Record<string, Given>> {
  const action = Object.hasOwn(of.entity.actions, does) ? of.entity.actions[does] : undefined;
  if (action === undefined || map === null) return readFields(of, map, 'with');
  const given: Record<string, Given> = {};
  for (const { key, value } of entriesOf(of.scope.draft.check, map)) {
    const field = Object.hasOwn(action.input, key.text) ? action.input[key.text] : undefined;
    if (field === undefined) refuseInput(of, key, does, action.input);
    else if (value.kind === 'scalar')
      given[key.text] =
        field.type === 'duration' ? isoText({ scope: of.scope, use: 'with' }, value) : value.text;
    else if (value.kind === 'list')
      given[key.text] = value.items.map((item) => (item.kind === 'scalar' ? item.text : ''));
  }
  return given;
}

function refuseInput(
  of: ExampleCheck,
  key: ScalarNode,
  action: string,
  input: Readonly<Record<string, Field>>,
): void {
  if (of.scope.draft.check.meant.has(`input ${key.text}`)) return;
  refuse(
    of,
    'example/field',
    key,
    `\`${action}\` has no input \`${excerpt(key.text)}\`.`,
    suggest(key.text, Object.keys(input), 'remove it: the action asks for nothing'),
  );
}

function readExpectation(of: ExampleCheck, map: MapNode): Expectation {
  const { check } = of.scope.draft;
  const value = valueAt(check, map, 'expect');
  if (value?.kind !== 'map') return { refusedBy: null, values: {}, warns: [] };
  const refusedBy = scalarAt(check, value, 'refused_by');
  if (refusedBy !== null) checkRule(of, refusedBy);
  const warns = scalarsAt(check, value, 'warns') ?? [];
  for (const node of warns) checkWarning(of, node);
  return {
    refusedBy: refusedBy?.text ?? null,
    values: readFields(of, mapAt(check, value, 'values'), 'expect'),
    warns: warns.map(({ text }) => text),
  };
}

/** Ids of rules without the entity before them, those of lines whole; `access` is any grant. */
function checkRule(of: ExampleCheck, node: ScalarNode): void {
  const own = refusalIds(of.entity).map((id) => id.slice(of.entity.name.length + 1));
  const ids = ['access', ...own, ...of.lines.flatMap(refusalIds)];
  if (ids.includes(node.text) || isUnsure(of)) return;
  const near = ids.find((id) => id.endsWith(`.${node.text}`));
  refuse(
    of,
    'example/rule',
    node,
    `\`${of.entity.name}\` has no rule \`${excerpt(node.text)}\`.`,
    near === undefined ? suggest(node.text, ids, '') : `did you mean \`${near}\`?`,
  );
}

function checkWarning(of: ExampleCheck, node: ScalarNode): void {
  const warning = ({ checks }: Entity): readonly Check[] =>
    Object.values(checks).filter(({ enforce }) => enforce === 'warn');
  const names = [
    ...warning(of.entity).map(({ name }) => `checks.${name}`),
    ...of.lines.flatMap((line) => warning(line).map(({ id }) => id)),
  ];
  if (names.includes(node.text) || isUnsure(of)) return;
  refuse(
    of,
    'example/rule',
    node,
    `\`${of.entity.name}\` has no check \`${excerpt(node.text)}\` that warns.`,
    suggest(node.text, names, 'give a check `enforce: warn`'),
  );
}

/** Whether a rule may be missing only because it was reported. */
const isUnsure = ({ scope, draft }: ExampleCheck): boolean =>
  scope.draft.report.found.some(
    ({ span, code }) => span.file === spanOf(draft.nameNode).file && !code.startsWith('example/'),
  );
