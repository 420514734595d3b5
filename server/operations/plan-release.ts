import { compile } from '../../runtime/compile/compile.ts';
import { renderJson } from '../../runtime/diagnostics/render-json.ts';
import { sortDiagnostics } from '../../runtime/diagnostics/report.ts';
import { mayPublish } from '../../runtime/policy/release-policy.ts';
import { fieldError, pointerTo } from '../../runtime/validate/pointer.ts';
import type { PlanAnswerJson } from '../../runtime/wire/releases.ts';
import { makePlan } from '../plan/make-plan.ts';
import { releaseFiles } from '../releases/content-hash.ts';
import { earlierRelease } from '../releases/earlier-release.ts';
import { filesOf } from '../releases/load-release.ts';
import { findKeptPlan, keepPlan } from '../releases/plan-store.ts';
import { PLAN_BUDGET_MS, planHead, type Head } from '../releases/publish.ts';
import { viewPlan } from '../releases/view-plan.ts';
import { readBody, type BodyReader } from './body-reader.ts';
import type { Context } from './operation.ts';
import { Refusal } from './refusal.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

/** Files that one plan may have, as many as a folder may. */
const MOST_FILES = 2_000;
const LONGEST_PATH = 200;

/** Makes the plan of definitions, or of going back to a release, and keeps it for others to look at. Changes nothing else. */
export const planRelease: WorkspaceOperation<{ readonly body: unknown }, PlanAnswerJson> = {
  name: 'plan-release',
  prepare: ({ context, require }, { body }) => {
    require(mayPublish(context.release.model, context.actor));
    const wanted = readWanted(body);
    return {
      kind: 'steps',
      run: async () => {
        const { database, actor, release, now } = context;
        const { head, rolledBackTo } =
          typeof wanted === 'number'
            ? await goingBack(context, wanted)
            : { head: compiled(wanted), rolledBackTo: null };
        const plan = await makePlan({
          database,
          head: planHead({ head, rolledBackTo }),
          against: { is: 'database' },
          budgetMs: PLAN_BUDGET_MS,
          reader: actor,
          today: now().toISOString().slice(0, 10),
          rollback: rolledBackTo !== null,
        });
        await keepPlan(database.pool, {
          plan,
          files: head.files,
          rollsBackTo: rolledBackTo,
          actorId: actor.id,
        });
        const kept = await findKeptPlan(database.pool, plan.hash);
        if (kept === null) throw new Error('The plan was not kept.');
        return viewPlan({ database, model: release.model, actor }, kept);
      },
    };
  },
};

async function goingBack(
  { database }: Context,
  number: number,
): Promise<{ readonly head: Head; readonly rolledBackTo: number }> {
  const earlier = await earlierRelease(database.pool, number);
  return { head: earlier.head, rolledBackTo: earlier.number };
}

type Texts = Readonly<Record<string, string>>;

/** The definitions by path, or the number of a release. */
function readWanted(body: unknown): Texts | number {
  const reader = readBody(body, ['definitions', 'release']);
  const { errors } = reader;
  if (reader.has('release') === reader.has('definitions')) {
    errors.push({ pointer: '', code: 'value/required', message: 'Send either `definitions` or `release`.' });
    reader.finish();
  }
  const wanted = reader.has('release') ? readNumber(reader) : readTexts(reader);
  reader.finish();
  return wanted;
}

function readNumber(reader: BodyReader): number {
  const number = reader.value('release');
  if (typeof number === 'number' && Number.isInteger(number) && number > 0 && number < 1e9) return number;
  reader.errors.push(fieldError('/release', 'value/type', { expected: 'the number of a release' }));
  return 0;
}

function readTexts(reader: BodyReader): Texts {
  const value = reader.value('definitions');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reader.errors.push(fieldError('/definitions', 'value/type', { expected: 'texts by path' }));
    return {};
  }
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  if (entries.length > MOST_FILES)
    reader.errors.push({
      pointer: '/definitions',
      code: 'body/too_many',
      message: `At most ${MOST_FILES} files make a release.`,
    });
  for (const [path, text] of entries.slice(0, MOST_FILES)) {
    const pointer = pointerTo('/definitions', path);
    if (typeof text !== 'string')
      reader.errors.push(fieldError(pointer, 'value/type', { expected: 'a text' }));
    else if (!isPath(path))
      reader.errors.push({
        pointer,
        code: 'value/type',
        message:
          'A path leads down from the folder and ends with .yaml, .yml or .md, such as `entities/order.yaml`.',
      });
    else if (/\0|\p{Surrogate}/u.test(text)) reader.errors.push(fieldError(pointer, 'text/null_character'));
  }
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function isPath(path: string): boolean {
  return (
    path.length <= LONGEST_PATH &&
    /^[^\0\\/]+(?:\/[^\0\\/]+)*\.(?:ya?ml|md)$/u.test(path) &&
    !path.split('/').some((part) => part === '.' || part === '..')
  );
}

function compiled(texts: Texts): Head {
  const files = releaseFiles(filesOf(texts));
  const { model, diagnostics } = compile(files);
  if (model !== null) return { files, model };
  const { diagnostics: list } = JSON.parse(renderJson(sortDiagnostics(diagnostics))) as {
    diagnostics: readonly { file: string; line: number; message: string; code: string; severity: string }[];
  };
  const errors = list.filter(({ severity }) => severity === 'error');
  throw new Refusal(
    'release/definitions',
    `The definitions have ${errors.length} ${errors.length === 1 ? 'mistake' : 'mistakes'}.`,
    {
      errors: errors.slice(0, 100).map(({ file, line, message, code }) => ({
        pointer: pointerTo('/definitions', file),
        code,
        message: `${file}:${line}: ${message}`,
      })),
      extra: { diagnostics: list.slice(0, 200) },
    },
  );
}
