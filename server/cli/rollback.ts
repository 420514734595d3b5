import { earlierRelease } from '../releases/earlier-release.ts';
import { readWords } from './arguments.ts';
import { UsageProblem, type Command } from './command.ts';
import type { OperatorApproval } from './operator-approval.ts';
import { publishAndTell } from './publish-and-tell.ts';
import { readWait } from './release.ts';
import { takeRepeated } from './repeated-option.ts';
import { withDatabase } from './with-database.ts';

/** `jig rollback`: publishes the definitions of an earlier release again. */
export const rollback: Command = {
  name: 'rollback',
  summary: 'publish an earlier release again, as a new one',
  usage: `Usage: jig rollback [number] --reason <text> [--approve <owner> --for <person>]... [--wait <seconds>]

Publishes the definitions of an earlier release as a new one, through the same plan; without a number those of the release that was
in force before. Nothing written since is lost: fields that came later are put aside with their values and come back with the next
release that has them. Refuses, with the records and what can be done, where data would not fit the earlier definitions.

Exit code: 0 in force, 2 could not run, 3 refused or paused.`,
  run: (args, io) => {
    const approve = takeRepeated(args, '--approve');
    const persons = takeRepeated(approve.rest, '--for');
    const { words, values } = readWords(persons.rest, { reason: 'string', wait: 'string' });
    const [word, more] = words;
    if (more !== undefined)
      throw new UsageProblem(`Only one number is expected, and \`${more}\` is a second one`);
    const { reason } = values;
    if (reason === undefined || reason.trim() === '')
      throw new UsageProblem('Say why with `--reason`: it is kept with the release');
    if (approve.values.length !== persons.values.length)
      throw new UsageProblem('Every `--approve <owner>` needs a `--for <person>`, and the other way round');
    const number = word === undefined ? null : readNumber(word);
    const waitMs = readWait(values.wait);
    const approvals: OperatorApproval[] = approve.values.map((owner, at) => ({
      owner,
      person: persons.values[at] ?? '',
    }));
    return withDatabase(io, async (context) => {
      const earlier = await earlierRelease(context.database.pool, number);
      return publishAndTell(context, io, {
        head: earlier.head,
        reason: reason.trim(),
        gitCommit: earlier.gitCommit,
        rolledBackTo: earlier.number,
        plan: null,
        waitMs,
        approvals,
        folder: '',
      });
    });
  },
};

/** The number of a release. Throws a UsageProblem. */
export function readNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/u.test(text)) return Number(text);
  throw new UsageProblem(`\`${text}\` is no number of a release`);
}
