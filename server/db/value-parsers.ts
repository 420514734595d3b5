import pg from 'pg';

type GetTypeParser = pg.CustomTypesConfig['getTypeParser'];

const asText = (value: string): string => value;

/**
 * Types whose JavaScript form would lose something: int8 and numeric lose digits, timestamptz loses microseconds, `date`
 * would become local midnight, which is another day elsewhere.
 */
const KEPT_AS_TEXT: ReadonlySet<number> = new Set([
  pg.types.builtins.INT8,
  pg.types.builtins.NUMERIC,
  pg.types.builtins.DATE,
  pg.types.builtins.TIME,
  pg.types.builtins.TIMESTAMP,
  pg.types.builtins.TIMESTAMPTZ,
]);

const getTypeParser = ((oid: number, format: 'text') =>
  KEPT_AS_TEXT.has(oid) ? asText : pg.types.getTypeParser(oid, format)) as GetTypeParser;

/** The parsers of every connection: exact types stay the text that Postgres prints (ISO style, UTC). */
export const VALUE_PARSERS: pg.CustomTypesConfig = { getTypeParser };
