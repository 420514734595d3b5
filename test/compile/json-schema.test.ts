import { Ajv2020 } from 'ajv/dist/2020.js';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import { isDefinitionFile, type SourceFile } from '../../runtime/definition/source-file.ts';
import { languageSchema } from '../../runtime/definition/shape/json-schema.ts';
import { loadDefinitions } from '../../server/releases/load-files.ts';
import { generateDefinitions } from '../support/generate-definitions.ts';
import { REFUND_TOOL } from '../support/refund-tool.ts';
import { BIG_TOOL, seed, SEEDS } from '../support/seeded-mistakes.ts';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(
  languageSchema(),
);
const { files: example } = await loadDefinitions(join(import.meta.dirname, '../../definitions'));

const refused = (file: SourceFile): readonly string[] =>
  [...parseAllDocuments(file.text)].flatMap((document) => {
    const content: unknown = (document as { toJS: () => unknown }).toJS();
    return validate(content) ? [] : [`${file.path}: ${JSON.stringify(validate.errors?.[0])}`];
  });

describe('an editor accepts what the checker accepts', () => {
  it.each([
    ['the example workspace', example.filter(({ path }) => isDefinitionFile(path))],
    ['generated definitions', generateDefinitions({ entities: 20 })],
    ['the refund tool', [{ path: 'refund.yaml', text: REFUND_TOOL }]],
  ] as const)('%s', (_name, files) => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap(refused)).toEqual([]);
  });
});

it.each(['an unknown key', 'an unknown field type', 'a value of the wrong type', 'a missing owner'])(
  'an editor refuses %s',
  (kind) => {
    const edit = SEEDS.find((one) => one.kind === kind)?.edit(3);
    if (edit === undefined) throw new Error(kind);
    expect(refused({ path: 'tool.yaml', text: seed(BIG_TOOL, edit).text }).length).toBe(1);
  },
);

it('every key says what it is for', () => {
  const missing: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key === 'properties' && !path.endsWith('/if'))
        for (const [name, property] of Object.entries(part as Record<string, { description?: string }>))
          if ((property.description ?? '') === '') missing.push(`${path}/${name}`);
      visit(part, `${path}/${key}`);
    }
  };
  visit(languageSchema(), '');
  expect(missing).toEqual([]);
});
