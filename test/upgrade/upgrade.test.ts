import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { isDefinitionFile, type SourceFile } from '../../runtime/definition/source-file.ts';
import { diffModels } from '../../runtime/diff/diff-models.ts';
import { durationSpelling, meantDuration } from '../../runtime/model/duration-spelling.ts';
import { parseDuration } from '../../runtime/model/field-types/temporal.ts';
import type { Model } from '../../runtime/model/model.ts';
import { differenceInMeaning } from '../../runtime/upgrade/same-meaning.ts';
import { unifiedDiff } from '../../runtime/upgrade/unified-diff.ts';
import { upgrade, type Upgrade } from '../../runtime/upgrade/upgrade.ts';
import { loadDefinitions } from '../../server/releases/load-files.ts';

/** Definitions in language 1, as they were when it was the newest. They are never edited. */
const { files: frozen } = await loadDefinitions(join(import.meta.dirname, 'language-1'));

function modelOf(files: readonly SourceFile[]): Model {
  const { model, diagnostics } = compile(files);
  expect(diagnostics).toEqual([]);
  if (model === null) throw new Error('no model');
  return model;
}

/** Places in a file, and offsets in an expression or a cell. */
const PLACE =
  /\.(?:file|line|column|endLine|endColumn)$|\.(?:tree|cells|values|parts)\.(?:.*\.)?(?:start|end)$/u;

type Rewritten = Extract<Upgrade, { is: 'rewritten' }>;
function rewrite(files: readonly SourceFile[]): Rewritten {
  const result = upgrade(files, 2);
  if (result.is !== 'rewritten') throw new Error(JSON.stringify(result));
  return result;
}
function applied(files: readonly SourceFile[], { files: changed }: Rewritten): readonly SourceFile[] {
  const texts = new Map(changed.map(({ path, after }) => [path, after]));
  return files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
}

describe('definitions of language 1', () => {
  it('are read as ever', () => {
    const model = modelOf(frozen);
    expect(model.language).toBe(1);
    expect(model.entities['repair']?.fields['wait']).toMatchObject({
      default: 93_600,
      min: 0,
      max: 7_776_000,
    });
    expect(model.parameters['answer_within']).toMatchObject({
      value: 14_400,
      field: { min: 1800, max: 172_800 },
    });
    expect(model.entities['repair']?.examples['begun']).toMatchObject({
      given: { wait: 'P3D', code: 'P3D' },
      with: { within: 'PT10H', note: 'PT10H' },
    });
    expect(model.tools['repair_desk']?.screens['exact']).toMatchObject({
      filters: [
        { path: 'wait', operator: 'eq', values: ['P1D', 'PT24H', '90'] },
        { path: 'part.lead_time', operator: 'empty', values: ['false'] },
      ],
    });
  });

  it('are rewritten where durations stand, and nowhere else', async () => {
    const result = rewrite(frozen);
    expect([result.from, result.to]).toEqual([1, 2]);
    for (const { path, after } of result.files)
      await expect(after).toMatchFileSnapshot(join(import.meta.dirname, 'language-2', path));
    expect(result.files.map(({ path }) => path)).toEqual(['desk.yml', 'repair.yaml', 'workspace.yaml']);
  });

  it('compile to the same model afterwards', () => {
    const before = modelOf(frozen);
    const after = modelOf(applied(frozen, rewrite(frozen)));
    expect(after.language).toBe(2);
    // Besides places, only what shows how the author spelled it may differ.
    const spelled = differences(before, after).filter((path) => !PLACE.test(path));
    expect(spelled).toEqual([
      'language',
      'entities.repair.actions.finish.set.took.text',
      ...['at_once', 'today', 'round', 'odd', 'late'].map((row) => `decisions.pace.written.${row}.wait`),
    ]);
  });

  it('are planned as nothing but a change of the version', () => {
    const changes = diffModels(modelOf(frozen), modelOf(applied(frozen, rewrite(frozen))));
    expect(changes).toMatchObject([{ kind: 'workspace/language', before: '1', after: '2' }]);
  });

  it('are a fixed point after one upgrade', () => {
    expect(upgrade(applied(frozen, rewrite(frozen)), 2)).toEqual({ is: 'current', language: 2 });
  });

  it('keep byte order marks and line ends of Windows', () => {
    const windows = frozen.map(({ path, text }) => ({
      path,
      text: isDefinitionFile(path) ? `\uFEFF${text.replaceAll('\n', '\r\n')}` : text,
    }));
    const unix = new Map(rewrite(frozen).files.map(({ path, after }) => [path, after]));
    const rewritten = rewrite(windows).files;
    expect(rewritten.length).toBe(3);
    for (const { path, after } of rewritten)
      expect(after).toBe(`\uFEFF${(unix.get(path) ?? '').replaceAll('\n', '\r\n')}`);
  });
});

it('the example workspace in language 1 means the same in language 2', async () => {
  const { files } = await loadDefinitions(join(import.meta.dirname, '../../definitions'));
  expect(modelOf(files).language).toBe(2);
  const old = files.map(({ path, text }) => ({
    path,
    text: text
      .replace('language: 2', 'language: 1')
      .replaceAll(/(\b(?:min|max): )(\d+)([dh])\b/gu, (_all, key: string, count: string, unit: string) =>
        unit === 'd' ? `${key}P${count}D` : `${key}PT${count}H`,
      ),
  }));
  expect(modelOf(old).language).toBe(1);
  expect(applied(old, rewrite(old))).toEqual(files);
});

