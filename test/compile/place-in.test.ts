import { describe, expect, it } from 'vitest';
import type { ScalarNode } from '../../runtime/definition/node.ts';
import { parseFile } from '../../runtime/definition/parse.ts';
import { placeIn } from '../../runtime/definition/place-in.ts';

/** The value of the first key. */
function valueOf(text: string): ScalarNode {
  const { documents } = parseFile({ path: 'a.yaml', text });
  const root = documents[0]?.root;
  const value = root?.kind === 'map' ? root.entries[0]?.value : undefined;
  if (value?.kind !== 'scalar') throw new Error(`No value in ${text}`);
  return value;
}

/** Each word of the value with the place at which it is shown, and the source text there. */
function words(text: string): readonly string[] {
  const node = valueOf(text);
  const lines = node.source.text.split(/\r\n|\n|\r/u);
  return [...node.text.matchAll(/\S+/gu)].map((match) => {
    const span = placeIn(node, match.index, match.index + match[0].length);
    expect(span.line).toBe(span.endLine);
    const shown = lines[span.line - 1]?.slice(span.column - 1, span.endColumn - 1);
    return `${span.line}:${span.column} ${match[0]}${shown === match[0] ? '' : ` from ${shown}`}`;
  });
}

describe.each([
  ['LF', '\n'],
  ['CR LF', '\r\n'],
])('with lines that end at %s', (_name, newline) => {
  const at = (text: string): readonly string[] => words(text.replaceAll('\n', newline));

  it.each([
    ['plain', 'that: a == b\n', ['1:7 a', '1:9 ==', '1:12 b']],
    ['plain over lines', 'that: a ==\n\n  b &&\n   c\n', ['1:7 a', '1:9 ==', '3:3 b', '3:5 &&', '4:4 c']],
    ['plain in braces', '{ that: a ==\n  b }\n', ['1:9 a', '1:11 ==', '2:3 b']],
    ['single quotes', "that: 'a == ''x'' b'\n", ['1:8 a', '1:10 ==', "1:13 'x' from ''x''", '1:19 b']],
    ['single quotes over lines', "that: 'a  \n\n  == b'\n", ['1:8 a', '3:3 ==', '3:6 b']],
    [
      'double quotes',
      String.raw`that: "a == \"x\" + \u00e9\x41 \U0001F600 b"` + '\n',
      [
        '1:8 a',
        '1:10 ==',
        String.raw`1:13 "x" from \"x\"`,
        '1:19 +',
        String.raw`1:21 éA from \u00e9\x41`,
        String.raw`1:32 😀 from \U0001F600`,
        '1:43 b',
      ],
    ],
    ['double quotes over lines', 'that: "a \\\n  b\n  c \\t\n  d"\n', ['1:8 a', '2:3 b', '3:3 c', '4:3 d']],
    ['literal', 'that: |\n  a ==\n    b\n\n  c\n', ['2:3 a', '2:5 ==', '3:5 b', '5:3 c']],
    ['literal, stripped', 'that: |-\n  a\n  b\n\n', ['2:3 a', '3:3 b']],
    ['literal with a comment', 'that: | # why\n  a\n  b\n', ['2:3 a', '3:3 b']],
    ['literal with its indentation', 'that: |1\n   a\n  b\n', ['2:4 a', '3:3 b']],
    ['literal, kept', 'that: |+2\n   a\n  b\n\n', ['2:4 a', '3:3 b']],
    ['folded', 'that: >\n  a ==\n  b\n\n\n  c\n', ['2:3 a', '2:5 ==', '3:3 b', '6:3 c']],
    ['folded, stripped', 'that: >-\n\n  a\n  b\n', ['3:3 a', '4:3 b']],
    [
      'folded with deeper lines',
      'that: >-\n  a\n\n    b\n    c\n\n  d\n  e\n',
      ['2:3 a', '4:5 b', '5:5 c', '7:3 d', '8:3 e'],
    ],
    ['folded with its indentation', 'that: >2-\n    a\n  b\n  c\n', ['2:5 a', '3:3 b', '4:3 c']],
  ])('%s', (_style, text, expected) => expect(at(text)).toEqual(expected));
});

it('shows what is missing at the end behind the last character', () => {
  expect(placeIn(valueOf('that: a ==\n'), 4, 4)).toMatchObject({ line: 1, column: 11, endColumn: 11 });
  expect(placeIn(valueOf('that: >-\n  a\n  ==\n'), 4, 5)).toMatchObject({ line: 3, column: 5 });
  expect(placeIn(valueOf('that: "a =="\n'), 4, 9)).toMatchObject({ line: 1, column: 12 });
});

it('agrees with the text of values of every style, whatever they hold', () => {
  const parts = ['a', ' ', '  ', '\n', '\n\n', '\n   ', 'b', "''", 'é', '😀', '&&', '\t'];
  let state = 7;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  let seen = 0;
  for (let turn = 0; turn < 4000; turn += 1) {
    const body = Array.from({ length: 6 }, () => parts[Math.floor(next() * parts.length)]).join('');
    const inner = body.replaceAll('\n', '\n  ');
    const style = turn % 6;
    const value = [
      `|\n  ${inner}`,
      `>-\n  ${inner}`,
      `'${inner}'`,
      `"${inner}"`,
      `x${inner}`,
      `>+\n\n  ${inner}`,
    ][style];
    const text = `k: ${value}\n`;
    const { documents, diagnostics } = parseFile({ path: 'a.yaml', text });
    const root = documents[0]?.root;
    const node = root?.kind === 'map' ? root.entries[0]?.value : undefined;
    if (diagnostics.length > 0 || node?.kind !== 'scalar' || node.text.trim() === '') continue;
    seen += 1;
    const last = placeIn(node, node.text.length - 1, node.text.length);
    const whole = placeIn(node, 0, node.text.length);
    // The whole of a value that could not be followed begins at its quote or header.
    if (style !== 4) expect([text, whole.line, whole.column]).not.toEqual([text, 1, 4]);
    expect(last.endLine).toBe(whole.endLine);
  }
  expect(seen).toBeGreaterThan(2000);
});
