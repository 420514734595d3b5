import type { CST } from 'yaml';
import type { Composing, Tokens } from './composing.ts';
import { reportProperty } from './yaml-traps.ts';

/** Tokens around a value that carry no value: collects comments, reports tags and anchors. True when one was reported. */
export function readSpace(composing: Composing, tokens: Tokens, valueEnd: number | null): boolean {
  let broken = false;
  for (const token of tokens ?? []) {
    if (token.type === 'comment') {
      checkGap(composing, token);
      addComment(composing, token);
    } else if ((token.type === 'tag' || token.type === 'anchor') && !broken) {
      reportProperty(composing, token, valueEnd);
      broken = true;
    } else if (token.type === 'space' && token.source.includes('\t')) checkTab(composing, token);
  }
  return broken;
}

/** A comment directly behind a value would not be one. */
function checkGap({ source, syntax }: Composing, token: CST.SourceToken): void {
  const before = source.text[token.offset - 1];
  if (before === undefined || /\s/u.test(before)) return;
  const message = 'A comment needs a space before its `#`.';
  syntax(token.offset, token.offset + 1, message, 'put a space before the `#`, or quote the text');
}

function addComment({ source, comments }: Composing, token: CST.SourceToken): void {
  let at = token.offset - 1;
  while (at >= 0 && (source.text[at] === ' ' || source.text[at] === '\t')) at -= 1;
  const ownLine = at < 0 || source.text[at] === '\n' || source.text[at] === '\r';
  const end = token.offset + token.source.length;
  comments.push({ start: token.offset, end, text: token.source.trimEnd(), ownLine });
}

function checkTab({ source, syntax }: Composing, token: CST.SourceToken): void {
  const { text } = source;
  let lineStart = token.offset;
  while (lineStart > 0 && text[lineStart - 1] !== '\n' && text[lineStart - 1] !== '\r') lineStart -= 1;
  if (text.slice(lineStart, token.offset).trim() !== '') return;
  const after = text[token.offset + token.source.length];
  if (after === undefined || after === '\n' || after === '\r' || after === '#') return;
  const tab = token.offset + token.source.indexOf('\t');
  syntax(tab, tab + 1, 'A tab stands where YAML wants spaces.', 'indent with spaces, two for each level');
}
