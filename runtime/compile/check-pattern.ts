import { excerpt, type MapNode } from '../definition/node.ts';
import { markBad, type ShapeCheck } from '../definition/shape/shape-check.ts';
import { scalarAt } from './draft.ts';
import { findRegexDanger } from '../expression/regex/regex-danger.ts';

/** The pattern as it is used, matched against the whole value; null where it is no regular expression. */
export function compilePattern(pattern: string): RegExp | null {
  try {
    // Alone first: `a)|(b` is no pattern although `^(?:a)|(b)$` is.
    return RegExp(pattern, 'u').unicode ? new RegExp(`^(?:${pattern})$`, 'u') : null;
  } catch {
    return null;
  }
}

/** The `pattern` of a text field; reports one that is no regular expression or could take for ever on some value. */
export function checkPattern(check: ShapeCheck, map: MapNode, maxLength: number): string | null {
  const node = scalarAt(check, map, 'pattern');
  if (node === null) return null;
  if (compilePattern(node.text) === null) {
    markBad(check, node, {
      code: 'field/pattern',
      message: `\`${excerpt(node.text)}\` is no regular expression${reason(node.text)}.`,
      hint: 'correct it; a character that is meant literally takes a backslash, as in `\\.` or `\\(`',
    });
    return null;
  }
  const danger = findRegexDanger(node.text, { maxLength, whole: true });
  if (danger === null) return node.text;
  markBad(check, node, { code: 'field/unsafe-pattern', ...danger });
  return null;
}

/** What the regular expression engine says of it, in our words. */
function reason(pattern: string): string {
  try {
    void new RegExp(pattern, 'u');
    return '';
  } catch (error) {
    const said = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
    return said === '' ? '' : `: ${said.charAt(0).toLowerCase()}${said.slice(1)}`;
  }
}
