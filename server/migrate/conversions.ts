/** How the values of a column become another type without losing anything. */
export type Conversion = {
  /** The new value, over the (quoted) column. */
  readonly using: (column: string) => string;
  /** True for a row whose value would be lost; null when none can be. */
  readonly loses: ((column: string) => string) | null;
};

const DECIMAL = /^numeric\((\d+),(\d+)\)$/u;
const SAFE_INTEGER = '9007199254740991';
const INSTANTS: ReadonlySet<string> = new Set(['timestamp with time zone', 'timestamp(3) with time zone']);
/** Printed by Postgres as they are read, so that text holds them exactly. */
const PLAIN_TEXT: ReadonlySet<string> = new Set(['bigint', 'boolean', 'date']);

/**
 * The conversion between two column types (as `format_type` prints them), or null when there is none that people would
 * expect: then only an empty column changes its type.
 */
export function conversion(from: string, to: string): Conversion | null {
  const [decimalFrom, decimalTo] = [DECIMAL.exec(from), DECIMAL.exec(to)];
  const cast = (column: string): string => `${column}::${to}`;
  if (from === to) return { using: (column) => column, loses: null };
  // Instants were always written to the millisecond; early versions kept them in columns that could hold more.
  if (INSTANTS.has(from) && INSTANTS.has(to)) return { using: cast, loses: null };
  if (decimalTo !== null) {
    const [whole, scale] = [Number(decimalTo[1]) - Number(decimalTo[2]), Number(decimalTo[2])];
    if (from === 'bigint' && whole >= 19) return { using: cast, loses: null };
    if (decimalFrom !== null) {
      const wider =
        Number(decimalFrom[2]) <= scale && Number(decimalFrom[1]) - Number(decimalFrom[2]) <= whole;
      const loses = (column: string): string =>
        `round(${column}, ${scale}) <> ${column} or abs(${column}) >= 1e${whole}`;
      return { using: cast, loses: wider ? null : loses };
    }
    const fraction = scale === 0 ? '' : `(\\.[0-9]{1,${scale}})?`;
    if (from === 'text')
      return { using: cast, loses: isNot(`^-?(0|[1-9][0-9]{0,${whole - 1}})${fraction}$`) };
  }
  if (to === 'bigint' && decimalFrom !== null)
    return {
      using: cast,
      loses: (column) => `trunc(${column}) <> ${column} or abs(${column}) > ${SAFE_INTEGER}`,
    };
  if (to === 'bigint' && from === 'text') return { using: cast, loses: isNot('^(0|-?[1-9][0-9]{0,14})$') };
  if (to === 'text' && (PLAIN_TEXT.has(from) || decimalFrom !== null)) return { using: cast, loses: null };
  if (to === 'text[]' && from === 'text')
    return { using: (column) => `case when ${column} is not null then array[${column}] end`, loses: null };
  if (to === 'text' && from === 'text[]')
    return { using: (column) => `${column}[1]`, loses: (column) => `cardinality(${column}) > 1` };
  return null;
}

const isNot =
  (form: string) =>
  (column: string): string =>
    `${column} !~ '${form}'`;

/** Whether every value survives, whatever it is. */
export function isLossless(from: string, to: string): boolean {
  return conversion(from, to)?.loses === null;
}

/** Whether Postgres changes the type by its catalog alone; of the types that fields have only more digits before the point do. */
export function rewritesNothing(from: string, to: string): boolean {
  const [decimalFrom, decimalTo] = [DECIMAL.exec(from), DECIMAL.exec(to)];
  if (decimalFrom === null || decimalTo === null) return from === to;
  return decimalFrom[2] === decimalTo[2] && Number(decimalFrom[1]) <= Number(decimalTo[1]);
}
