import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Field } from '../../runtime/model/field.ts';
import { actionNamed } from '../operations/action-refusal.ts';
import { getRecord } from '../operations/get-record.ts';
import type { Context } from '../operations/operation.ts';
import { runAction } from '../operations/run-action.ts';
import type { ActionAnswer } from '../operations/run-action.ts';
import { runOperation } from '../operations/run-operation.ts';
import { readWords } from './arguments.ts';
import { UsageProblem, type Command, type CommandIo } from './command.ts';
import { findRecord, splitRecord } from './named-record.ts';
import { CommandProblem, namedActor, withRelease } from './with-release.ts';

/** `jig run`: a declared action on one record, by the same operation as the screens. */
export const run: Command = {
  name: 'run',
  summary: 'run an action on a record, as somebody',
  usage: `Usage: jig run <entity>/<record> <action> --as <person> [--input <name=value>]... [--dry-run]

Runs a declared action on one record with the rights of the person, under all rules, as their screens would.

  <record>     id or title, such as refund/R-17
  --as         key, e-mail address or name of who acts
  --input      a value that the action asks for; may be given several times
  --dry-run    do everything, take it back, and say what would change

It uses the database of DATABASE_URL, else the embedded one of JIG_DATA (else .jig), with the release in force there.

Exit code: 0 done, 2 refused or could not run.`,
  run: (args, io) => {
    const { inputs, rest } = takeInputs(args);
    const { words, values } = readWords(rest, { as: 'string', 'dry-run': 'boolean' });
    const [what, action, more] = words;
    const { as } = values;
    if (what === undefined || action === undefined || as === undefined)
      throw new UsageProblem(
        'Name a record, an action and who acts, such as `jig run refund/R-17 approve --as anna`',
      );
    if (more !== undefined) throw new UsageProblem(`\`${more}\` is one word too many`);
    return withRelease(io, async (operator) => {
      const named = splitRecord(what);
      const context = { ...operator, actor: await namedActor(operator, as) };
      const id = await findRecord(context, named);
      if (id === null)
        throw new CommandProblem(`Name a record of ${named.entity}, such as \`${named.entity}/R-17\`.`);
      const { version } = await runOperation(context, getRecord, { entity: named.entity, id });
      const answer = await runOperation(context, runAction, {
        entity: named.entity,
        id,
        action,
        version,
        body: bodyOf(context, named.entity, action, inputs),
        key: null,
        dryRun: values['dry-run'] === true,
      });
      tell(io, answer, action, what);
      return 0;
    });
  },
};

type Inputs = readonly (readonly [name: string, value: string])[];

/** The only option that may come several times. */
function takeInputs(args: readonly string[]): { inputs: Inputs; rest: readonly string[] } {
  const inputs: (readonly [string, string])[] = [];
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word !== '--input' && !word.startsWith('--input=')) {
      rest.push(word);
      continue;
    }
    const text = word === '--input' ? (args[(at += 1)] ?? '') : word.slice('--input='.length);
    const equals = text.indexOf('=');
    if (equals < 1)
      throw new UsageProblem('`--input` needs a name and a value, such as `--input why="Too late"`');
    inputs.push([text.slice(0, equals), text.slice(equals + 1)]);
  }
  return { inputs, rest };
}

/** Texts as the values that the fields of the input take; what the action does not ask for is left to it to refuse. */
function bodyOf({ release }: Context, entity: string, name: string, inputs: Inputs): Record<string, unknown> {
  const known = release.model.entities;
  const of = Object.hasOwn(known, entity) ? known[entity] : undefined;
  const fields = of === undefined ? {} : actionNamed(of, name).input;
  return Object.fromEntries(
    inputs.map(([field, text]) => [
      field,
      Object.hasOwn(fields, field) ? valueOf(fields[field], text) : text,
    ]),
  );
}

function valueOf(field: Field | undefined, text: string): unknown {
  if (field === undefined || text === '') return text === '' ? null : text;
  if (['choices', 'tags', 'references'].includes(field.type))
    return text.split(',').map((word) => word.trim());
  const { schema } = FIELD_TYPES[field.type];
  const type = schema(field)?.type;
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return type === 'integer' && /^-?\d{1,16}$/u.test(text) ? Number(text) : text;
}

function tell(
  io: CommandIo,
  { changes, version, warnings = [] }: ActionAnswer,
  action: string,
  what: string,
): void {
  if (changes === null) io.out(`${action} is done: ${what} is at version ${version}.\n`);
  else {
    io.out(`${action} on ${what} would change:\n`);
    for (const { field, before, after } of changes)
      io.out(`  ${field}: ${shown(before)} -> ${shown(after)}\n`);
  }
  for (const { message, rule } of warnings) io.out(`Warning: ${message} (${rule})\n`);
}

function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (typeof value === 'object' && 'title' in value && typeof value.title === 'string') return value.title;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
