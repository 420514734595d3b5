import { describe, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { formatFile } from '../../runtime/definition/format/format.ts';

/** Milliseconds that any of these may take on a busy machine; each takes a small part of it on an idle one. */
const PATIENCE = 5000;

const HOSTILE: Readonly<Record<string, readonly [text: string, code: string]>> = {
  'more than a million characters': ['x'.repeat(2_000_000), 'file/too-large'],
  'a map of 100,000 keys': [
    Array.from({ length: 100_000 }, (_, index) => `k${index}: 1`)
      .join('\n')
      .slice(0, 1_000_000),
    'file/too-large',
  ],
  'a map of 2,001 keys': [
    Array.from({ length: 2001 }, (_, index) => `k${index}: 1`).join('\n'),
    'file/too-large',
  ],
  '1,001 documents': ['role: a\n---\n'.repeat(1001), 'file/too-large'],
  'half a million open brackets': ['['.repeat(500_000), 'file/too-deep'],
  '1,000 levels of indentation': [
    Array.from({ length: 1000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
    'file/too-deep',
  ],
  'an alias bomb': ['a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n', 'yaml/anchor'],
  '4,000 aliases': [`a: [${'*x, '.repeat(4000)}]`, 'yaml/alias'],
  'a quote that is never closed': [`a: "${'x\n'.repeat(400_000)}`, 'yaml/syntax'],
  'fifty thousand commas': [`a: [${','.repeat(50_000)}]`, 'yaml/syntax'],
  '50,000 texts cut at a hash': ['a: { b: x #1 }\n'.repeat(50_000), 'file/too-large'],
  'a null character': ['a: \0b', 'file/control-character'],
  'half a character': ['a: \ud800', 'file/control-character'],
  'a list of 100,000 options': [
    `entity: a\nfields: { b: { type: choice, options: [${Array.from({ length: 100_000 }, (_, index) => `o${index}`).join(', ')}] } }`,
    'file/too-large',
  ],
  'a pattern of many repeats': [
    `entity: a\nfields: { b: { type: text, pattern: "${'(a|b)*'.repeat(28)}" } }`,
    'field/unsafe-pattern',
  ],
};

describe('hostile text is refused in time', () => {
  it.each(Object.entries(HOSTILE))('%s', (_name, [text, code]) => {
    const started = performance.now();
    const { diagnostics, model } = compile([{ path: 'hostile.yaml', text }]);
    formatFile({ path: 'hostile.yaml', text });
    expect(performance.now() - started).toBeLessThan(PATIENCE);
    expect(model).toBeNull();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(diagnostics.length).toBeLessThan(2200);
  });
});

it('names of JavaScript itself are names like others', () => {
  const text = `workspace: acme
language: 1
owners: { constructor: { contact: a@b.example } }
---
role: tostring
---
entity: constructor
owner: constructor
fields: { valueof: { type: text }, constructor: { type: text, default: __proto__ } }
access: { tostring: { read: { fields: [constructor] } } }
`;
  const { model, diagnostics } = compile([{ path: 'a.yaml', text }]);
  expect(diagnostics).toEqual([]);
  expect(Object.keys(model?.entities['constructor']?.fields ?? {})).toEqual(['valueof', 'constructor']);
  const proto = compile([{ path: 'a.yaml', text: text.replaceAll('constructor', '__proto__') }]);
  expect(proto.diagnostics.map(({ code }) => code)).toContain('name/invalid');
  expect(({} as Record<string, unknown>)['type']).toBeUndefined();
});

it('an error in one document or file hides none of the others', () => {
  const files = [
    { path: 'a.yaml', text: 'entity: a\nowner: "x\n' },
    { path: 'b.yaml', text: 'role: b\nabuot: x\n---\nrole: c\n title: wrong\n---\nrole: d\nabuot: y\n' },
  ];
  const places = compile(files).diagnostics.map(({ code, span }) => `${code} ${span.file}:${span.line}`);
  expect(places).toEqual([
    'workspace/missing a.yaml:1',
    'yaml/syntax a.yaml:2',
    'key/unknown b.yaml:2',
    'yaml/syntax b.yaml:5',
    'key/unknown b.yaml:8',
  ]);
});

it('columns count UTF-16 units from 1, whatever the line ends and with a byte order mark', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = `\ufeffrole: a${end}about: "😀" ${end}titel: x${end}`;
    const found = compile([{ path: 'a.yaml', text }]).diagnostics.find(({ code }) => code === 'key/unknown');
    if (end !== '\r')
      expect(found?.span).toEqual({ file: 'a.yaml', line: 3, column: 1, endLine: 3, endColumn: 6 });
  }
  const wide = compile([{ path: 'a.yaml', text: '\ufeffrole: { "😀": x }\n' }]).diagnostics[1];
  expect(wide?.span.column).toBe(7);
});

it('names, options and decimals are what is written, never what YAML guesses', () => {
  const text = `workspace: acme
language: 1
owners: { on: { contact: 01 } }
---
role: yes
---
entity: no
owner: on
fields:
  y: { type: choice, options: [no, on, 1.10, 0x1F, 12:30:45, 2026-01-01, "null"], default: 1.10 }
  big: { type: decimal, scale: 2, max: 12345678901234567890.10, default: 1.10 }
access: { yes: { read: true } }
`;
  const { model, diagnostics } = compile([{ path: 'a.yaml', text }]);
  expect(diagnostics).toEqual([]);
  const { y, big } = model?.entities['no']?.fields ?? {};
  expect(y?.type === 'choice' ? y.options.map(({ name }) => name) : []).toEqual([
    'no',
    'on',
    '1.10',
    '0x1F',
    '12:30:45',
    '2026-01-01',
    'null',
  ]);
  expect(big).toMatchObject({ max: '12345678901234567890.10', default: '1.10' });
});
