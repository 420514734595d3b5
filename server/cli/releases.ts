import { writeFile } from 'node:fs/promises';
import { renderPlanJson } from '../../runtime/diff/render/render-json.ts';
import { renderPlanText } from '../../runtime/diff/render/render-text.ts';
import type { MigrationJson, ReleaseJson } from '../../runtime/wire/releases.ts';
import { readConfig } from '../config.ts';
import { Refusal } from '../operations/refusal.ts';
import { readRelease } from '../plan/base-side.ts';
import { readBindings } from '../parameters/bindings.ts';
import { writeBundle } from '../releases/bundle.ts';
import { compareReleases } from '../releases/compare-releases.ts';
import { viewMigration } from '../releases/migration-view.ts';
import { livingProcesses } from '../releases/process-rows.ts';
import { findRelease, listReleases, type StoredReleaseDetail } from '../releases/release-list.ts';
import { readWords } from './arguments.ts';
import { UsageProblem, type Command, type CommandIo } from './command.ts';
import { readNumber } from './rollback.ts';
import { withDatabase, type OperatorContext } from './with-database.ts';

/** Releases that are listed unless all are wanted. */
const USUAL = 20;

/** `jig releases`: what was published, by whom and why, and what differs. */
export const releases: Command = {
  name: 'releases',
  summary: 'list releases, show one, or what two differ in',
  usage: `Usage: jig releases [--all] [--json]
       jig releases <number> [--json | --bundle <file>]
       jig releases <number> <other number> [--json]

Lists the releases of the database, the latest first, with the migration that is open and the processes that serve it. With a number
shows one release; with two what the second changes of the first.

  --all      every release, not only the latest ${USUAL}
  --bundle   write the definitions of the release to a file, for \`jig release --bundle\` in another environment
  --json     for programs

Exit code: 0 shown, 2 could not run, 3 there is no such release.`,
  run: (args, io) => {
    const { words, values } = readWords(args, { all: 'boolean', json: 'boolean', bundle: 'string' });
    const [from, to, more] = words.map(readNumber);
    if (more !== undefined) throw new UsageProblem('At most two releases are compared');
    const json = values.json === true;
    const { bundle } = values;
    if (bundle !== undefined && (from === undefined || to !== undefined))
      throw new UsageProblem('`--bundle` needs the number of one release');
    return withDatabase(io, async (context) => {
      if (from === undefined) return list(context, io, values.all === true, json);
      if (bundle !== undefined) return writeBundleFile(context, io, from, bundle);
      if (to === undefined) return show(context, io, from, json);
      const { plan } = await compareReleases(context.database.pool, from, to);
      io.out(json ? renderPlanJson(plan) : `${renderPlanText(plan, { colour: io.colour, sql: false })}\n`);
      return 0;
    });
  },
};

async function list(context: OperatorContext, io: CommandIo, all: boolean, json: boolean): Promise<number> {
  const { database, actor } = context;
  const found = await listReleases(database.pool, { before: null, most: all ? 1_000_000 : USUAL });
  const newest = await readRelease(database.pool, null);
  const migration =
    newest === null ? null : await viewMigration(database, { model: newest.model, actor }, { closed: false });
  const processes = await livingProcesses(database.pool);
  const environment = readBindings(readConfig(io.env))?.environment ?? null;
  if (json) {
    io.out(`${JSON.stringify({ environment, releases: found, migration, processes }, null, 2)}\n`);
    return 0;
  }
  if (environment !== null) io.out(`Environment: ${environment}\n`);
  if (found.length === 0) io.out('The database has no release yet. `jig release` publishes the first one.\n');
  for (const each of found) io.out(lineOf(each));
  if (!all && found.length === USUAL) io.out('Older ones: `jig releases --all`.\n');
  if (migration !== null) io.out(describeMigration(migration));
  if (processes.length > 0)
    io.out(
      `\nServed by ${processes.map(({ name, serving }) => `${name} (release ${serving})`).join(', ')}.\n`,
    );
  return 0;
}

