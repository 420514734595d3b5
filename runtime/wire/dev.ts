/** One mistake in the definitions, as `jig check --json` prints it. Lines and columns count from 1, ends are exclusive. */
export type DiagnosticJson = {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string | null;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly end_line: number;
  readonly end_column: number;
  readonly labels: readonly {
    readonly message: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly end_line: number;
    readonly end_column: number;
  }[];
};

/** `GET /api/v1/dev/diagnostics`, and the data of the event `diagnostics` of `GET /api/v1/dev/events`. */
export type DevDiagnosticsJson = {
  /** Release that serves; null while there was no good definition yet. */
  readonly release: number | null;
  /** Whether the files on disk could not be taken over, so that an older release still serves. */
  readonly stale: boolean;
  readonly diagnostics: readonly (DiagnosticJson & {
    /** The lines around the place, numbered and marked, as the terminal shows them. */
    readonly excerpt: string;
  })[];
};

/** Data of the event `release` of `GET /api/v1/dev/events`, sent at once and after every change of the definitions. */
export type DevReleaseJson = { readonly release: number };
