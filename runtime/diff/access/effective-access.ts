import type { Tree } from '../../expression/tree.ts';
import { FIELD_TYPES } from '../../model/field-types/registry.ts';
import type { Field } from '../../model/field.ts';
import { MASKS, type Entity, type Grant, type Mask, type Model } from '../../model/model.ts';
import type { Action } from '../../model/rule.ts';
import type { Condition } from '../../policy/condition.ts';
import { decide } from '../../policy/decide.ts';
import type { Actor, Decision, DecisionGrant } from '../../policy/decision.ts';
import { createReadScope, narrowScope, type ReadScope } from '../../policy/read-scope.ts';
import { actionTruth } from './action-truth.ts';
import { own } from './lookups.ts';
import { mapPaths } from './map-paths.ts';
import { behind } from './settle.ts';
import { allTrue, anyTrue, type Truth } from './truth.ts';

/** When one role may do one thing, by everything that enforces it. */
export type Cell = {
  readonly operation: string;
  /** Null for the records as such. */
  readonly field: string | null;
  readonly when: Truth;
  /** What the grants for this operation say alone, without those for reading that it also needs. */
  readonly own: Truth;
  /** Grants for the operation that cover it. */
  readonly grants: readonly Grant[];
};

/** What one role may do in one model; made once for all its entities. */
export type RoleView = {
  readonly model: Model;
  readonly actor: Actor;
  readonly scope: ReadScope;
};

/** Somebody who holds the role and nothing else. */
export function roleView(model: Model, role: string): RoleView {
  const actor: Actor = {
    kind: 'person',
    id: '',
    name: '',
    roles: [role],
    holdings: [{ role, scope: null }],
    attributes: {},
  };
  return { model, actor, scope: createReadScope(model, actor) };
}

/** Name of a cell among those of an entity and a role. */
export const cellName = ({ operation, field }: Pick<Cell, 'operation' | 'field'>): string =>
  field === null ? operation : `${operation} ${field}`;

/** Masks that show a part of the value; `hidden` tells nothing, not even whether there is one. */
const TELLING: readonly Mask[] = MASKS.filter((mask) => mask !== 'hidden');

/**
 * Everything that grants let the role do with records of the entity, by `cellName`; what is absent it may not do at all. With
 * `writesAreJudgedTwice` the record before a change is named `old`, because some grant also looks at it afterwards. Whether
 * the targets of references may be chosen is not part of it: that is reading them.
 */
export function effectiveAccess(
  view: RoleView,
  entity: Entity,
  writesAreJudgedTwice: boolean,
): ReadonlyMap<string, Cell> {
  const cells = [
    ...readCells(view, entity),
    ...exportCells(view, entity),
    ...createCells(view, entity),
    ...updateCells(view, entity, writesAreJudgedTwice),
    ...deleteCells(view, entity),
    ...Object.values(entity.actions).flatMap((action) => actionCells(view, entity, action)),
  ];
  return new Map(cells.map((cell) => [cellName(cell), cell]));
}

/** Whether some grant of the role to update demands something of the record afterwards. */
export function judgesTwice({ model, actor }: RoleView, entity: Entity): boolean {
  return decide(model, actor, 'update', entity.name).grants.some(({ after }) => after !== null);
}

function readCells({ scope }: RoleView, entity: Entity): Cell[] {
  return shownCells('read', scope, entity, scope.decision(entity.name));
}

/** Exported is what may be read and what the grants to export cover too. */
function exportCells({ model, actor, scope }: RoleView, entity: Entity): Cell[] {
  const decision = decide(model, actor, 'export', entity.name);
  if (!decision.allowed) return [];
  return shownCells('export', narrowScope(scope, entity, decision), entity, decision);
}

function shownCells(operation: string, scope: ReadScope, entity: Entity, decision: Decision): Cell[] {
  const { grants } = decision;
  if (grants.length === 0) return [];
  const rows = truthOf(scope.rows(entity));
  const granted = anyTrue(grants.map(({ rows: where }) => where?.tree ?? true));
  const fields = Object.values(entity.fields).flatMap((field): Cell[] => {
    const { clear, masked } = scope.visibility(entity, field.name);
    const covering = coveringGrants(grants, field);
    const cell = (mask: Mask | null, shown: Truth): Cell => {
      const telling = covering.filter(({ masks }) => [undefined, mask].includes(own(masks, field.name)));
      return {
        operation: mask === null ? operation : `${operation} masked ${mask}`,
        field: field.name,
        when: allTrue([rows, shown]),
        own: anyTrue(telling.map(({ rows: where }) => where?.tree ?? true)),
        grants: covering,
      };
    };
    const masks = TELLING.flatMap((mask) => {
      const found = masked.find((one) => one.mask === mask);
      return found === undefined ? [] : [cell(mask, anyTrue([truthOf(clear), truthOf(found.when)]))];
    });
    return [cell(null, truthOf(clear)), ...masks];
  });
  return [{ operation, field: null, when: rows, own: granted, grants }, ...fields];
}

