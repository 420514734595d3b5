import { dependenciesOf, fieldsRead, type Dependency } from '../expression/dependencies.ts';
import type { Tree } from '../expression/tree.ts';
import type { Type } from '../expression/type.ts';
import { expressionType } from '../model/expression-type.ts';
import type { Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import { findField } from '../model/system-fields.ts';
import type { ViewScope } from './scope.ts';

/** What the browser must know of one level of a form (its record, or its lines) to run the rules of it. */
export type Needs = {
  readonly types: Map<string, Type>;
  readonly related: Map<string, NeededFields>;
  readonly params: Set<string>;
  readonly decisions: Set<string>;
};

type NeededFields = {
  readonly entity: string;
  readonly paths: Map<string, Type>;
  readonly steps: Map<string, string>;
};

/** One level of a form while its rules are chosen. Lines know the level of the record that owns them. */
export type Level = {
  readonly entity: Entity;
  readonly parent: { readonly by: string; readonly level: Level } | null;
  readonly needs: Needs;
  /** Levels of owned lines by children field, made when something asks for them. */
  readonly lines: Map<string, Level>;
};

/** A level of which nothing is needed yet. */
export function createLevel(entity: Entity, parent: Level['parent']): Level {
  const needs: Needs = {
    types: new Map(),
    related: new Map(),
    params: parent?.level.needs.params ?? new Set(),
    decisions: parent?.level.needs.decisions ?? new Set(),
  };
  return { entity, parent, needs, lines: new Map() };
}

/** The level of owned lines; null where the children are not owned or may not be read. */
export function linesOf(scope: ViewScope, level: Level, name: string): Level | null {
  const known = level.lines.get(name);
  if (known !== undefined) return known;
  const field = level.entity.fields[name];
  const entity = field?.type === 'children' && field.owned ? scope.model.entities[field.of] : undefined;
  if (field?.type !== 'children' || entity === undefined || !seesPlainly(scope, level.entity, name))
    return null;
  const made = createLevel(entity, { by: field.by, level });
  level.lines.set(name, made);
  return made;
}

/**
 * Whether a browser can evaluate the tree as the server does: the actor reads all that it looks at plainly on every record,
 * and the form can know it. Notes what is needed for that.
 */
export function takeIfLive(scope: ViewScope, level: Level, tree: Tree): boolean {
  const plainly = (entity: Entity, name: string): boolean => seesPlainly(scope, entity, name);
  if (!readsWith(scope, level.entity, tree, plainly)) return false;
  const notes: (() => void)[] = [];
  const live = dependenciesOf(tree).every((at) => follow(scope, level, at, notes));
  if (!live) return false;
  for (const note of notes) note();
  for (const table of tablesOf(tree)) level.needs.decisions.add(table);
  return true;
}

/** Whether the actor reads the field on every record that they see, and not masked. */
function seesPlainly(scope: ViewScope, entity: Entity, name: string): boolean {
  const exposure = scope.exposure(entity, name);
  return exposure !== null && !exposure.masked && !exposure.conditional;
}

/** Whether the actor may read, on some record at least and not masked, everything that the tree looks at. */
export function readsAll(scope: ViewScope, entity: Entity, tree: Tree): boolean {
  return readsWith(scope, entity, tree, (of, name) => scope.exposure(of, name)?.masked === false);
}

function readsWith(
  scope: ViewScope,
  entity: Entity,
  tree: Tree,
  sees: (entity: Entity, name: string) => boolean,
): boolean {
  const lookUp = (of: string, name: string) => {
    const target = scope.model.entities[of];
    const field = target === undefined ? undefined : findField(target, name);
    return field === undefined ? undefined : (expressionType(field) ?? undefined);
  };
  return fieldsRead(tree, entity.name, lookUp).every((read) => {
    const target = scope.model.entities[read.entity];
    return target !== undefined && sees(target, read.field);
  });
}

const AROUND = new Set(['user', 'now', 'today']);

function follow(scope: ViewScope, level: Level, at: Dependency, notes: (() => void)[]): boolean {
  if (AROUND.has(at.root)) return true;
  const [first, ...rest] = at.steps;
  if (at.root === 'params') {
    if (first !== undefined) notes.push(() => level.needs.params.add(first));
    return first !== undefined;
  }
  if (at.root !== 'record' && at.root !== 'old' && at.root !== '$') return false;
  const field = first === undefined ? undefined : findField(level.entity, first);
  const type = field === undefined ? undefined : expressionType(field)?.type;
  if (first === undefined || field === undefined || type === undefined) return false;
  if (level.parent?.by === first)
    return rest.length > 0 && follow(scope, level.parent.level, { ...at, steps: rest }, notes);
  if (!isKnowable(scope, level, field)) return false;
  notes.push(() => level.needs.types.set(first, type));
  if (rest.length > 0) return followReference(scope, level, field, rest, at, notes);
  return at.rows === null || at.rows.length === 0 || followRows(scope, level, first, at.rows, notes);
}

/** A value that the form does not hold itself must be one that writing the form cannot change. */
function isKnowable(scope: ViewScope, level: Level, field: Field): boolean {
  if (field.type === 'children') return linesOf(scope, level, field.name) !== null;
  if (field.computed === null) return true;
  return isLiveComputed(scope, level, field) || isApart(level.entity, field);
}

/** Computed fields that are being looked at; a definition has no cycles among them, this keeps to it. */
const looking = new WeakSet<Field>();

/** Whether the browser can compute the field; notes what is needed for that. */
export function isLiveComputed(scope: ViewScope, level: Level, field: Field): boolean {
  const { computed } = field;
  if (computed === null || looking.has(field)) return false;
  looking.add(field);
  try {
    if (computed.is === 'formula') return takeIfLive(scope, level, computed.expression.tree);
    const lines = linesOf(scope, level, computed.children);
    if (lines === null) return false;
    const type = typeIn(lines.entity, computed.field);
    if (computed.field !== null && (type === null || !seesPlainly(scope, lines.entity, computed.field)))
      return false;
    if (computed.where !== null && !takeIfLive(scope, lines, computed.where.tree)) return false;
    const measured = computed.field === null ? undefined : findField(lines.entity, computed.field);
    if (measured !== undefined && !isKnowable(scope, lines, measured)) return false;
    if (computed.field !== null && type !== null) lines.needs.types.set(computed.field, type);
    return true;
  } finally {
    looking.delete(field);
  }
}

function typeIn(entity: Entity, name: string | null): Type | null {
  const field = name === null ? undefined : findField(entity, name);
  return field === undefined ? null : (expressionType(field)?.type ?? null);
}

/** A rollup over records that stand on their own: no form of this record changes it. */
function isApart(entity: Entity, field: Field): boolean {
  if (field.computed?.is !== 'rollup') return false;
  const children = entity.fields[field.computed.children];
  return children?.type === 'children' && !children.owned;
}

/** Values of a referred record are fetched by path, so the path ends at a single value. */
function followReference(
  scope: ViewScope,
  level: Level,
  field: Field,
  rest: readonly string[],
  at: Dependency,
  notes: (() => void)[],
): boolean {
  if (field.type !== 'reference' || at.rows !== null) return false;
  let entity = scope.model.entities[field.to];
  let type: Type | null = null;
  const steps = new Map<string, string>();
  for (const [index, step] of rest.entries()) {
    const next = entity === undefined ? undefined : findField(entity, step);
    type = next === undefined ? null : (expressionType(next)?.type ?? null);
    entity = next?.type === 'reference' ? scope.model.entities[next.to] : undefined;
    if (entity !== undefined) steps.set(rest.slice(0, index + 1).join('.'), entity.name);
  }
  const [end, to] = [type, field.to];
  if (end === null || end.is === 'list') return false;
  notes.push(() => {
    const fresh: NeededFields = { entity: to, paths: new Map(), steps: new Map() };
    const known = level.needs.related.get(field.name) ?? fresh;
    known.paths.set(rest.join('.'), end);
    for (const [path, of] of steps) known.steps.set(path, of);
    level.needs.related.set(field.name, known);
  });
  return true;
}

function followRows(
  scope: ViewScope,
  level: Level,
  name: string,
  rows: readonly Dependency[],
  notes: (() => void)[],
): boolean {
  const lines = linesOf(scope, level, name);
  return lines !== null && rows.every((row) => follow(scope, lines, row, notes));
}

/** Names of the decision tables that a tree asks. */
function tablesOf(tree: Tree): readonly string[] {
  const found: string[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('is' in part && part.is === 'decision' && 'table' in part) found.push(String(part.table));
    for (const inner of Object.values(part)) visit(inner);
  };
  visit(tree);
  return found;
}
