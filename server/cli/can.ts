import { canPerson } from '../operations/can-person.ts';
import { runOperation } from '../operations/run-operation.ts';
import { readWords } from './arguments.ts';
import { UsageProblem, type Command } from './command.ts';
import { findRecord, splitRecord } from './named-record.ts';
import { renderVerdict } from './render-verdict.ts';
import { namedActor, withRelease } from './with-release.ts';

/** `jig can`: whether somebody may do something, and which grant or rule decides it. */
export const can: Command = {
  name: 'can',
  summary: 'say whether somebody may do something, and why',
  usage: `Usage: jig can <person> <operation> <entity>[/<record>] [--field <name>] [--json]

Says whether the person may do it, with every grant and rule that was asked, where it is written, and which part of its
condition decided: worked out by the very code that enforces it.

  <person>      key, e-mail address or name
  <operation>   read, create, update, delete, restore, export, or the name of an action
  <record>      id or title, such as refund/R-17; without one, the answer is for records in general
  --field       asks about one field of the record
  --json        print the verdict for programs

It uses the database of DATABASE_URL, else the embedded one of JIG_DATA (else .jig), with the release in force there.

Exit code: 0 allowed, 1 not allowed, 2 could not run.`,
  run: (args, io) => {
    const { words, values } = readWords(args, { field: 'string', json: 'boolean' });
    const [person, operation, what, more] = words;
    if (person === undefined || operation === undefined || what === undefined)
      throw new UsageProblem(
        'Name a person, an operation and a record, such as `jig can anna update refund/R-17`',
      );
    if (more !== undefined) throw new UsageProblem(`\`${more}\` is one word too many`);
    return withRelease(io, async (context) => {
      const named = splitRecord(what);
      const actor = await namedActor(context, person);
      const answer = await runOperation(context, canPerson, {
        entity: named.entity,
        person: actor.id,
        operation,
        action: null,
        id: await findRecord(context, named),
        field: values.field ?? null,
      });
      io.out(values.json === true ? `${JSON.stringify(answer, null, 2)}\n` : renderVerdict(answer.verdict));
      return answer.verdict.allowed ? 0 : 1;
    });
  },
};
