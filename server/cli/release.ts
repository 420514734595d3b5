import { readFile } from 'node:fs/promises';
import type { Plan } from '../../runtime/diff/plan.ts';
import { Refusal } from '../operations/refusal.ts';
import { contentHash } from '../releases/content-hash.ts';
import { commitText, containsCommit, folderCommit } from '../releases/git-commit.ts';
import {
  migrationToResume,
  migrationToTakeBack,
  resumeRelease,
  takeBackRelease,
} from '../releases/resume.ts';
import { readWords } from './arguments.ts';
import { UsageProblem, type Command, type CommandIo } from './command.ts';
import { tellOutcome, tellProgress } from './migration-progress.ts';
import { openBundle, openHead, type OpenedHead } from './open-head.ts';
import type { OperatorApproval } from './operator-approval.ts';
import { publishAndTell } from './publish-and-tell.ts';
import { takeRepeated } from './repeated-option.ts';
import { withDatabase, type OperatorContext } from './with-database.ts';

/** `jig release`: puts definitions in force, through the plan. */
export const release: Command = {
  name: 'release',
  summary: 'publish definitions as a new release, through their plan',
  usage: `Usage: jig release [folder] --reason <text> [--plan <file>] [--approve <owner> --for <person>]... [--expect <hash>]
       jig release --bundle <file> --reason <text> [...]
       jig release --resume | --take-back [--reason <text>]

Makes the plan, refuses what blocks it or nobody approved, and puts the definitions in force beside running requests. Every process
that serves the database takes the new release over by itself.

  --reason     why; kept with the release
  --plan       the JSON file of \`jig plan\` that was looked at: refused where anything that it was made from moved
  --approve    an owner whose yes to the findings that wait for it you write down, with
  --for        who said it; both may come several times, in pairs
  --expect     the content hash that the definitions must have
  --bundle     a file of \`jig releases <number> --bundle\` instead of a folder
  --older      publish although the commit of the release in force is not part of this folder's history
  --wait       seconds to wait for another publisher (none when left out)
  --resume     go on with a migration that stopped
  --take-back  undo a migration whose release is not in force yet

Exit code: 0 in force or nothing to do, 1 the definitions have mistakes, 2 could not run, 3 refused or paused.`,
  run: async (args, io) => {
    const approve = takeRepeated(args, '--approve');
    const persons = takeRepeated(approve.rest, '--for');
    const { words, values } = readWords(persons.rest, {
      reason: 'string',
      plan: 'string',
      expect: 'string',
      bundle: 'string',
      older: 'boolean',
      wait: 'string',
      resume: 'boolean',
      'take-back': 'boolean',
    });
    if (words.length > 1)
      throw new UsageProblem(`Only one folder is expected, and \`${words[1]}\` is a second one`);
    if (values.resume === true || values['take-back'] === true)
      return goOnOrBack(values.resume === true, values['take-back'] === true, values.reason ?? null, io);
    const { reason, bundle, expect } = values;
    if (reason === undefined || reason.trim() === '')
      throw new UsageProblem('Say why with `--reason`: it is kept with the release');
    if (bundle !== undefined && words.length > 0)
      throw new UsageProblem('Name a folder or `--bundle`, not both');
    const approvals = pairs(approve.values, persons.values);
    const waitMs = readWait(values.wait);
    const plan = values.plan === undefined ? null : await readPlan(values.plan);
    const folder = words[0] ?? 'definitions';
    return withDatabase(io, async (context) => {
      const opened = bundle === undefined ? await openHead(folder, io) : await openBundle(bundle, io);
      if (typeof opened === 'number') return opened;
      refuseOther(opened, expect);
      const gitCommit =
        opened.bundle === null
          ? await commitOf(context, folder, values.older === true, io)
          : opened.bundle.from.git_commit;
      return publishAndTell(context, io, {
        head: opened.head,
        name: opened.name,
        reason: reason.trim(),
        gitCommit,
        rolledBackTo: null,
        plan,
        waitMs,
        approvals,
        folder: opened.bundle === null && opened.name !== './' ? opened.name : '',
      });
    });
  },
};

function goOnOrBack(isOn: boolean, isBack: boolean, reason: string | null, io: CommandIo): Promise<number> {
  if (isOn && isBack) throw new UsageProblem('Choose one of `--resume` and `--take-back`');
  return withDatabase(io, async (context) => {
    const run = { ...context, progress: tellProgress(io) };
    const outcome = isOn
      ? await resumeRelease(run, await migrationToResume(context), reason)
      : await takeBackRelease(run, await migrationToTakeBack(context), reason);
    return tellOutcome(io, outcome);
  });
}

function pairs(owners: readonly string[], persons: readonly string[]): readonly OperatorApproval[] {
  if (owners.length !== persons.length)
    throw new UsageProblem('Every `--approve <owner>` needs a `--for <person>`, and the other way round');
  return owners.map((owner, at) => ({ owner, person: persons[at] ?? '' }));
}

/** Seconds on the command line as milliseconds. */
export function readWait(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,5}$/u.test(text)) throw new UsageProblem('`--wait` takes whole seconds, such as `--wait 60`');
  return Number(text) * 1000;
}

/** The plan file that was looked at. */
async function readPlan(file: string): Promise<Plan> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageProblem(`The plan \`${file}\` cannot be read (${error.code ?? error.message})`);
  });
  try {
    const plan = JSON.parse(text) as Plan;
    if (plan.format === 1 && typeof plan.hash === 'string' && typeof plan.inputs === 'object') return plan;
  } catch {
    // Said below.
  }
  throw new UsageProblem(`\`${file}\` is no plan; \`jig plan --json <file>\` writes one`);
}

function refuseOther({ head, name }: OpenedHead, expected: string | undefined): void {
  const hash = contentHash(head.files);
  if (expected === undefined || hash === expected) return;
  throw new Refusal('release/content', `\`${name}\` has the content hash ${hash}, not ${expected}.`);
}

/** The commit of the folder. Refuses one that does not contain what the release in force was made from, unless that is meant. */
async function commitOf(
  { database }: OperatorContext,
  folder: string,
  mayBeOlder: boolean,
  io: CommandIo,
): Promise<string | null> {
  const found = await folderCommit(folder);
  const inForce = await readCommit(database);
  if (found !== null && inForce !== null && (await containsCommit(folder, inForce.commit)) === false) {
    const what = `Release ${inForce.number} was made from commit ${inForce.commit.slice(0, 12)}, which is not part of the history of \`${folder}\``;
    if (!mayBeOlder)
      throw new Refusal('release/older', `${what}: it may be an older checkout.`, {
        hint: 'Fetch and merge it first (`git fetch`, then `git merge`); or say `--older` to publish it nevertheless.',
      });
    io.out(`${what}; published nevertheless, as \`--older\` says.\n`);
  }
  if (found?.isDirty === true)
    io.out(`\`${folder}\` holds changes that are not committed; the release says so.\n`);
  return commitText(found);
}

async function readCommit(
  database: OperatorContext['database'],
): Promise<{ number: number; commit: string } | null> {
  const { rows } = await database.pool.query<{ number: number; commit: string | null }>(
    'select number, git_commit as commit from jig.release order by number desc limit 1',
  );
  const [row] = rows;
  return row === undefined || row.commit === null ? null : { number: row.number, commit: row.commit };
}
