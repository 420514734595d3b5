import type { Expression, Tree } from '../expression/tree.ts';
import { expressionType } from '../model/expression-type.ts';
import { inSentence } from '../expression/words.ts';
import type { Field, Rollup } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import type { Check } from '../model/rule.ts';
import { isWritable as isEverWritten } from '../validate/record-schema.ts';
import { hasDefault } from '../validate/defaults.ts';
import type { FieldRulesJson, FormCheckJson, FormRulesJson } from '../wire/rules.ts';
import { ruleWords } from './rule-words.ts';
import { createLevel, isLiveComputed, linesOf, takeIfLive, type Level } from './live-rules.ts';
import type { ViewScope } from './scope.ts';

/** What takes the place of a value that the actor may not read in a message. */
const WITHHELD = '…';

/**
 * The rules that a form runs while a person types. A rule that looks at anything the actor may not read plainly, or that the
 * form cannot know, stays with the server. `onForm` names the fields that the form takes.
 */
export function formRules(scope: ViewScope, entity: Entity, onForm: ReadonlySet<string>): FormRulesJson {
  const top = createLevel(entity, null);
  const bare = levelRules(scope, top);
  // Lines that rules of the record asked for came up while those were chosen; their own rules may need more of the record.
  const lines = Object.fromEntries(
    Object.values(entity.fields).flatMap((field) => {
      const level = field.type === 'children' && field.owned ? linesOf(scope, top, field.name) : null;
      return level === null ? [] : [[field.name, levelRules(scope, level)] as const];
    }),
  );
  const withLines = Object.fromEntries(
    Object.entries(lines).map(([name, rules]) => {
      const level = top.lines.get(name);
      return [name, level?.parent ? { ...rules, ...needsOf(level), by: level.parent.by } : rules];
    }),
  );
  const { model } = scope;
  return {
    ...bare,
    ...needsOf(top),
    lines: withLines,
    start: startOf(top, onForm),
    user: userOf(scope),
    params: paramsOf(scope, top.needs.params),
    decisions: Object.fromEntries(
      [...top.needs.decisions].flatMap((name) => {
        const decision = model.decisions[name];
        return decision === undefined ? [] : [[name, decision.compiled] as const];
      }),
    ),
  };
}

/** The actor as rules see them; an attribute that nobody gave is empty. */
function userOf({ model, actor }: ViewScope): FormRulesJson['user'] {
  const attributes = Object.values(model.workspace.userAttributes).map(({ name, type }) => {
    const value = Object.hasOwn(actor.attributes, name) ? actor.attributes[name] : undefined;
    return [name, value ?? (type === 'tags' ? [] : null)] as const;
  });
  return { ...Object.fromEntries(attributes), id: actor.id, name: actor.name, roles: actor.roles };
}

function paramsOf(scope: ViewScope, names: ReadonlySet<string>): FormRulesJson['params'] {
  const entries = [...names].flatMap((name) => {
    const parameter = scope.model.parameters[name];
    const type = parameter === undefined ? undefined : expressionType(parameter.field)?.type;
    if (parameter === undefined || type === undefined) return [];
    return [[name, { type, value: scope.params[name] ?? parameter.value }] as const];
  });
  return Object.fromEntries(entries);
}

const EMPTY = { lines: {}, start: {}, types: {}, related: {}, user: {}, params: {}, decisions: {} } as const;

function levelRules(scope: ViewScope, level: Level): FormRulesJson {
  const fields = Object.values(level.entity.fields)
    .filter((field) => scope.reads(level.entity, field.name))
    .map((field) => [field.name, fieldRules(scope, level, field)] as const)
    .filter(([, rules]) => Object.keys(rules).length > 1);
  const checks = Object.values(level.entity.checks).flatMap((check) => formCheck(scope, level, check) ?? []);
  return { ...EMPTY, fields: Object.fromEntries(fields), checks };
}

