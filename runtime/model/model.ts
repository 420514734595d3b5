import type { Span } from '../diagnostics/diagnostic.ts';
import type { CompiledDecision } from '../expression/decision.ts';
import type { Expression } from '../expression/tree.ts';
import type { FieldType } from '../expression/environment.ts';
import type { Action, Check, Lifecycle, Never } from './rule.ts';
import type { Example } from './example.ts';
import type { Field } from './field.ts';

/**
 * The compiled workspace: what every projection (database, SQL, HTTP, forms, tables, documentation) reads. Plain, frozen
 * data without functions, so that it can be stored, hashed and sent. Keys of records are names from the definitions, in
 * the order in which the author wrote them.
 */
export type Model = {
  /** Version of the language in which the definitions are written. */
  readonly language: number;
  readonly workspace: Workspace;
  readonly entities: Readonly<Record<string, Entity>>;
  readonly roles: Readonly<Record<string, Role>>;
  readonly tools: Readonly<Record<string, Tool>>;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly decisions: Readonly<Record<string, Decision>>;
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
  /** What rules may read as `user.<name>`, besides `id`, `name` and `roles`. */
  readonly userAttributes: Readonly<Record<string, UserAttribute>>;
  /** Roles whose holders see releases and plans, and publish them; an operator at the command line always may. */
  readonly releases: { readonly seenBy: readonly string[]; readonly publishedBy: readonly string[] };
  /** Findings on what belongs to no entity. */
  readonly accepts: readonly Acceptance[];
};

/** A finding of plans that the author knows of and answers for, until a day. */
export type Acceptance = {
  /** Code of the finding: `data/values-lost`. */
  readonly finding: string;
  /** Last part of the subject that it is about (`total`, `checks.within_limit`); null for the entity as a whole. */
  readonly at: string | null;
  readonly because: string;
  /** Last day on which it counts, `2027-01-31`. */
  readonly until: string;
  readonly span: Span;
};

/** A fact about a person, filled from sign-in or by an administrator; absent means null, or no tags. */
export type UserAttribute = {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'boolean' | 'tags';
  readonly about: string | null;
  readonly span: Span;
};

/** A value that rules read and that people change without a release; kept in the database with its history. */
export type Parameter = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** A field of a type that holds one value; its limits hold for every value of the parameter. */
  readonly field: Field;
  readonly type: FieldType;
  /** In force until somebody sets another; in the model's form of the field. */
  readonly value: string | number | boolean;
  /** Roles whose holders may set it. */
  readonly changedBy: readonly string[];
  readonly owner: string | null;
  readonly span: Span;
};

/** A decision table. `compiled` is what runs; rules call it by name with the inputs in order. */
export type Decision = {
  readonly name: string;
  readonly title: string;
  readonly about: string | null;
  readonly owner: string | null;
  readonly inputs: Readonly<Record<string, FieldType & { readonly label: string }>>;
  readonly outputs: Readonly<Record<string, FieldType & { readonly label: string }>>;
  readonly compiled: CompiledDecision;
  /** Cells and outputs as the author wrote them, for screens and documentation: by row id, then column. */
  readonly written: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Places of the rows, by id. */
  readonly rowSpans: Readonly<Record<string, Span>>;
  readonly span: Span;
};

/** A team that answers for an entity or a tool. */
export type Owner = {
  readonly name: string;
  readonly title: string;
  readonly contact: string;
  /** Roles whose holders may approve findings on what the owner answers for. */
  readonly approvers: readonly string[];
};

export type Role = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** Roles whose holders may give this one to people, and take it away. */
  readonly givenBy: readonly string[];
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
  readonly checks: Readonly<Record<string, Check>>;
  readonly never: Readonly<Record<string, Never>>;
  /** Set when one choice field is a state that only actions change. */
  readonly lifecycle: Lifecycle | null;
  readonly actions: Readonly<Record<string, Action>>;
  readonly examples: Readonly<Record<string, Example>>;
  readonly accepts: readonly Acceptance[];
  readonly span: Span;
};

/** Declared index over stored fields, in order. `unique` counts only live (not deleted) records. */
export type Index = { readonly fields: readonly string[]; readonly unique: boolean };

/** What people may ask of a record. `restore` needs the grant for `delete`. */
export const RECORD_OPERATIONS = ['read', 'create', 'update', 'delete', 'export'] as const;
export type RecordOperation = (typeof RECORD_OPERATIONS)[number];

/** The grants that one role has on one entity; an absent operation is not granted. Several grants add up. */
export type RoleAccess = {
  readonly [operation in RecordOperation]?: readonly Grant[];
} & {
  /** By name of the action. */
  readonly actions?: Readonly<Record<string, Grant>>;
};

/** How a masked value is shown: not at all (`hidden`), its last four characters, its first one, or what follows the `@`. */
export const MASKS = ['hidden', 'last_4', 'initial', 'domain'] as const;
export type Mask = (typeof MASKS)[number];

/** Permission for one operation. */
export type Grant = {
  /** `order.access.sales.read`; from the second grant of a role for an operation on with its number behind. */
  readonly id: string;
  /**
   * Rows to which it applies: true of the record as it is (update, delete, actions: before the change; create: as it will
   * be). Null means every row.
   */
  readonly rows: Expression | null;
  /** Null means every field, derived ones only where everything that they derive from may be read. */
  readonly fields: readonly string[] | null;
  /** Of `read` only: fields that are shown masked. They can be neither filtered, sorted, searched nor summed. */
  readonly masks: Readonly<Record<string, Mask>>;
  /** Of `update` only: must be true of the record after the change. */
  readonly after: Expression | null;
  readonly span: Span;
};

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
  /** Only records of which this is true for who looks: what the actor may not read counts as empty. */
  readonly where: Expression | null;
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
