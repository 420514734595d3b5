/** Records that the head's schema refuses as they are: the migration cannot end before they are mended. */
export type DataRefusal = {
  readonly code:
    | 'data/nulls'
    | 'data/limit-broken'
    | 'data/duplicates'
    | 'data/orphans'
    | 'data/cast-fails'
    | 'data/no-value'
    | 'data/leaves-place';
  readonly entity: string;
  readonly field: string | null;
  readonly records: number;
  /** Titles or ids, three at most, and only what their reader may see. */
  readonly samples: readonly string[];
  /** One sentence: what cannot be. */
  readonly reason: string;
  /** What to do instead. */
  readonly next: string;
};

/** What somebody changed in the database beside the definitions. */
export type Drift = {
  readonly table: string;
  readonly entity: string | null;
  /** One sentence: ``Column `total` is `numeric(10,2)`, not `numeric(12,2)`.`` */
  readonly what: string;
};
