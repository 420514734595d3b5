/**
 * What only the live database can tell of a change. Made from two models, answered by the server within its time budget,
 * read-only. Entities and fields of `records`, `values`, `in-options` and `saved-views` go by their names in the base, all others by
 * those in the head.
 */
export type Question =
  /** Live records of an entity of the base. */
  | { readonly ask: 'records'; readonly entity: string }
  /** Records with a value in a field of the base that the head has no more, or of another type. */
  | { readonly ask: 'values'; readonly entity: string; readonly field: string }
  /** Records on which a check of the head is not true. */
  | { readonly ask: 'breaks-check'; readonly entity: string; readonly check: string }
  /** Records on which a `never` of the head is not false. */
  | { readonly ask: 'breaks-never'; readonly entity: string; readonly never: string }
  /** Records whose choice field of the base holds an option that the head's has not (a state, where it is the lifecycle's). */
  | {
      readonly ask: 'in-options';
      readonly entity: string;
      readonly field: string;
      readonly options: readonly string[];
    }
  /** Records whose computed value differs between base and head. */
  | { readonly ask: 'computed'; readonly entity: string; readonly field: string }
  /** People who hold a role of the base now. */
  | { readonly ask: 'holders'; readonly role: string }
  /** People whose visible records (or those that they may change, delete, export) become more or fewer. */
  | {
      readonly ask: 'reach';
      readonly entity: string;
      readonly operation: 'read' | 'update' | 'delete' | 'export';
    }
  /** People whose saved columns or filters name a field of the base. */
  | { readonly ask: 'saved-views'; readonly entity: string; readonly field: string };

/** One record that serves as an example; only its title and id, and only where its reader may see it. */
export type Sample = { readonly id: string; readonly title: string | null; readonly detail: string | null };

/** `exact` false: counted on a sample or estimated, and said so wherever it is shown. `null` answer: the time ran out. */
export type Answer = {
  readonly count: number;
  /** Of how many, where that says something. */
  readonly of: number | null;
  readonly exact: boolean;
  readonly samples: readonly Sample[];
  /** Of `reach`: people by what happens to them, the most affected first. */
  readonly people?: readonly {
    readonly name: string;
    readonly gained: number;
    readonly lost: number;
  }[];
};

/** The same for the same question. */
export function questionKey(question: Question): string {
  return JSON.stringify(Object.entries(question).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** By `questionKey`. Without a database there are none, and findings say what they say without counts. */
export type Answers = ReadonlyMap<string, Answer | null>;
