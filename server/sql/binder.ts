/** Anything that a parameter may hold: text that Postgres casts, or a list of it. */
export type SqlValue = string | number | boolean | null | Buffer | readonly (string | null)[];

/** SQL with the places of its values: run with any `V`, prepared once. */
export type Statement<V> = {
  readonly text: string;
  readonly binds: readonly ((values: V) => SqlValue)[];
};

/** Collects the parameters of one statement while its text is being built. */
export type Binder<V> = {
  /** The next place (`$3`), filled by `pick` at each run. */
  readonly bind: (pick: (values: V) => SqlValue) => string;
  readonly finish: (text: string) => Statement<V>;
};

/** Makes an empty binder. */
export function createBinder<V>(): Binder<V> {
  const binds: ((values: V) => SqlValue)[] = [];
  return {
    bind: (pick) => `$${binds.push(pick)}`,
    finish: (text) => ({ text, binds }),
  };
}

/** `'text'` as an SQL literal, for texts of the model only: values of people are always bound. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `"name"` as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