describe('what is refused', () => {
  const [first, ...rest] = frozen;

  it('definitions with mistakes', () => {
    const broken = [...rest, { path: first?.path ?? '', text: `${first?.text ?? ''}colour: red\n` }];
    const result = upgrade(broken, 2);
    expect(result).toMatchObject({ is: 'broken' });
    expect(result.is === 'broken' ? result.diagnostics.map(({ code }) => code) : []).toContain('key/unknown');
  });

  it('going back', () => {
    expect(upgrade(applied(frozen, rewrite(frozen)), 1)).toEqual({ is: 'older', language: 2 });
  });
});

describe('two models mean the same only if they do', () => {
  const model = modelOf(frozen);

  it('whatever part is changed, it is seen', () => {
    const unseen: string[] = [];
    let leaves = 0;
    for (const part of partsOf(model))
      visit(part, '', (path, change) => {
        leaves += 1;
        // One place is as good as all.
        if (/\.(?:file|line|endLine|endColumn)$/u.test(path) || (path.endsWith('.column') && leaves > 200))
          return;
        if (differenceInMeaning(part, change()) === null) unseen.push(path);
      });
    expect(leaves).toBeGreaterThan(1000);
    // Besides places: the version, and the texts of what is compared as a tree or a compiled table.
    const spelled =
      /^language$|^decisions\.pace\.written\.|\.(?:that|when|where|rows|expression|\w+_?when|set\.\w+)\.text$/iu;
    expect(unseen.filter((path) => !PLACE.test(path) && !spelled.test(path))).toEqual([]);
    expect(unseen).toContain('decisions.pace.written.late.wait');
  });

  it('and an order of names is part of it', () => {
    const { repair, spare } = model.entities;
    if (repair === undefined || spare === undefined) throw new Error('no entities');
    expect(differenceInMeaning(model, { ...model, entities: { spare, repair } })).toBe('entities');
  });
});

describe('spellings of durations', () => {
  const [iso, units] = [durationSpelling(1), durationSpelling(2)];

  it.each([
    ['PT1H30M', '1h30m', 5400],
    ['P1DT2H3M4S', '1d2h3m4s', 93_784],
    ['-PT90S', '-90s', -90],
    ['P000120D', '000120d', 10_368_000],
    ['PT0H', '0h', 0],
  ])('%s is %s', (long, short, seconds) => {
    expect([iso.toIso(long), units.fromIso(long), units.toIso(short)]).toEqual([long, short, long]);
    expect(parseDuration(long)).toBe(seconds);
  });

  it.each(['', '-', 'P', 'PT', 'P1Y', 'PT1H', '1h 30m', '1m1h', '1.5h', '5ms', '1H', '90', 'h', '1h30'])(
    '`%s` is none in language 2',
    (text) => expect(units.toIso(text)).toBeNull(),
  );

  it.each([
    ['1h 30m', '1h30m'],
    ['90 min', '1h30m'],
    ['2 days', '2d'],
    ['1w', '7d'],
    ['pt5m', '5m'],
    ['-5 minutes', '-5m'],
    ['1.5h', null],
    ['soon', null],
    ['5ms', null],
  ])('`%s` was meant as %s', (text, meant) => expect(meantDuration(units, text)).toBe(meant));
});

it('shows a change as a unified diff, with what has no line end at its end', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
  const before = lines.join('\n');
  const after = before.replace('line 2\n', 'line two\n').replace('line 20', 'line twenty');
  expect(unifiedDiff({ path: 'a.yaml', before, after }, 'd/')).toBe(`--- a/d/a.yaml
+++ b/d/a.yaml
@@ -1,5 +1,5 @@
 line 1
-line 2
+line two
 line 3
 line 4
 line 5
@@ -17,4 +17,4 @@
 line 17
 line 18
 line 19
-line 20
\\ No newline at end of file
+line twenty
\\ No newline at end of file
`);
  expect(unifiedDiff({ path: 'b', before: 'one\ntwo\n', after: 'one\nand a half\ntwo\n' })).toBe(
    '--- a/b\n+++ b/b\n@@ -1,2 +1,3 @@\n one\n+and a half\n two\n',
  );
});

/** Paths of leaves that differ. */
function differences(a: unknown, b: unknown, path = ''): readonly string[] {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null)
    return Object.is(a, b) ? [] : [path];
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((name) =>
    differences(left[name], right[name], path === '' ? name : `${path}.${name}`),
  );
}

/** Models that hold one entity, tool, role and so on each, and the workspace: comparing them is quick. */
function partsOf(model: Model): readonly Model[] {
  const none = { entities: {}, roles: {}, tools: {}, parameters: {}, decisions: {} };
  const kinds = Object.keys(none) as (keyof typeof none)[];
  const { workspace, language } = model;
  const bare: Model = { language, workspace, ...none };
  return [
    bare,
    ...kinds.flatMap((kind) =>
      Object.entries(model[kind]).map(([name, one]) => ({ ...bare, [kind]: { [name]: one } })),
    ),
  ];
}

/** Each leaf of a model, with how to make the model in which only that is something else. */
function visit(model: Model, path: string, see: (path: string, change: () => Model) => void): void {
  const at = path === '' ? [] : path.split('\0');
  const value = at.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], model);
  if (typeof value === 'object' && value !== null) {
    for (const name of Object.keys(value)) visit(model, path === '' ? name : `${path}\0${name}`, see);
    return;
  }
  see(at.join('.'), () => changed(model, at) as Model);
}

function changed(part: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return typeof part === 'number' ? part + 1 : `${String(part)}!`;
  if (Array.isArray(part))
    return part.map((item, index) => (String(index) === name ? changed(item, rest) : item));
  const map = part as Record<string, unknown>;
  return { ...map, [name]: changed(map[name], rest) };
}
