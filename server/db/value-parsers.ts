import { type CustomTypesConfig, types } from 'pg';

type GetTypeParser = CustomTypesConfig['getTypeParser'];

const asText = (value: string): string => value;

/**
 * Types whose JavaScript form would lose something: int8 and numeric lose digits, timestamptz loses microseconds, `date`
 * would become local midnight, which is another day elsewhere.
 */
const KEPT_AS_TEXT: ReadonlySet<number> = new Set([
  types.builtins.INT8,
  types.builtins.NUMERIC,
  types.builtins.DATE,
  types.builtins.TIME,
  types.builtins.TIMESTAMP,
  types.builtins.TIMESTAMPTZ,
]);

const getTypeParser = ((oid: Parameters<typeof types.getTypeParser>[0], format: 'text') =>
  KEPT_AS_TEXT.has(oid) ? asText : types.getTypeParser(oid, format)) as GetTypeParser;

/** The parsers of every connection: exact types stay the text that Postgres prints (ISO style, UTC). */
export const VALUE_PARSERS: CustomTypesConfig = { getTypeParser };
