import type { ScalarNode } from '../node.ts';
import { isAmbiguous, isSafePlain, quote } from '../quote.ts';

/** Columns that a line has. */
export const WIDTH = 110;

/** The text on one line: without quotes where YAML reads it back, else in double quotes. */
export function printScalar(node: ScalarNode, inFlow: boolean): string {
  const { text, style } = node;
  const plain = isSafePlain(text, inFlow);
  if (style === 'plain' && !/[\n\r]/u.test(text)) return plain || isAmbiguous(text) ? text : quote(text);
  return plain && !isAmbiguous(text) ? text : quote(text);
}

/** Whether the text is written in lines of its own, as it has line breaks. */
export function isLiteral({ text }: ScalarNode): boolean {
  return (
    text.includes('\n') &&
    !/^[\s\n]|[\r\u0085\u2028\u2029\ufeff\p{Cs}]|(?![\t\n])\p{Cc}|[ \t](?:\n|$)|\n$/u.test(text)
  );
}

/** A long line of prose in lines of at most `WIDTH` columns; null where YAML would not read it back. */
export function foldText(text: string, indent: number): readonly string[] | null {
  if (/^\s|\s$|[ \t]{2}|[\n\r\t\u0085\u2028\u2029\ufeff\p{Cc}\p{Cs}]/u.test(text)) return null;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
