import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { compile } from '../../runtime/compile/compile.ts';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import type { Model } from '../../runtime/model/model.ts';

const folder = fileURLToPath(new URL('../../definitions', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(?:yaml|md)$/u.test(path) && path !== 'people.dev.yaml')
  .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));

export type Edit = { readonly file: string; readonly from: string; readonly to: string };

/** The example workspace after an edit; without its examples, which would have to change with it. */
export function example(edit: Edit | null = null): Model {
  const edited = files.map(({ path, text }) => {
    const whole = path.endsWith('.yaml') ? text.replace(/^examples:\n(?: {2}.*\n|\n)*/mu, '') : text;
    if (path !== edit?.file) return { path, text: whole };
    if (!whole.includes(edit.from)) throw new Error(`There is no \`${edit.from}\` in ${path}.`);
    return { path, text: whole.replace(edit.from, () => edit.to) };
  });
  const { model, diagnostics } = compile(edited);
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return model;
}

/** The rows that differ, as `order sales read: wider`. */
export function rows(base: Model, head: Model): readonly string[] {
  return compareAccess(base, head).map(({ entity, role, operation, field, verdict }) => {
    const what = [entity ?? 'workspace', role, operation, field].filter((part) => part !== null);
    return `${what.join(' ')}: ${verdict}`;
  });
}
