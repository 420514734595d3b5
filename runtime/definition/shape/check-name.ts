import { nearestName } from '../../diagnostics/nearest-name.ts';
import { OPERATORS } from '../../model/field-types/field-type.ts';
import { excerpt, type ScalarNode } from '../node.ts';
import { markBad, type ShapeCheck } from './shape-check.ts';
import type { MapShape } from './shape.ts';

/** Longest name; with Jig's own prefixes and suffixes it stays below the 63 bytes that Postgres keeps. */
export const LONGEST_NAME = 50;

const NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u;

/** Whether the text has the form of a name. */
function isName(text: string): boolean {
  return NAME.test(text) && text.length <= LONGEST_NAME;
}

/** Reports a name that the author gives to something and that has not the form of a name. */
export function checkOwnName(check: ShapeCheck, node: ScalarNode, noun: string): boolean {
  if (isName(node.text)) return true;
  const tooLong = node.text.length > LONGEST_NAME;
  const proper = toName(node.text, noun);
  check.meant.add(`${noun} ${proper}`);
  markBad(check, node, {
    code: 'name/invalid',
    message: tooLong
      ? `The name of the ${noun} has ${node.text.length} characters; at most ${LONGEST_NAME} are allowed.`
      : `\`${excerpt(node.text)}\` is no name: the name of the ${noun} must be lower-case words joined by \`_\`.`,
    hint: tooLong ? 'shorten it, and put the long form in `title` or `label`' : `write \`${proper}\``,
  });
  return false;
}

/** The nearest proper name: `Order Line` gives `order_line`. */
function toName(text: string, noun: string): string {
  const words = text
    .replace(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^[_0-9]+|_+$/gu, '')
    .slice(0, LONGEST_NAME);
  return isName(words) ? words : `my_${noun.replaceAll(' ', '_')}`;
}

/** Keys of a map of the author's own: names, paths, operators or titles. */
export function checkKeyName(check: ShapeCheck, key: ScalarNode, shape: MapShape): void {
  if (key.text === '<<' && key.style === 'plain')
    return markBad(check, key, {
      code: 'yaml/merge-key',
      message: 'Definitions have no merge keys.',
      hint: 'write the keys out',
    });
  if (shape.keys === 'name' && shape.noun !== 'role') checkOwnName(check, key, shape.noun);
  if (shape.keys === 'word' && !(OPERATORS as readonly string[]).includes(key.text)) {
    const near = nearestName(key.text, OPERATORS);
    markBad(check, key, {
      code: 'screen/unknown-operator',
      message: `\`${excerpt(key.text)}\` is no comparison.`,
      hint:
        near === null
          ? `use one of ${OPERATORS.map((word) => `\`${word}\``).join(', ')}`
          : `did you mean \`${near}\`?`,
    });
  }
  if (
    shape.keys === 'text' &&
    (key.text.trim() === '' || key.text.length > 100 || /[\p{Cc}\p{Cs}]/u.test(key.text))
  )
    markBad(check, key, {
      code: 'name/invalid',
      message: `The name of the ${shape.noun} must be one line of 1 to 100 characters.`,
      hint: 'shorten it',
    });
}
