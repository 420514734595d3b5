import type { ParameterValue } from '../model/parameter-value.ts';
import type { AbilityJson } from './access.ts';
import type { FieldView } from './view.ts';

/** A value that was set, or the withdrawal of one that was planned. */
export type ParameterChangeJson = {
  readonly id: string;
  /** Null in a withdrawal. */
  readonly value: ParameterValue | null;
  readonly effective_from: string | null;
  /** Id of the change that is withdrawn. */
  readonly withdraws: string | null;
  readonly set_by: { readonly id: string; readonly name: string };
  readonly set_at: string;
  readonly reason: string;
  /** `misfit`: a later release gave the parameter a field that no longer takes the value, so it does not hold. */
  readonly state: 'planned' | 'in_force' | 'past' | 'withdrawn' | 'withdrawal' | 'misfit';
};

export type ParameterJson = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly owner: { readonly title: string; readonly contact: string } | null;
  /** The widget and the limits of its values. */
  readonly field: FieldView;
  readonly value: ParameterValue;
  /** What it would be if nobody had set it. */
  readonly written: ParameterValue;
  /** The change that made the value; null where it is the definition's. */
  readonly since: ParameterChangeJson | null;
  /** What will come into force, the next first. */
  readonly planned: readonly ParameterChangeJson[];
  readonly changed_by: readonly { readonly name: string; readonly title: string }[];
  readonly may_set: AbilityJson;
  /** Of its last change, for `If-Match`. */
  readonly version: string;
};

/** `GET /api/v1/parameters`, in the author's order. */
export type ParametersJson = { readonly data: readonly ParameterJson[] };
/** `GET /api/v1/parameters/:name/history`: the latest first. */
export type ParameterHistoryJson = {
  readonly data: readonly ParameterChangeJson[];
  readonly next: string | null;
};
