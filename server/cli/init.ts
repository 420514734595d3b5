import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { languageSchema } from '../../runtime/definition/shape/json-schema.ts';
import { readArguments } from './arguments.ts';
import type { Command, CommandIo } from './command.ts';
import { initFiles } from './init-files.ts';

/** `jig init`: a small workspace that runs as it is. */
export const init: Command = {
  name: 'init',
  summary: 'make a small workspace to begin with',
  usage: `Usage: jig init [folder]

Writes a small workspace that runs into the folder (\`definitions\` when none is named): one entity, two roles, one tool
with its runbook, people to sign in as while developing, and the schema that lets editors complete and check.

The folder is made where there is none; one that holds anything is left as it is.

Exit code: 0 made, 2 could not.`,
  run: (args, io) => {
    const { folder } = readArguments(args, {});
    const target = resolve(folder);
    try {
      if (!isEmpty(target, folder, io)) return Promise.resolve(2);
      const schema = `${JSON.stringify(languageSchema(), null, 2)}\n`;
      for (const { path, text } of initFiles(workspaceName(target), workspaceTitle(target), schema)) {
        mkdirSync(dirname(join(target, path)), { recursive: true });
        writeFileSync(join(target, path), text, { flag: 'wx' });
      }
    } catch (error) {
      io.err(`The workspace cannot be written to ${target}: ${reasonOf(error)}.\n`);
      return Promise.resolve(2);
    }
    io.out(nextSteps(folder));
    return Promise.resolve(0);
  },
};

function isEmpty(target: string, folder: string, io: CommandIo): boolean {
  let names: readonly string[] = [];
  try {
    names = readdirSync(target);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  if (names.length === 0) return true;
  io.err(
    `The folder \`${folder}\` is not empty (it holds \`${names.toSorted()[0]}\`), so nothing was written.\n` +
      'Name a new folder, such as `jig init my-definitions`.\n',
  );
  return false;
}

/** A definition name made from the folder's: lower-case words joined by `_`, at most 50 characters. */
function workspaceName(target: string): string {
  const words = basename(target)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replace(/^[_\d]+/u, '')
    .slice(0, 50)
    .replace(/_+$/u, '');
  return words === '' ? 'workspace' : words;
}

function workspaceTitle(target: string): string {
  const words = workspaceName(target).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function nextSteps(folder: string): string {
  return `Made a workspace in ${folder}.

  jig dev ${folder}      screens on this machine, which follow every saved change
  jig check ${folder}    every mistake, with file, line and fix

Begin with ${join(folder, 'task.yaml')}: a field is one line. ${join(folder, 'README.md')} says what the other files are.
`;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'this user may not write there';
  if (code === 'ENOTDIR') return 'a part of the path is a file';
  if (code === 'ENOSPC') return 'the disk is full';
  return error instanceof Error ? error.message : String(error);
}
