import type { FieldView } from './view.ts';

/** Whether the viewer may do it, and why or why not in one sentence. */
export type AbilityJson = { readonly allowed: boolean; readonly reason: string };

type Somebody = { readonly id: string; readonly name: string };

/** Values of user attributes, by name; only those that are given. */
export type AttributesJson = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One role of one person. It is never changed, only ended; who gave it and why stays. */
export type AssignmentJson = {
  readonly id: string;
  readonly person: Somebody;
  readonly role: { readonly name: string; readonly title: string };
  /** Attributes that replace the person's own for the grants of this role; null where the role is held for everything. */
  readonly scope: AttributesJson | null;
  readonly scope_text: string | null;
  readonly given_by: Somebody;
  readonly given_at: string;
  /** Null: from when it was given. */
  readonly starts_at: string | null;
  readonly expires_at: string | null;
  readonly reason: string | null;
  readonly state: 'planned' | 'in_force' | 'ended';
  /** Set when somebody took it away; an assignment may also end by its time. */
  readonly taken: {
    readonly at: string;
    readonly by: Somebody | null;
    readonly reason: string | null;
  } | null;
  readonly may_take: AbilityJson;
};

/** `GET /api/v1/access/assignments`: the latest first. */
export type AssignmentListJson = { readonly data: readonly AssignmentJson[]; readonly next: string | null };

export type PersonJson = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly kind: 'person' | 'service';
  readonly active: boolean;
  /** Whether it is who asks. */
  readonly own: boolean;
  readonly attributes: AttributesJson;
  /** In force or planned; in order of the roles. */
  readonly assignments: readonly AssignmentJson[];
};

/** `GET /api/v1/access/people`: by name. */
export type PeopleAccessJson = { readonly data: readonly PersonJson[]; readonly next: string | null };

/** `GET /api/v1/access/people/:id`: with what the person held before, the latest first. */
export type PersonAccessJson = PersonJson & {
  readonly history: readonly AssignmentJson[];
  readonly may_set_attributes: AbilityJson;
  /** Of the attributes, for `If-Match`. */
  readonly version: string;
};

/** `GET /api/v1/access/roles`: what there is to give. */
export type RolesJson = {
  readonly data: readonly {
    readonly name: string;
    readonly title: string;
    readonly about: string;
    readonly given_by: readonly { readonly name: string; readonly title: string }[];
    readonly may_give: AbilityJson;
  }[];
  readonly attributes: readonly FieldView[];
  readonly may_see_people: AbilityJson;
};