function needsOf({ needs }: Level): Pick<FormRulesJson, 'types' | 'related'> {
  return {
    types: Object.fromEntries(needs.types),
    related: Object.fromEntries(
      [...needs.related].map(([name, { entity, paths, steps }]) => [
        name,
        {
          entity,
          paths: [...paths.keys()],
          types: Object.fromEntries(paths),
          steps: Object.fromEntries(steps),
        },
      ]),
    ),
  };
}

function fieldRules(scope: ViewScope, level: Level, field: Field): FieldRulesJson {
  const take = (expression: Expression | null): Tree | null =>
    expression !== null && takeIfLive(scope, level, expression.tree) ? expression.tree : null;
  const words = ruleWords(scope, level.entity);
  const live = field.computed !== null && isLiveComputed(scope, level, field) ? field.computed : null;
  const type = live === null ? null : expressionType(field)?.type;
  if (type !== null && type !== undefined) level.needs.types.set(field.name, type);
  const trees = {
    required_when: take(field.requiredWhen),
    visible_when: take(field.visibleWhen),
    editable_when: take(field.editableWhen),
    default: take(field.defaultExpression),
    formula: live?.is === 'formula' ? live.expression.tree : null,
  };
  const kept = Object.entries(trees).filter(([, tree]) => tree !== null);
  return {
    words: {
      ...Object.fromEntries(
        kept.filter(([key]) => key !== 'default').map(([key, tree]) => [key, words(tree as Tree)] as const),
      ),
      ...(live?.is === 'rollup' ? { formula: rollupWords(scope, level.entity, live) } : {}),
    },
    ...Object.fromEntries(kept),
    ...(live !== null && 'scale' in field ? { scale: field.scale } : {}),
    ...(live?.is === 'rollup'
      ? {
          rollup: {
            children: live.children,
            measure: live.measure,
            field: live.field,
            where: live.where?.tree ?? null,
          },
        }
      : {}),
  };
}

const MEASURES = {
  count: 'the number of',
  sum: 'the sum of',
  smallest: 'the smallest',
  largest: 'the largest',
} as const;

function rollupWords(scope: ViewScope, entity: Entity, { measure, children, field, where }: Rollup): string {
  const list = entity.fields[children];
  const child = list?.type === 'children' ? scope.model.entities[list.of] : undefined;
  const measured = field === null ? undefined : child?.fields[field]?.label;
  const over = inSentence(list?.label ?? children);
  const what = measured === undefined ? over : `${inSentence(measured)} of ${over}`;
  const only = where === null || child === undefined ? '' : ` where ${ruleWords(scope, child)(where.tree)}`;
  return `${MEASURES[measure]} ${what}${only}`;
}

function formCheck(scope: ViewScope, level: Level, check: Check): FormCheckJson | null {
  if (check.enforce === 'observe' || !takeIfLive(scope, level, check.that.tree)) return null;
  const say = check.say.parts.map((part) =>
    typeof part === 'string' || takeIfLive(scope, level, part) ? part : WITHHELD,
  );
  return { rule: check.id, that: check.that.tree, say, at: check.at, enforce: check.enforce };
}

/** Of the fields that rules read outside the form, those whose value in a new record is known: nobody else gives them one. */
function startOf(level: Level, onForm: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const { entity, needs } = level;
  const known = Object.values(entity.fields).flatMap((field) => {
    if (onForm.has(field.name) || !needs.types.has(field.name)) return [];
    if (entity.lifecycle?.field === field.name) return [[field.name, entity.lifecycle.initial] as const];
    if (field.computed?.is === 'rollup') return [[field.name, emptyRollup(field)] as const];
    if (field.computed !== null || !isEverWritten(field) || field.defaultExpression !== null) return [];
    if (!hasDefault(field)) return [[field.name, null] as const];
    const moves = field.type === 'user' || field.type === 'date' || field.type === 'datetime';
    return moves || !('default' in field) ? [] : [[field.name, field.default] as const];
  });
  return Object.fromEntries(known);
}

function emptyRollup(field: Field): unknown {
  if (field.computed?.is !== 'rollup') return null;
  const { measure } = field.computed;
  if (measure !== 'count' && measure !== 'sum') return null;
  return field.type === 'integer' || field.type === 'duration' ? 0 : '0';
}
