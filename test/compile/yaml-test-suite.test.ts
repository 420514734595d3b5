import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { compile } from '../../runtime/compile/compile.ts';
import type { Node } from '../../runtime/definition/node.ts';
import { parseFile } from '../../runtime/definition/parse.ts';
import { formatFile } from '../../runtime/definition/format/format.ts';
import { CODES } from '../../runtime/diagnostics/registry.ts';
import { sharedData } from '../support/shared-data.ts';

type Case = { readonly name: string; readonly yaml: string; readonly fail: boolean };
type Written = {
  readonly name?: string;
  readonly yaml?: string;
  readonly fail?: boolean;
  readonly skip?: boolean;
};

const folder = sharedData('yaml-test-suite/src');

/** The suite writes spaces, tabs and line ends with signs of its own. */
function unescape(text: string): string {
  return text
    .replaceAll('␣', ' ')
    .replace(/—*»/gu, '\t')
    .replaceAll('←', '\r')
    .replaceAll('⇔', '\ufeff')
    .replaceAll('↵', '')
    .replace(/∎\n$/u, '');
}

const cases: readonly Case[] = readdirSync(folder)
  .sort()
  .flatMap((file) => {
    const [document] = parseAllDocuments(readFileSync(join(folder, file), 'utf8'));
    const list = (document as { toJS: () => unknown }).toJS() as readonly Written[];
    let yaml = '';
    return list.map((one, index) => {
      yaml = one.yaml ?? yaml;
      return { name: `${file} ${index}`, yaml: unescape(yaml), fail: one.fail === true };
    });
  });

/** Plain data in which every single value is its text. */
function textsOf(node: Node): unknown {
  if (node.kind === 'scalar') return node.text.replace(/\n+$/u, '');
  if (node.kind === 'list') return node.items.map(textsOf);
  if (node.kind === 'map') return node.entries.map(({ key, value }) => [key.text, textsOf(value)]);
  return '';
}

function expectedOf(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, part]) => [String(key), expectedOf(part)]);
  if (Array.isArray(value)) return value.map(expectedOf);
  return typeof value !== 'string' ? '' : value.replace(/\n+$/u, '');
}

it('the suite has its hundreds of cases', () => expect(cases.length).toBeGreaterThan(390));

describe('each case of the YAML test suite', () => {
  it.each(cases)('$name is read alike or refused with a reason', ({ yaml, fail }) => {
    const started = performance.now();
    const { documents, diagnostics } = parseFile({ path: 'case.yaml', text: yaml });
    const compiled = compile([{ path: 'case.yaml', text: yaml }]);
    formatFile({ path: 'case.yaml', text: yaml });
    expect(performance.now() - started).toBeLessThan(1000);
    expect(compiled.model).toBeNull();
    for (const { code, hint, span } of compiled.diagnostics) {
      expect(Object.hasOwn(CODES, code)).toBe(true);
      expect(hint).toBeTruthy();
      expect(span.line).toBeGreaterThan(0);
    }
    if (fail) expect(diagnostics.length).toBeGreaterThan(0);
    else if (diagnostics.length === 0) {
      const parsed = parseAllDocuments(yaml, { schema: 'failsafe', uniqueKeys: false });
      const expected = [...parsed].map((document) => expectedOf(document.toJS({ mapAsMap: true })));
      const filled = (content: unknown): boolean => content !== '';
      expect(documents.map(({ root }) => textsOf(root)).filter(filled)).toEqual(expected.filter(filled));
    }
  });
});
