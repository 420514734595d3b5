import { setTimeout as sleep } from 'node:timers/promises';
import { listRetired, type Retired } from '../migrate/list-retired.ts';
import type { Context } from '../operations/operation.ts';
import { purgeRetired } from '../operations/purge-retired.ts';
import { codeOf } from '../db/connection-problem.ts';
import { Refusal } from '../operations/refusal.ts';
import { runWorkspaceOperation } from '../operations/run-workspace-operation.ts';
import { readWords } from './arguments.ts';
import { UsageProblem, type Command, type CommandIo } from './command.ts';
import { withRelease } from './with-release.ts';

/** A busy table is tried this many times, a second each. */
const MOST_TRIES = 10;

/** `jig purge`: lists what is retired; removes one of it for good once the number of values is typed back. */
export const purge: Command = {
  name: 'purge',
  summary: 'list what releases retired, and remove it for good',
  usage: `Usage: jig purge [<entity> | <entity>.<field>] [--yes <number of values>] [--reason <text>]

Releases never remove what anybody wrote: a field or entity that the definitions no longer have is retired, with its values. Without a
name, lists everything that is retired. With a name, says what would be lost; with \`--yes\` and that number of values, removes it for
good. That cannot be undone, not by a rollback either, and is kept in the audit.

Exit code: 0 done, or nothing to do; 2 could not run; 3 not confirmed or refused.`,
  run: (args, io) => {
    const { words, values } = readWords(args, { yes: 'string', reason: 'string' });
    const [word, more] = words;
    if (more !== undefined)
      throw new UsageProblem(`Only one name is expected, and \`${more}\` is a second one`);
    if (word === undefined && values.yes !== undefined)
      throw new UsageProblem('`--yes` needs the name of what is to be removed');
    const confirmed = values.yes === undefined ? null : readCount(values.yes);
    return withRelease(io, async (context) => {
      if (word === undefined) return list(context, io);
      const [entity = '', field = null, rest] = word.split('.');
      if (rest !== undefined || entity === '' || field === '')
        throw new UsageProblem(`\`${word}\` is no entity and no field, such as \`order\` or \`order.total\``);
      const reason = values.reason ?? 'By an operator, at the command line.';
      return purgeOne(context, io, { entity, field, confirmed, reason });
    });
  },
};

/** A number of values as it is typed; separators as `jig purge` prints them are welcome. */
function readCount(text: string): number {
  const digits = text.replaceAll(/[,_ ]/gu, '');
  if (/^\d{1,15}$/u.test(digits)) return Number(digits);
  throw new UsageProblem(`\`--yes\` needs the number of values that will be lost, and \`${text}\` is none`);
}

async function list({ database }: Context, io: CommandIo): Promise<number> {
  const retired = await listRetired(database.pool);
  if (retired.length === 0) {
    io.out('Nothing is retired.\n');
    return 0;
  }
  const rows = retired.map((place) => [nameOf(place), whatOf(place), sizeOf(place.bytes), sinceOf(place)]);
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of rows)
    io.out(
      `${row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  io.out('\nNone of it is in use. `jig purge <name>` says what would be lost by removing it for good.\n');
  return 0;
}

type Wanted = {
  readonly entity: string;
  readonly field: string | null;
  readonly confirmed: number | null;
  readonly reason: string;
};

async function purgeOne(context: Context, io: CommandIo, wanted: Wanted): Promise<number> {
  const { entity, field, confirmed, reason } = wanted;
  const name = field === null ? entity : `${entity}.${field}`;
  const places = await listRetired(context.database.pool, { entity, field });
  const total = places.reduce((sum, { values }) => sum + values, 0);
  try {
    if (places.length > 0 && confirmed === null) {
      for (const place of places)
        io.out(`${nameOf(place)}: ${whatOf(place)}, ${sizeOf(place.bytes)}, ${sinceOf(place)}\n`);
      io.out(
        `\nRemoving it for good cannot be undone: no rollback brings it back, and releases before ${places.at(-1)?.release ?? 0} would find it empty.\n` +
          `To go on: jig purge ${name} --yes ${total}\n`,
      );
      return 3;
    }
    const request = { entity, field, values: confirmed ?? 0, reason };
    const gone = await patiently(() => runWorkspaceOperation(context, purgeRetired, request));
    io.out(`\`${name}\` is gone for good: ${gone.map(whatOf).join(', ')}.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.err(`${error.detail} ${error.hint}\n`);
    return 3;
  }
}

/** Steps back from a busy table and tries again, so that nobody waits behind it for long. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (codeOf(error) !== '55P03') throw error;
      if (attempt === MOST_TRIES)
        throw new Refusal('database/busy', 'The table is held by running statements; nothing was removed.', {
          cause: error,
        });
      await sleep(200 + Math.random() * 300);
    }
  }
}

const nameOf = ({ entity, field }: Retired): string => (field === null ? entity : `${entity}.${field}`);

function whatOf({ kind, values }: Retired): string {
  const word = { table: 'record', column: 'value', link: 'link' }[kind];
  return `${values.toLocaleString('en-GB')} ${word}${values === 1 ? '' : 's'}`;
}

function sizeOf(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power] ?? ''}`;
}

function sinceOf({ release, superseded }: Retired): string {
  return superseded
    ? `retired in release ${release}, where its values got another type`
    : `retired in release ${release}`;
}
