import type { Span } from '../diagnostics/diagnostic.ts';
import type { Field } from './field.ts';

/**
 * The compiled workspace: what every projection (database, SQL, HTTP, forms, tables, documentation) reads. Plain, frozen
 * data without functions, so that it can be stored, hashed and sent. Keys of records are names from the definitions, in
 * the order in which the author wrote them.
 */
export type Model = {
  readonly language: 1;
  readonly workspace: Workspace;
  readonly entities: Readonly<Record<string, Entity>>;
  readonly roles: Readonly<Record<string, Role>>;
  readonly tools: Readonly<Record<string, Tool>>;
};

export type Workspace = {
  readonly name: string;
  readonly title: string;
  /** IANA zone in which dates and times are shown. */
  readonly timeZone: string;
  /** BCP 47 tag for numbers, dates and sorting on screen. */
  readonly locale: string;
  /** ISO 4217 code of money fields that name none. */
  readonly currency: string;
  readonly owners: Readonly<Record<string, Owner>>;
};

/** A team that answers for an entity or a tool. */
export type Owner = { readonly name: string; readonly title: string; readonly contact: string };

export type Role = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly span: Span;
};

export type Entity = {
  readonly name: string;
  /** Singular and plural, as people read them: `Order line`, `Order lines`. */
  readonly title: string;
  readonly plural: string;
  readonly about: string | null;
  /** Name of the owner in `workspace.owners`. */
  readonly owner: string;
  /** Former name, when the author renamed the entity. */
  readonly was: string | null;
  readonly fields: Readonly<Record<string, Field>>;
  /** Field whose value names a record to people; always resolved. */
  readonly titleField: string;
  /** Fields that `q=` looks into; each is text-like or a sequence. */
  readonly search: readonly string[];
  readonly indexes: readonly Index[];
  /** Grants by role name; a role that is absent may do nothing. */
  readonly access: Readonly<Record<string, RoleAccess>>;
  /** Set when records of this entity are lines owned by a parent record. */
  readonly partOf: { readonly field: string; readonly entity: string } | null;
  readonly span: Span;
};

/** Declared index over stored fields, in order. `unique` counts only live (not deleted) records. */
export type Index = { readonly fields: readonly string[]; readonly unique: boolean };

/** What people may ask of a record. `restore` needs the grant for `delete`. */
export const RECORD_OPERATIONS = ['read', 'create', 'update', 'delete', 'export'] as const;
export type RecordOperation = (typeof RECORD_OPERATIONS)[number];

/** The grants that one role has on one entity; an absent operation is not granted. */
export type RoleAccess = { readonly [operation in RecordOperation]?: Grant };

/**
 * Permission for one operation. `fields` null means every field of the entity. `rows` holds the condition on rows; until
 * the rule language arrives it is always null, which means every row.
 */
export type Grant = { readonly rows: null; readonly fields: readonly string[] | null; readonly span: Span };

export type Tool = {
  readonly name: string;
  readonly title: string;
  readonly purpose: string;
  readonly owner: string;
  /** Roles that see the tool. */
  readonly roles: readonly string[];
  /** Path as written and the Markdown found there. */
  readonly runbook: { readonly path: string; readonly text: string } | null;
  readonly screens: Readonly<Record<string, Screen>>;
  readonly span: Span;
};

export type Screen = TableScreen | FormScreen | DetailScreen;

type ScreenBase = {
  readonly name: string;
  readonly title: string;
  readonly entity: string;
  readonly span: Span;
};

export type TableScreen = ScreenBase & {
  readonly kind: 'table';
  /** Field paths through references: `number`, `customer.name`. */
  readonly columns: readonly string[];
  readonly sort: readonly Sort[];
  /** Fixed filters, in the same form as `filter.*` query parameters: path, operator, text values. */
  readonly filters: readonly ScreenFilter[];
};
export type FormScreen = ScreenBase & { readonly kind: 'form'; readonly sections: readonly Section[] };
export type DetailScreen = ScreenBase & {
  readonly kind: 'detail';
  readonly sections: readonly Section[];
  /** `children` fields shown as lists beside the record. */
  readonly related: readonly string[];
};

/** A titled group of fields on a form or detail. The single unnamed section has title null. */
export type Section = { readonly title: string | null; readonly fields: readonly string[] };
export type Sort = { readonly path: string; readonly descending: boolean };
export type ScreenFilter = {
  readonly path: string;
  readonly operator: string;
  readonly values: readonly string[];
};
