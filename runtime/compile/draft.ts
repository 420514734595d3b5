import type { Report } from '../diagnostics/report.ts';
import type { Field, FieldTypeName } from '../model/field.ts';
import type { MapNode, Node, ScalarNode } from '../definition/node.ts';
import type { ShapeCheck } from '../definition/shape/shape-check.ts';

/** What the phases share: the report, the values already reported, and the documents by kind and name. */
export type Draft = {
  readonly check: ShapeCheck;
  readonly report: Report;
  readonly workspace: DraftWorkspace | null;
  readonly entities: ReadonlyMap<string, DraftEntity>;
  readonly roles: ReadonlyMap<string, DraftRole>;
  readonly tools: ReadonlyMap<string, DraftTool>;
  readonly parameters: ReadonlyMap<string, DraftParameter>;
  readonly decisions: ReadonlyMap<string, DraftDecision>;
  /** Runbooks by path from the definitions folder. */
  readonly runbooks: ReadonlyMap<string, string>;
};

type DraftBase = {
  readonly name: string;
  readonly nameNode: ScalarNode;
  readonly map: MapNode;
  /** Only the name could be made out: whoever refers to anything inside stays silent. */
  readonly broken: boolean;
};
export type DraftWorkspace = DraftBase & {
  readonly currency: string;
  /** Null when the owners were reported. */
  readonly owners: ReadonlySet<string> | null;
};
export type DraftRole = DraftBase;
export type DraftTool = DraftBase;
export type DraftDecision = DraftBase;

/** `group`: the document that it stands in. */
export type DraftParameter = {
  readonly name: string;
  readonly key: ScalarNode;
  readonly map: MapNode | null;
  readonly group: MapNode;
};

/** `fields` grows while the entity is read; a field stays known by name when its definition was reported. */
export type DraftEntity = DraftBase & {
  readonly fields: Map<string, DraftField>;
  /** False when the list of fields itself was reported, or the entity is there twice. */
  readonly complete: boolean;
};

export type DraftField = {
  readonly name: string;
  readonly key: ScalarNode;
  readonly map: MapNode | null;
  readonly type: FieldTypeName | null;
  /** Null until derived, and for ever when its definition was reported. */
  field: Field | null;
};

/** Names of what is declared, and what misnamed declarations were meant to be: for suggestions. */
export function namesFor(draft: Draft, kind: 'entity' | 'role'): readonly string[] {
  const declared = kind === 'role' ? draft.roles : draft.entities;
  const meant = [...draft.check.meant].filter((name) => name.startsWith(`${kind} `));
  return [...declared.keys(), ...meant.map((name) => name.slice(kind.length + 1))];
}

/** The value under a key, null when it is absent or was reported. */
export function valueAt(check: ShapeCheck, map: MapNode | null, key: string): Node | null {
  const value = map?.entries.find((entry) => entry.key.text === key)?.value;
  if (value === undefined || value.kind === 'broken' || value.kind === 'empty' || check.bad.has(value))
    return null;
  return value;
}

/** The single value under a key, null when it is absent or was reported. */
export function scalarAt(check: ShapeCheck, map: MapNode | null, key: string): ScalarNode | null {
  const value = valueAt(check, map, key);
  return value?.kind === 'scalar' ? value : null;
}

export function textAt(check: ShapeCheck, map: MapNode | null, key: string): string | null {
  return scalarAt(check, map, key)?.text ?? null;
}

export function flagAt(check: ShapeCheck, map: MapNode | null, key: string): boolean {
  return textAt(check, map, key) === 'true';
}

export function wholeAt(check: ShapeCheck, map: MapNode | null, key: string): number | null {
  const text = textAt(check, map, key);
  return text === null ? null : Number(text);
}

export function mapAt(check: ShapeCheck, map: MapNode | null, key: string): MapNode | null {
  const value = valueAt(check, map, key);
  return value?.kind === 'map' ? value : null;
}

/** The single values of a list, or the one value; null when absent or reported. Reported items are left out. */
export function scalarsAt(check: ShapeCheck, map: MapNode | null, key: string): readonly ScalarNode[] | null {
  const value = valueAt(check, map, key);
  return value === null ? null : scalarsOf(check, value);
}

export function scalarsOf(check: ShapeCheck, value: Node): readonly ScalarNode[] {
  const items = value.kind === 'list' ? value.items : [value];
  return items.filter((item) => item.kind === 'scalar').filter((item) => !check.bad.has(item));
}

/** Whether the key is there at all, reported or not. */
export function hasKey(map: MapNode | null, key: string): boolean {
  return map?.entries.some((entry) => entry.key.text === key) ?? false;
}

/** Entries that no check has reported as duplicate or misnamed. */
export function entriesOf(check: ShapeCheck, map: MapNode | null): MapNode['entries'] {
  return (map?.entries ?? []).filter((entry) => !check.bad.has(entry.key));
}
