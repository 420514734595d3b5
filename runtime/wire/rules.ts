import type { CompiledDecision } from '../expression/decision.ts';
import type { Tree } from '../expression/tree.ts';
import type { Type } from '../expression/type.ts';

/** How a part of a rule turned out. */
export type OutcomeJson = 'true' | 'false' | 'unknown';

/** Why something may be done or not: made by the code that enforces it, for the very record. */
export type VerdictJson = {
  readonly allowed: boolean;
  /** One sentence for a person. */
  readonly reason: string;
  /** Every grant and rule that was asked, the decisive ones first. Empty where no grant exists. */
  readonly parts: readonly VerdictPartJson[];
};

export type VerdictPartJson = {
  /** `order.access.sales.update`, `refund.actions.approve.when` */
  readonly rule: string;
  readonly kind: 'grant' | 'from' | 'when' | 'not_by' | 'editable' | 'after';
  readonly role: string | null;
  /** `entities/refund.yaml:21` */
  readonly place: string;
  /** The condition in English; null where there is none. */
  readonly text: string | null;
  readonly outcome: OutcomeJson;
  /** The parts of the condition; values of fields that the asker may not read are left out, and said to be. */
  readonly leaves: readonly LeafJson[];
};

export type LeafJson = {
  readonly text: string;
  readonly outcome: OutcomeJson;
  /** Whether this part decided the whole. */
  readonly decided: boolean;
  readonly values: readonly { readonly label: string; readonly value: string | null }[];
  /** It looks at something that the asker may not read; text, outcome and values are withheld. */
  readonly withheld?: true;
};

/** `GET /api/v1/records/:entity/:id/can`: everything that the actor may do with one record, now. */
export type RecordCanJson = {
  readonly update: VerdictJson;
  readonly delete: VerdictJson;
  /** By field that some grant lets the actor write: whether on this record. */
  readonly fields: Readonly<Record<string, VerdictJson>>;
  /** Declared actions that the actor's roles know at all, in the author's order. */
  readonly actions: readonly ActionJson[];
};

export type ActionJson = {
  readonly name: string;
  readonly title: string;
  readonly about: string | null;
  readonly confirm: string | null;
  readonly to: string | null;
  readonly verdict: VerdictJson;
};

/** `GET /api/v1/can`: one question about one person. */
export type CanJson = {
  readonly person: { readonly id: string; readonly name: string };
  readonly operation: string;
  readonly entity: string;
  readonly id: string | null;
  readonly field: string | null;
  readonly verdict: VerdictJson;
};

/**
 * The rules of a form that browsers run while a person types; only those whose every dependency the actor may read. The
 * server runs all of them again.
 */
export type FormRulesJson = {
  /** Rules of fields, by name. */
  readonly fields: Readonly<Record<string, FieldRulesJson>>;
  readonly checks: readonly FormCheckJson[];
  /** Rules of the lines, by children field. */
  readonly lines: Readonly<Record<string, FormRulesJson>>;
  /** Of lines only: their reference to the record that owns them. */
  readonly by?: string;
  /** Type of each field that rules read, for decoding the form's values. */
  readonly types: Readonly<Record<string, Type>>;
  /**
   * Values of a new record in fields that its form does not take, as far as they are known: the first state, fixed defaults,
   * null where there will be none. A rule that reads any other field outside the form waits for the server on create.
   */
  readonly start: Readonly<Record<string, unknown>>;
  /** What the rules read of referred records, by reference field. */
  readonly related: Readonly<Record<string, RelatedFieldsJson>>;
  /** What `user`, `params` and tables are to these rules; empty in the rules of lines, which share those of the form. */
  readonly user: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, { readonly type: Type; readonly value: unknown }>>;
  readonly decisions: Readonly<Record<string, CompiledDecision>>;
};

export type RelatedFieldsJson = {
  readonly entity: string;
  /** Paths from the referred record (`territory.region`), with the type of what is there. */
  readonly paths: readonly string[];
  readonly types: Readonly<Record<string, Type>>;
  /** Entities of the references on the way, by path (`territory`). */
  readonly steps: Readonly<Record<string, string>>;
};

export type FieldRulesJson = {
  /** The rules in English, for those who ask why. */
  readonly words: Readonly<
    Partial<Record<'required_when' | 'visible_when' | 'editable_when' | 'formula', string>>
  >;
  readonly required_when?: Tree;
  readonly visible_when?: Tree;
  readonly editable_when?: Tree;
  readonly default?: Tree;
  /** Shown live; never sent. */
  readonly formula?: Tree;
  /** Digits to which an exact computed value is rounded, half away from zero. */
  readonly scale?: number;
  readonly rollup?: {
    readonly children: string;
    readonly measure: 'count' | 'sum' | 'smallest' | 'largest';
    readonly field: string | null;
    readonly where: Tree | null;
  };
};

export type FormCheckJson = {
  /** Id of the rule. */
  readonly rule: string;
  readonly that: Tree;
  readonly say: readonly (string | Tree)[];
  readonly at: string | null;
  readonly enforce: 'error' | 'warn';
};

/** A check that let a write pass: header `Jig-Warnings` of the answer holds a list of these as percent-encoded JSON. */
export type WarningJson = { readonly rule: string; readonly pointer: string; readonly message: string };

/** One change of a record, as far as the reader may see it. */
export type HistoryEntryJson = {
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string };
  /** `create-record`, `update-record`, `action approve` … */
  readonly operation: string;
  readonly version: number | null;
  readonly reason: string | null;
  readonly release: number | null;
  readonly decided_by: string | null;
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
};
export type HistoryJson = { readonly data: readonly HistoryEntryJson[]; readonly next: string | null };

/** What a masked value is sent as: the part that may be seen, never the value. */
export type MaskedJson = { readonly masked: string };
