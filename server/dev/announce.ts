import { relative } from 'node:path';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import type { DevPeopleJson } from '../../runtime/wire/view.ts';
import type { CommandIo } from '../cli/command.ts';
import type { Attempt } from './attempt.ts';
import { createPaint, inColumns } from './terminal.ts';

/** Says what became of the definitions: their mistakes, the release that now serves, or that the one before goes on. */
export function announceAttempt(
  io: CommandIo,
  folder: string,
  attempt: Attempt,
  before: number | null,
): void {
  const { release, diagnostics, files } = attempt;
  const paint = createPaint(io.colour);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  if (diagnostics.length > 0)
    io.out(
      `\n${renderText(diagnostics, { textOf: (file) => texts.get(file), colour: io.colour, folder: shown(folder) })}\n`,
    );
  const clock = new Date().toTimeString().slice(0, 8);
  if (release !== null && before !== null && release.number !== before)
    io.out(`${paint('dim', clock)} ${paint('good', `Release ${release.number} serves.`)}\n`);
  if (release === null) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    const count = errors === 1 ? '1 problem' : `${errors} problems`;
    const rest = before === null ? 'Waiting until it is mended.' : `Release ${before} goes on serving.`;
    io.out(`${paint('dim', clock)} ${paint('bad', `${count}.`)} ${rest}\n`);
  }
}

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
