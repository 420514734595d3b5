import { suggest } from '../../diagnostics/nearest-name.ts';
import { parseDecimal } from '../../model/decimal.ts';
import { countCharacters, excerpt, type ScalarNode } from '../node.ts';
import { quote } from '../quote.ts';
import { markBad, wrongType, type ShapeCheck } from './shape-check.ts';
import type { Shape, TextShape, WordShape } from './shape.ts';

/** Characters of an expression that are looked at here; the rule language has its own limit below this. */
const MOST_EXPRESSION = 1_048_576;

const WHOLE = /^-?(?:0|[1-9]\d*)$/u;
const AMBIGUOUS = /^[+-]?(?:0\d[\d_.]*|0[oxb][0-9a-f_]+|\.?\d[\d_,.]*(?:e[+-]?\d+)?|\.inf|\.nan)$/iu;

/** `null` and `~` unquoted: YAML reads no value there. */
function isNull(node: ScalarNode): boolean {
  return node.style === 'plain' && /^(?:~|null|Null|NULL)$/u.test(node.text);
}

/** Checks a single value against the form that its shape wants. */
export function checkScalar(check: ShapeCheck, node: ScalarNode, shape: Shape, owner: ScalarNode): void {
  if (isNull(node) && shape.is !== 'data' && shape.is !== 'cell')
    return markBad(check, node, {
      code: 'yaml/null',
      message: `YAML reads \`${node.text}\` as no value.`,
      hint: `write \`${quote(node.text)}\` if it is text, else remove the key`,
    });
  switch (shape.is) {
    case 'flag':
      if (node.style !== 'plain' || !/^(?:true|false)$/u.test(node.text)) reportFlag(check, node, owner);
      return;
    case 'expression':
      if (shape.or !== undefined && isNoGrant(node)) return reportNoGrant(check, node, owner);
      return checkText(check, node, { is: 'text', most: MOST_EXPRESSION, lines: true }, owner);
    case 'whole':
      return checkWhole(check, node, shape, owner);
    case 'word':
      return checkWord(check, node, shape);
    case 'text':
      return checkText(check, node, shape, owner);
    case 'name':
    case 'value':
    case 'data':
    case 'cell':
      return checkText(check, node, { is: 'text', most: 100_000, lines: true }, owner);
    case 'list':
    case 'map':
    case 'record':
    case 'variant':
    case 'choice':
      return wrongType(check, node, shape, owner);
  }
}

function reportFlag(check: ShapeCheck, node: ScalarNode, owner: ScalarNode): void {
  const meant = /^(?:yes|on|y|true|1)$/iu.test(node.text) ? 'true' : 'false';
  const known = /^(?:yes|on|y|true|1|no|off|n|false|0)$/iu.test(node.text);
  markBad(check, node, {
    code: 'value/wrong-type',
    message: `\`${excerpt(owner.text)}\` takes \`true\` or \`false\`, and this is ${node.style === 'plain' ? '' : 'the text '}\`${excerpt(node.text)}\`.`,
    hint: known ? `write \`${meant}\`` : 'write `true` or `false`',
  });
}

const isNoGrant = ({ text, style }: ScalarNode): boolean =>
  /^(?:false|no|off|none)$/iu.test(text) || (text === 'true' && style !== 'plain');

function reportNoGrant(check: ShapeCheck, node: ScalarNode, owner: ScalarNode): void {
  markBad(check, node, {
    code: 'value/wrong-type',
    message: `\`${excerpt(owner.text)}\` takes \`true\` or a condition, and this is ${node.text === 'true' ? 'the text `true`' : `\`${node.text}\``}.`,
    hint:
      node.text === 'true'
        ? 'remove the quotes'
        : `remove \`${excerpt(owner.text)}\`: what is not granted is refused`,
  });
}

type Whole = { readonly is: 'whole'; readonly min: number; readonly max: number };

