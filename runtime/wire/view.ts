import type { JsonSchema, Operator } from '../model/field-types/field-type.ts';
import type { ChoiceOption, FieldTypeName } from '../model/field.ts';
import type { FormRulesJson } from './rules.ts';

/** What the screens need to know of a field. Made for one actor: fields that the actor may not read never appear. */
export type FieldView = {
  readonly path: string;
  readonly label: string;
  readonly help: string | null;
  readonly type: FieldTypeName;
  /** Names under which the UI finds its form widget and its read-only cell. */
  readonly widget: string;
  readonly cell: string;
  readonly align: 'start' | 'end';
  readonly required: boolean;
  /** False where the actor may not write it in this form, or nobody may. */
  readonly writable: boolean;
  /** How the value comes about when nobody writes it; null for a field that is written. */
  readonly computed: 'formula' | 'rollup' | null;
  /** On some records the actor sees only a masked value (`MaskedJson`); it can be neither sorted nor filtered then. */
  readonly masked: boolean;
  /** On some records that the actor sees, the field is hidden: empty may mean withheld. */
  readonly conditional: boolean;
  /** The field belongs to some records only (`visible_when`): where it is empty, nothing is missing. */
  readonly sometimes?: true;
  readonly options?: readonly ChoiceOption[];
  readonly currency?: string;
  readonly scale?: number;
  readonly min?: string | number | null;
  readonly max?: string | number | null;
  readonly max_length?: number;
  readonly prefix?: string;
  /** Target entity of a reference, with what the picker may do. */
  readonly target?: {
    readonly entity: string;
    readonly title: string;
    readonly plural: string;
    readonly can_create: boolean;
    readonly can_read: boolean;
  };
  /** Owned lines: the columns of the grid. `children_of` is the entity, `by` its reference field. */
  readonly lines?: {
    readonly entity: string;
    readonly title: string;
    readonly by: string;
    readonly fields: readonly FieldView[];
  };
};

export type ColumnView = FieldView & {
  readonly sortable: boolean;
  /** Empty where the column cannot be filtered. */
  readonly operators: readonly Operator[];
};

/** What the actor may do with records of the entity. */
export type Abilities = {
  readonly create: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  readonly export: boolean;
};

export type EntityHead = {
  readonly name: string;
  readonly title: string;
  readonly plural: string;
  readonly about: string | null;
  readonly title_field: string;
};

type ViewBase = {
  readonly entity: EntityHead;
  readonly tool: string | null;
  readonly screen: string | null;
  readonly title: string;
  readonly can: Abilities;
};

export type TableView = ViewBase & {
  readonly kind: 'table';
  /** Every column the actor may choose; `shown` names the author's choice, in order. */
  readonly columns: readonly ColumnView[];
  readonly shown: readonly string[];
  /** `-created_at` form. */
  readonly sort: readonly string[];
  /** Fixed filters of the screen, sent as they are with every request. */
  readonly filters: readonly {
    readonly path: string;
    readonly operator: Operator;
    readonly values: readonly string[];
  }[];
  /** Condition of the screen, sent as `where=` with every request; null where the screen has none. */
  readonly where: string | null;
  /** The condition in English, for people. */
  readonly where_words: string | null;
  /** Labels of the fields that the search box looks into; empty hides the box. */
  readonly search: readonly string[];
};

export type SectionView = { readonly title: string | null; readonly fields: readonly FieldView[] };

export type FormView = ViewBase & {
  readonly kind: 'form';
  readonly sections: readonly SectionView[];
  /** Schema of the body that this actor may send, one per mode, and the module with its precompiled validator. */
  readonly create: FormMode | null;
  readonly update: FormMode | null;
  readonly rules: FormRulesJson;
};
export type FormMode = {
  readonly schema: JsonSchema;
  /**
   * Path of an ES module that checks values by `schema` without `eval`. It exports `validators`: an object with one
   * function, under the schema's `$id`, as rjsf's `createPrecompiledValidator` takes it. Never changes at its address.
   */
  readonly validator: string;
  /** Values that a new record starts with. */
  readonly defaults: Readonly<Record<string, unknown>>;
};

export type DetailView = ViewBase & {
  readonly kind: 'detail';
  readonly sections: readonly SectionView[];
  readonly related: readonly RelatedView[];
  /** What the actor's roles know of the declared actions, in the author's order; whether now: `RecordCanJson`. */
  readonly actions: readonly ActionView[];
  /** Set when a readable choice field is a state: where each state can lead, by name of the state. */
  readonly lifecycle: {
    readonly field: string;
    readonly next: Readonly<Record<string, readonly StateStepView[]>>;
  } | null;
};
/** A way out of a state: the action's title and the state that it leads to. */
export type StateStepView = { readonly action: string; readonly title: string; readonly to: string };
export type ActionView = {
  readonly name: string;
  readonly title: string;
  readonly about: string | null;
  readonly confirm: string | null;
  readonly to: string | null;
  /** What it asks for; null where it asks for nothing. */
  readonly input: { readonly fields: readonly FieldView[]; readonly form: FormMode } | null;
};

/** Records that refer to this one: list `entity` with `filter.<by>=<id>`. */
export type RelatedView = {
  readonly field: string;
  readonly title: string;
  readonly by: string;
  readonly table: TableView;
};

export type ScreenView = TableView | FormView | DetailView;

export type NavigationJson = {
  readonly tools: readonly {
    readonly name: string;
    readonly title: string;
    readonly purpose: string;
    readonly owner: { readonly title: string; readonly contact: string };
    readonly has_runbook: boolean;
    readonly screens: readonly {
      readonly name: string;
      readonly title: string;
      readonly kind: ScreenView['kind'];
      readonly entity: string;
    }[];
  }[];
  /** Entities that the actor may read, with or without screens; lines owned by a parent are left out. */
  readonly entities: readonly { readonly name: string; readonly title: string; readonly plural: string }[];
};

export type ToolJson = NavigationJson['tools'][number] & {
  readonly runbook: string | null;
  readonly runbook_path: string | null;
};

export type MeJson = {
  readonly actor: {
    readonly id: string;
    readonly key: string;
    readonly name: string;
    readonly email: string | null;
  };
  readonly roles: readonly { readonly name: string; readonly title: string }[];
  readonly workspace: {
    readonly name: string;
    readonly title: string;
    readonly time_zone: string;
    readonly locale: string;
    readonly currency: string;
  };
  readonly release: number;
  /** Pages of the workspace as a whole that hold something for the person. */
  readonly places: { readonly access: boolean; readonly parameters: boolean; readonly releases: boolean };
  readonly mode: 'development' | 'production';
  /** What the environment is called, such as `production`; null where its bindings say nothing. */
  readonly environment: string | null;
};

/** `GET /api/v1/dev/people` */
export type DevPeopleJson = {
  readonly people: readonly {
    readonly key: string;
    readonly name: string;
    readonly roles: readonly { readonly name: string; readonly title: string }[];
  }[];
};
