import type { ClientBase } from 'pg';
import { compile } from '../../runtime/compile/compile.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Model } from '../../runtime/model/model.ts';
import { desiredSchema } from '../sql/ddl.ts';
import { placesOf, releaseOf, schemaHash, sha256 } from './active-release.ts';
import type { ActiveRelease } from './activate.ts';
import { readReleaseState } from './release-store.ts';

type Client = Pick<ClientBase, 'query'>;

/** A release that this program cannot serve. The message says why and what to do, in one or two sentences. */
export class UnreadableRelease extends Error {
  override readonly name = 'UnreadableRelease';
  readonly number: number;

  constructor(number: number, message: string) {
    super(message);
    this.number = number;
  }
}

/** Parts that every model has; a stored one without them is of another program or was changed by hand. */
const PARTS = [
  'language',
  'workspace',
  'entities',
  'roles',
  'tools',
  'parameters',
  'decisions',
] as const satisfies readonly (keyof Model)[];

/** Number of the newest release; null in a database that never had one. */
export async function newestRelease(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ number: number | null }>({
    name: 'jig_newest_release',
    text: 'select max(number) as number from jig.release',
  });
  return rows[0]?.number ?? null;
}

/**
 * Reads the newest release with the names in force and changes nothing. Null in a database that never had one. Throws
 * UnreadableRelease for one that this program would not serve as it was meant: of a newer program or language, or changed by hand.
 */
export async function loadNewestRelease(client: Client): Promise<ActiveRelease | null> {
  const state = await readReleaseState(client);
  const { release } = state;
  if (release === null) return null;
  const { number, hash } = release;
  const { rows } = await client.query<{ model: string; definitions: Record<string, string> | null }>(
    'select model::text as model, definitions from jig.release where number = $1',
    [number],
  );
  const row = rows[0];
  // The names are read first: where another release came in between, its own notice follows.
  if (row === undefined) throw new UnreadableRelease(number, `Release ${number} has no row.`);
  const model = readModel(number, hash, row.model, row.definitions);
  const schema = desiredSchema(model, placesOf(state.names.inForce), state.trigramOperators);
  // Another program may make another model of the same text; what counts is whether the tables are what this one asks for.
  if (schemaHash(schema) !== state.schemaHash)
    throw ofAnotherProgram(
      number,
      'its tables differ from those that this one makes of the same definitions',
    );
  return releaseOf(number, hash, model, state.names.inForce, schema);
}

function readModel(
  number: number,
  hash: string,
  text: string,
  definitions: Readonly<Record<string, string>> | null,
): Model {
  if (sha256(text) !== hash)
    throw new UnreadableRelease(
      number,
      `Release ${number} in the database is not what was published: its model was changed by hand. Publish the definitions again with \`jig release\`.`,
    );
  const stored = JSON.parse(text) as Model;
  const missing = PARTS.find((part) => !Object.hasOwn(stored, part));
  if (definitions === null) {
    if (missing === undefined) return stored;
    throw ofAnotherProgram(number, `its model has no \`${missing}\``);
  }
  return compileStored(number, definitions);
}

function compileStored(number: number, definitions: Readonly<Record<string, string>>): Model {
  const { model, diagnostics } = compile(filesOf(definitions));
  if (model !== null) return model;
  const first = diagnostics.find(({ severity }) => severity === 'error');
  throw ofAnotherProgram(
    number,
    first === undefined
      ? 'its definitions do not compile here'
      : `${first.span.file}:${first.span.line}: ${first.message}`,
  );
}

/** Stored definitions as files, in the order in which they were read. */
export function filesOf(definitions: Readonly<Record<string, string>>): readonly SourceFile[] {
  return Object.entries(definitions).map(([path, text]) => ({ path, text }));
}

function ofAnotherProgram(number: number, why: string): UnreadableRelease {
  return new UnreadableRelease(
    number,
    `Release ${number} was published by another version of Jig, and this one cannot serve it: ${why}. Bring this program to that version.`,
  );
}