function createCells({ model, actor }: RoleView, entity: Entity): Cell[] {
  const { grants } = decide(model, actor, 'create', entity.name);
  if (grants.length === 0) return [];
  const rows = anyTrue(grants.map(({ rows: where }) => where?.tree ?? true));
  const fields = writableFields(entity).map((field): Cell => {
    const covering = coveringGrants(grants, field);
    const covered = anyTrue(covering.map(({ rows: where }) => where?.tree ?? true));
    const when = allTrue([covered, field.editableWhen?.tree ?? true]);
    return { operation: 'create', field: field.name, when, own: when, grants: covering };
  });
  return [{ operation: 'create', field: null, when: rows, own: rows, grants }, ...fields];
}

/** A field may be changed where one and the same grant holds before and afterwards. */
function updateCells(view: RoleView, entity: Entity, twice: boolean): Cell[] {
  const { grants } = decide(view.model, view.actor, 'update', entity.name);
  if (grants.length === 0) return [];
  const before = (truth: Truth): Truth => (twice && typeof truth !== 'boolean' ? asBefore(truth) : truth);
  const held = (grant: DecisionGrant): Truth =>
    allTrue([before(grant.rows?.tree ?? true), grant.after?.tree ?? true]);
  const there = before(changeable(view, entity));
  const cell = (field: Field | null, covering: readonly DecisionGrant[]): Cell => {
    const own = allTrue([anyTrue(covering.map(held)), before(field?.editableWhen?.tree ?? true)]);
    const when = allTrue([there, own]);
    return { operation: 'update', field: field?.name ?? null, when, own, grants: covering };
  };
  return [
    cell(null, grants),
    ...writableFields(entity).map((field) => cell(field, coveringGrants(grants, field))),
  ];
}

function deleteCells(view: RoleView, entity: Entity): Cell[] {
  const { grants } = decide(view.model, view.actor, 'delete', entity.name);
  if (grants.length === 0) return [];
  const own = anyTrue(grants.map(({ rows }) => rows?.tree ?? true));
  const when = allTrue([changeable(view, entity), own]);
  return [{ operation: 'delete', field: null, when, own, grants }];
}

function actionCells(view: RoleView, entity: Entity, action: Action): Cell[] {
  const { grants } = decide(view.model, view.actor, `action ${action.name}`, entity.name);
  if (grants.length === 0) return [];
  const granted = anyTrue(grants.map(({ rows }) => rows?.tree ?? true));
  const own = allTrue([granted, actionTruth(entity, action)]);
  const when = allTrue([changeable(view, entity), own]);
  return [{ operation: `action ${action.name}`, field: null, when, own, grants }];
}

/** As `changeable` of the write plan: who may read some records changes none but those. */
function changeable({ scope }: RoleView, entity: Entity): Truth {
  return scope.decision(entity.name).allowed ? truthOf(scope.rows(entity)) : true;
}

function coveringGrants<One extends Grant>(grants: readonly One[], { name }: Field): readonly One[] {
  return grants.filter(({ fields }) => fields === null || fields.includes(name));
}

/** Fields that people can write at all, if a grant and the field's own rule let them. */
export function writableFields({ fields, lifecycle }: Entity): readonly Field[] {
  return Object.values(fields).filter(
    (field) =>
      field.computed === null &&
      FIELD_TYPES[field.type].writable &&
      (field.type !== 'children' || field.owned) &&
      field.name !== lifecycle?.field,
  );
}

const asBefore = (tree: Tree): Tree =>
  mapPaths(tree, (path) => (path.root === 'record' ? { ...path, root: 'old' } : path));

/** A condition of the policy as one tree: it is true where the policy says so. */
function truthOf(condition: Condition): Truth {
  if (typeof condition === 'boolean') return condition;
  if ('any' in condition) return anyTrue(condition.any.map(truthOf));
  if ('all' in condition) return allTrue(condition.all.map(truthOf));
  return condition.at.length === 0 ? condition.rule : behind(condition.rule, 'record', condition.at);
}

/** The action of that name in an operation such as `action approve`. */
export function actionOf(entity: Entity | undefined, operation: string): Action | undefined {
  if (entity === undefined || !operation.startsWith('action ')) return undefined;
  return own(entity.actions, operation.slice('action '.length));
}
