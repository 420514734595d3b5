const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Characters that are looked at for the end of what was meant as one text. */
const LONGEST = 500;

/**
 * Where a text that begins at `start` was most likely meant to end: at the end of its line, or at a comma or bracket that
 * no bracket or quote within it explains.
 */
export function endOfItem(text: string, start: number): number {
  const open: string[] = [];
  let quote = '';
  let at = start;
  for (const most = Math.min(text.length, start + LONGEST); at < most; at += 1) {
    const character = text[at] ?? '';
    if (character === '\n' || character === '\r') break;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (CLOSES[character] !== undefined) open.push(CLOSES[character]);
    else if (character === open.at(-1)) open.pop();
    else if (
      open.length === 0 &&
      /[,\]}]|\s#/u.test(text.slice(at, at + 2).slice(0, character === ' ' ? 2 : 1))
    )
      break;
  }
  return start + text.slice(start, at).trimEnd().length;
}
