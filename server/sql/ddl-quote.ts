import { createHash } from 'node:crypto';
import { escapeIdentifier, escapeLiteral } from 'pg';

/** Longest name that Postgres keeps, in bytes; longer ones it cuts off silently. */
const LONGEST_NAME = 63;

/** A name as it stands in SQL, whatever it contains. */
export const quote = (name: string): string => escapeIdentifier(name);

/** A table, sequence or index of the records' schema, as it stands in SQL. */
export const inApp = (name: string): string => `app.${quote(name)}`;

/** A text constant as it stands in SQL. */
export const literal = (text: string): string => escapeLiteral(text);

/** First 8 hexadecimal digits of the SHA-256. */
const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** The name itself, or its beginning and a hash of the whole where it is too long. */
export function fitName(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return name;
  return `${cut(name, LONGEST_NAME - 9)}~${shortHash(name)}`;
}

function cut(name: string, bytes: number): string {
  let text = name;
  while (Buffer.byteLength(text) > bytes) text = text.slice(0, -1);
  return text;
}

export type ObjectKind = 'unique' | 'index' | 'search' | 'check' | 'fk' | 'key';

/**
 * Name of an index or constraint: where it belongs, what it is, and a hash of its whole definition, so that a changed
 * definition is another name and the same name is the same thing. The points keep it apart from every table's name.
 */
export function objectName(table: string, columns: string, kind: ObjectKind, definition: string): string {
  const tail = `.${kind}.${shortHash(`${table}\n${kind}\n${definition}`)}`;
  return cut(`${table}.${columns}`, LONGEST_NAME - Buffer.byteLength(tail)) + tail;
}

/** Whether a name was made by `objectName`; anything else in the schema was put there by someone else and stays. */
export function isObjectName(name: string): boolean {
  return /\.(?:unique|index|search|check|fk|key)\.[0-9a-f]{8}$/u.test(name);
}