function lineOf({
  number,
  in_force,
  activated_at,
  activated_by,
  reason,
  git_commit,
  rolled_back_to,
  summary,
}: ReleaseJson): string {
  const head = `${in_force ? '*' : ' '} ${String(number).padStart(4)}  ${minute(activated_at)}  ${activated_by.name}`;
  const from = git_commit === null ? '' : `  ${shortCommit(git_commit)}`;
  const back = rolled_back_to === null ? '' : `  back to ${rolled_back_to}`;
  const why = reason === null ? '  put in force in development' : `  ${oneLine(reason)}`;
  return `${head}${from}${back}${why}\n${summary === null ? '' : `        ${summary}\n`}`;
}

function describeMigration({
  state,
  attended,
  started_by,
  started_at,
  stages,
  problem,
}: MigrationJson): string {
  const done = stages.filter((stage) => stage.state === 'done').length;
  const next = stages.find((stage) => stage.state !== 'done');
  const how = {
    running: attended ? 'goes on' : 'was left by a process that ended',
    paused: 'is paused',
    taking_back: attended ? 'is being taken back' : 'was being taken back by a process that ended',
    done: 'is done',
    taken_back: 'was taken back',
  }[state];
  const far = next?.progress == null ? '' : `, ${next.progress.done} of about ${next.progress.of} records`;
  const lines = [
    `\nA migration of ${started_by.name} since ${minute(started_at)} ${how}: ${done} of ${stages.length} steps are done.`,
    ...(next === undefined ? [] : [`  Next: ${next.what}${far}`]),
    ...(problem === null ? [] : [`  ${problem.message}`, `  ${problem.next}`]),
    ...(attended ? [] : ['  `jig release --resume` goes on with it; `jig release --take-back` undoes it.']),
  ];
  return `${lines.join('\n')}\n`;
}

async function show(context: OperatorContext, io: CommandIo, number: number, json: boolean): Promise<number> {
  const found = await mustFind(context, number);
  if (json) {
    io.out(`${JSON.stringify(found, null, 2)}\n`);
    return 0;
  }
  const {
    activated_at,
    activated_by,
    reason,
    git_commit,
    content_hash,
    base,
    rolled_back_to,
    plan,
    approvals,
  } = found;
  const rows = [
    ['published', `${minute(activated_at)} by ${activated_by.name}${found.in_force ? ', in force' : ''}`],
    ['reason', reason === null ? 'none: put in force in development' : oneLine(reason)],
    ['commit', git_commit ?? 'none'],
    ['content', content_hash ?? 'none: made without files'],
    ['before it', base === null ? 'none' : `release ${base}`],
    ...(rolled_back_to === null ? [] : [['back to', `release ${rolled_back_to}`]]),
    ...(plan === null ? [] : [['plan', plan.hash]]),
    ...approvals.map((each) => [
      'approved',
      `${each.subject} (${each.code}) for ${each.owner} by ${each.approved_for ?? each.approved_by.name}: ${oneLine(each.reason)}`,
    ]),
  ];
  io.out(
    `Release ${number}\n${rows.map(([name = '', value = '']) => `  ${name.padEnd(10)} ${value}`).join('\n')}\n`,
  );
  if (plan !== null) io.out(`\n${renderPlanText(plan, { colour: io.colour, sql: false })}\n`);
  return 0;
}

async function mustFind({ database }: OperatorContext, number: number): Promise<StoredReleaseDetail> {
  const found = await findRelease(database.pool, number);
  if (found === null) throw new Refusal('release/unknown', `There is no release ${number}.`);
  return found;
}

async function writeBundleFile(
  context: OperatorContext,
  io: CommandIo,
  number: number,
  file: string,
): Promise<number> {
  const { content_hash, definitions, git_commit } = await mustFind(context, number);
  const release = await readRelease(context.database.pool, number);
  if (definitions === null || content_hash === null || release === null)
    throw new Refusal(
      'release/not_kept',
      `Release ${number} was made without files, so there is nothing to bundle.`,
    );
  const { language, workspace } = release.model;
  const environment = readBindings(readConfig(io.env))?.environment ?? null;
  const from = { workspace: workspace.name, environment, release: number, git_commit };
  await writeFile(file, writeBundle({ jig_bundle: 1, content_hash, language, from, definitions }));
  io.out(`Wrote release ${number} to ${file}. Content hash: ${content_hash}\n`);
  return 0;
}

const minute = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
const shortCommit = (commit: string): string => commit.replace(/^([0-9a-f]{12})[0-9a-f]*/u, '$1');
