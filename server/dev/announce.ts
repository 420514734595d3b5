import { relative } from 'node:path';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { DevPeopleJson } from '../../runtime/wire/view.ts';
import type { CommandIo } from '../cli/command.ts';
import type { ActiveRelease } from '../releases/activate.ts';
import type { Attempt } from './attempt.ts';
import { createPaint, inColumns } from './terminal.ts';

/** Says what became of the definitions: their mistakes, the release that now serves, or that the one before goes on. */
export function announceAttempt(
  io: CommandIo,
  folder: string,
  attempt: Attempt,
  before: ActiveRelease | null,
): void {
  const { release, diagnostics, files } = attempt;
  const paint = createPaint(io.colour);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  if (diagnostics.length > 0)
    io.out(
      `\n${renderText(diagnostics, { textOf: (file) => texts.get(file), colour: io.colour, folder: shown(folder) })}\n`,
    );
  const clock = new Date().toTimeString().slice(0, 8);
  if (release !== null && before !== null && release.number !== before.number)
    io.out(
      `${paint('dim', clock)} ${paint('good', `Release ${release.number} serves.`)}${setAside(before.model, release.model)}\n`,
    );
  if (release === null) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    const count = errors === 1 ? '1 problem' : `${errors} problems`;
    const rest =
      before === null ? 'Waiting until it is mended.' : `Release ${before.number} goes on serving.`;
    io.out(`${paint('dim', clock)} ${paint('bad', `${count}.`)} ${rest}\n`);
  }
}

/** Says that a release came from elsewhere: another process, or `jig release` and `jig rollback`. */
export function announcePublished(io: CommandIo, release: number, isOwn: boolean): void {
  const paint = createPaint(io.colour);
  const clock = new Date().toTimeString().slice(0, 8);
  io.out(
    `${paint('dim', clock)} ${paint('good', `Release ${release} serves.`)} It was published from elsewhere.${isOwn ? ' The next saved change puts this folder in force again.' : ''}\n`,
  );
}

/** Says at the start what the database holds and these definitions do not name: it may be the wrong folder. */
export function announceSetAside(io: CommandIo, before: Model | null, after: ActiveRelease): void {
  const text = before === null ? '' : setAside(before, after.model);
  if (text !== '') io.out(`\n  Release ${after.number} replaces the one before.${text}\n`);
}

/** What the definitions name no more: nobody sees it, but nothing of it is lost. */
function setAside(before: Model, after: Model): string {
  const gone = Object.values(before.entities).flatMap((old) => {
    const now = successor(after.entities, old.name);
    if (now === undefined) return [`\`${old.name}\``];
    const fields = Object.values(old.fields).filter(({ type }) => type !== 'children');
    return fields
      .filter(({ name }) => successor(now.fields, name) === undefined)
      .map(({ name }) => `\`${old.name}.${name}\``);
  });
  if (gone.length === 0) return '';
  const rest = gone.length > 10 ? ` and ${gone.length - 10} more` : '';
  return (
    ` No longer defined: ${gone.slice(0, 10).join(', ')}${rest}. What was stored there is kept and comes back\n` +
    '         with the name; if it has a new name, say so with `was: <old name>`.'
  );
}

type Named = { readonly name: string; readonly was: string | null };

/** What has the name now, or had it according to its `was`. */
const successor = <T extends Named>(items: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.values(items).find((item) => item.name === name) ??
  Object.values(items).find((item) => item.was === name);

type Start = {
  readonly title: string;
  readonly address: string;
  readonly people: DevPeopleJson['people'];
  readonly folder: string;
  readonly release: number;
};

/** The address, and who may sign in. */
export function announceStart(io: CommandIo, { title, address, people, folder, release }: Start): void {
  const paint = createPaint(io.colour);
  const rows = people.map(({ key, name, roles }) => [key, name, roles.map((role) => role.title).join(', ')]);
  const who =
    rows.length === 0
      ? '  Nobody yet: add people to people.dev.yaml in the definitions folder.'
      : `  Sign in as one of\n${inColumns(rows.map((row) => ['', ...row]))}`;
  io.out(
    `\n  ${paint('strong', title)}, release ${release}\n  ${paint('good', address)}\n\n${who}\n\n` +
      `  Watching ${shown(folder)} for changes. Ctrl+C stops.\n\n`,
  );
}

/** The folder as seen from where the program was started, with a slash at the end. */
function shown(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path === '' ? './' : path.startsWith('..') ? `${folder}/` : `${path}/`;
}