function checkWhole(check: ShapeCheck, node: ScalarNode, shape: Whole, owner: ScalarNode): void {
  if (reportAmbiguousNumber(check, node)) return;
  if (!WHOLE.test(node.text) || node.style !== 'plain') return wrongType(check, node, shape, owner);
  const value = Number(node.text);
  if (value >= shape.min && value <= shape.max) return;
  markBad(check, node, {
    code: 'value/out-of-range',
    message: `\`${excerpt(owner.text)}\` must be from ${shape.min} to ${shape.max}, and this is \`${excerpt(node.text)}\`.`,
    hint: `write a number from ${shape.min} to ${shape.max}`,
  });
}

/** Numbers that programs read differently: `010`, `0o7`, `1e3`, `1_000`. True when reported. */
export function reportAmbiguousNumber(check: ShapeCheck, node: ScalarNode): boolean {
  if (parseDecimal(node.text) !== null && !/^-?0\d/u.test(node.text)) return false;
  if (!AMBIGUOUS.test(node.text)) return false;
  const plain = node.text.replace(/[_,+]/gu, '').replace(/^(-?)0+(?=\d)/u, '$1');
  markBad(check, node, {
    code: 'yaml/ambiguous-number',
    message: `\`${excerpt(node.text)}\` is not written as a plain decimal number.`,
    hint: `write \`${parseDecimal(plain) === null ? inDigits(plain) : plain}\``,
  });
  return true;
}

/** What a program would most likely read, in digits. */
function inDigits(text: string): string {
  const value = Number(text);
  return Number.isFinite(value) && Math.abs(value) < 1e15 && Math.abs(value) >= 1e-6 ? String(value) : '1000';
}

function checkWord(check: ShapeCheck, node: ScalarNode, shape: WordShape): void {
  if (shape.of.includes(node.text)) return;
  markBad(check, node, {
    code: shape.code ?? 'value/unknown-word',
    message: `\`${excerpt(node.text)}\` is no ${shape.noun}.`,
    hint: hintOfWord(node.text, shape),
  });
}

function hintOfWord(text: string, { of, synonyms = {} }: WordShape): string {
  const word = text.toLowerCase();
  const meant = Object.keys(synonyms).filter((name) => synonyms[name]?.includes(word));
  if (meant.length === 0) return suggest(text, of, '');
  return `did you mean ${meant.map((name) => `\`${name}\``).join(' or ')}?`;
}

const isUnprintable = (text: string, lines: boolean): boolean =>
  /[\0\ufffe\uffff]|\p{Surrogate}/u.test(text) || (!lines && /[\p{Cc}\u2028\u2029]/u.test(text.trimEnd()));

function checkText(check: ShapeCheck, node: ScalarNode, shape: TextShape, owner: ScalarNode): void {
  if (isUnprintable(node.text, shape.lines === true)) {
    // As it stands in the file, the character was reported with the file.
    if (/(?![\t\n\r])[\p{Cc}\p{Cs}]/u.test(node.source.text.slice(node.start, node.end))) return;
    return markBad(check, node, {
      code: 'value/unprintable',
      message: `\`${excerpt(owner.text)}\` holds ${/[\n\r\t]/u.test(node.text) ? 'a line break or a tab, and must be one line of text' : 'a character that cannot be shown or stored'}.`,
      hint: 'write the text without escapes such as `\\n` or `\\u0000`',
    });
  }
  if (node.text.trim() === '')
    return markBad(check, node, {
      code: 'value/missing',
      message: `The value of \`${excerpt(owner.text)}\` is an empty text.`,
      hint: 'give it a value, or remove the key',
    });
  // Characters are at most as many as UTF-16 units, so most texts need no counting.
  if (node.text.length <= shape.most) return;
  const length = countCharacters(node.text);
  if (length <= shape.most) return;
  markBad(check, node, {
    code: 'value/too-long',
    message: `\`${excerpt(owner.text)}\` has ${length} characters; at most ${shape.most} are allowed.`,
    hint: 'shorten it',
  });
}
