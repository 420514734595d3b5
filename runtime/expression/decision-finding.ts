import type { CellValue } from './decision-literal.ts';

/**
 * What the proof of a decision table found. `overlap`: two rows match at once (under `any` with different results); `gap`: no
 * row matches and there is no `otherwise`; `dead-row`: a row that never decides; `duplicate`: the same row twice;
 * `not-proven`: the table is too large to prove, a warning as `duplicate` under `any` is; the others are errors.
 */
export type Finding = {
  readonly code:
    | 'decision/overlap'
    | 'decision/gap'
    | 'decision/dead-row'
    | 'decision/duplicate'
    | 'decision/not-proven';
  readonly severity: 'error' | 'warning';
  /** Id of the row to point at; null for the table as a whole. */
  readonly row: string | null;
  /** Name of the input whose cell of that row it is about; null for the row. */
  readonly input: string | null;
  /** The other row, where there is one. */
  readonly other: string | null;
  readonly message: string;
  readonly hint: string;
  /** A case that shows it, as literals by input name (and `today` where rows have dates); empty for `not-proven`. */
  readonly witness: Readonly<Record<string, CellValue | null>>;
};
