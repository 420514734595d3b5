import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { formatFile } from '../../runtime/definition/format/format.ts';
import { hasSameContent } from '../../runtime/definition/format/same-content.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { loadDefinitions } from '../../server/releases/load-files.ts';
import { generateDefinitions } from '../support/generate-definitions.ts';
import { BIG_TOOL } from '../support/seeded-mistakes.ts';

const root = join(import.meta.dirname, '../..');
const corpus = join(root, 'test/diagnostics');
const { files: example } = await loadDefinitions(join(root, 'definitions'));

/** The model without places, which formatting changes. */
const modelOf = (files: readonly SourceFile[]): unknown =>
  JSON.parse(
    JSON.stringify(compile(files).model, (key, value: unknown) =>
      key === 'span' || key === 'spans' ? undefined : value,
    ),
  );

const codesOf = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code }) => code).sort();

const format = (files: readonly SourceFile[]): readonly SourceFile[] =>
  files.map((file) =>
    file.path.endsWith('.md') ? file : { path: file.path, text: formatFile(file) ?? file.text },
  );

describe('formatting twice gives what formatting once gives, and means the same', () => {
  it.each([
    ['the example workspace', example],
    ['generated definitions', generateDefinitions({ entities: 30, seed: 7 })],
    ['a large tool in one file', [{ path: 'tool.yaml', text: BIG_TOOL }]],
  ] as const)('%s', (_name, files) => {
    const once = format(files);
    expect(format(once)).toEqual(once);
    const model = modelOf(files);
    expect(modelOf(once)).toEqual(model);
  });

  const cases = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.yaml'),
  );
  it.each(cases)('the mistakes of %s', (path) => {
    const file = { path: 'input.yaml', text: readFileSync(join(corpus, path), 'utf8') };
    const once = formatFile(file);
    if (once === null) return;
    expect(hasSameContent(file, once)).toBe(true);
    expect(formatFile({ path: file.path, text: once })).toBe(once);
    const kindMoved = path.startsWith('document/kind-first') ? ['document/kind-first'] : [];
    const before = codesOf(compile([file]).diagnostics).filter((code) => !kindMoved.includes(code));
    expect(codesOf(compile([{ path: file.path, text: once }]).diagnostics)).toEqual(before);
  });
});

it('never mingles the keys of documents without `---` between them', () => {
  const text =
    'role: clerk\nrole: driver\nabout: Drives.\ntool: desk\nowner: sales\npurpose: Look at orders.\n';
  expect(formatFile({ path: 'input.yaml', text })).toBe(text);
});

it('keeps every comment beside what it stands beside', () => {
  const text = `# yaml-language-server: $schema=../jig.schema.json

# The first role.
role:   sales   # who sells
about: "Sells."
---
# An entity.
owner: sales   # the owner
entity: order
fields: # what it holds
  # A number.
  number: {type: sequence,
    # inside braces
    prefix: "SO-"}

  note: { "type": 'text' } # free
  # at the end of the fields
access:
  sales: # a role
    read: true
# at the end
`;
  const formatted = formatFile({ path: 'a.yaml', text });
  expect(formatted).toBe(`# yaml-language-server: $schema=../jig.schema.json

# The first role.
role: sales # who sells
about: Sells.
---
# An entity.
entity: order
owner: sales # the owner
fields: # what it holds
  # A number.
  number:
    type: sequence
    # inside braces
    prefix: SO-

  note: { type: text } # free
  # at the end of the fields
access:
  sales: { read: true } # a role
# at the end
`);
  expect(formatFile({ path: 'a.yaml', text: formatted ?? '' })).toBe(formatted);
});

it('writes text so that YAML reads it back, on as many lines as it needs', () => {
  const long = 'word '.repeat(60).trim();
  const text = `role: "sales"
title: 'true'
about: "Two lines,
  one text: with a colon"
---
role: a
about: "${long}"
---
role: b
about: "First.\\n\\nSecond: # not a comment.\\n"
---
role: c
about: "@home, [x]"
`;
  const formatted = formatFile({ path: 'a.yaml', text }) ?? '';
  expect(formatted.split('\n').every((line) => line.length <= 110)).toBe(true);
  expect(formatted).toContain('title: "true"');
  expect(formatted).toContain('about: "Two lines, one text: with a colon"');
  expect(formatted).toContain('about: >\n  word');
  expect(formatted).toContain('about: "@home, [x]"');
  expect(hasSameContent({ path: 'a.yaml', text }, formatted)).toBe(true);
  expect(formatFile({ path: 'a.yaml', text: formatted })).toBe(formatted);
});

it('leaves a file alone that is no YAML', () => {
  expect(formatFile({ path: 'a.yaml', text: 'role: "sales\n' })).toBeNull();
  expect(formatFile({ path: 'a.yaml', text: 'role: sales\nabout: Order #5\n' })).toBeNull();
});

it('leaves an expression in the lines that its author chose, and takes quotes off that say nothing', () => {
  const text = `entity: order
checks:
  a:
    that: >-
        total <= limit &&

          (paid ||
          open)
    say: "Only {limit}."
  b: { that: "total > 3", say: 'Not {total}.' }
never:
  c: |+ # why
    total == 1 &&
      paid

`;
  const formatted = formatFile({ path: 'a.yaml', text });
  expect(formatted).toBe(`entity: order
checks:
  a:
    that: >
      total <= limit &&

        (paid ||
        open)
    say: Only {limit}.
  b: { that: total > 3, say: "Not {total}." }
never:
  c: | # why
    total == 1 &&
      paid
`);
  expect(formatFile({ path: 'a.yaml', text: formatted ?? '' })).toBe(formatted);
  expect(hasSameContent({ path: 'a.yaml', text }, formatted ?? '')).toBe(true);
});
