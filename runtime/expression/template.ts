import { checkTypes } from './check.ts';
import type { Environment } from './environment.ts';
import type { Problem } from './problem.ts';
import type { Tree } from './tree.ts';

/** Texts and expressions in turn. */
export type TemplateParts = readonly (string | Tree)[];
export type CheckedTemplate = { readonly parts: TemplateParts; readonly problems: readonly Problem[] };

/** Longest message. */
export const MOST_TEMPLATE_CHARACTERS = 5000;

/** Reads `Only {order.total - order.refunded} is left.`; a doubled brace is a brace. Offsets count in the whole text. */
export function checkTemplate(text: string, environment: Environment): CheckedTemplate {
  const parts: (string | Tree)[] = [];
  const problems: Problem[] = [];
  const report = (start: number, end: number, message: string, hint: string): void => {
    problems.push({ code: 'expression/syntax', start, end, message, hint });
  };
  if (text.length > MOST_TEMPLATE_CHARACTERS) {
    const message = `This message has ${text.length} characters; at most ${MOST_TEMPLATE_CHARACTERS} are allowed.`;
    return {
      parts,
      problems: [{ code: 'expression/limit', start: 0, end: text.length, message, hint: 'shorten it' }],
    };
  }
  let plain = '';
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    const end = character === '{' && text[at + 1] !== '{' ? closingBrace(text, at) : null;
    if (end !== null) {
      if (plain !== '') parts.push(plain);
      plain = '';
      const found = checkPart(text.slice(at + 1, end), at, environment, problems);
      if (found !== null) parts.push(found);
      at = end + 1;
    } else if ((character === '{' || character === '}') && text[at + 1] === character) {
      plain += character;
      at += 2;
    } else {
      if (character === '{')
        report(at, at + 1, 'This `{` has no closing `}`.', 'close it, or write `{{` for a brace');
      if (character === '}') report(at, at + 1, 'This `}` closes nothing.', 'write `}}` for a brace');
      plain += character;
      at += 1;
    }
  }
  if (plain !== '') parts.push(plain);
  return { parts, problems };
}

/** The brace that closes the one at `start`: not one within quotes. Null when there is none. */
function closingBrace(text: string, start: number): number | null {
  let quote = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '}') return at;
  }
  // An apostrophe that opens no text must not hide the brace.
  const end = quote === '' ? -1 : text.indexOf('}', start);
  return end < 0 ? null : end;
}

function checkPart(text: string, brace: number, environment: Environment, problems: Problem[]): Tree | null {
  const checked = checkTypes(text, environment, 'scalar');
  const offset = brace + 1;
  for (const problem of checked.problems)
    problems.push({ ...problem, start: problem.start + offset, end: problem.end + offset });
  return checked.tree;
}
