/** Characters that Markdown or HTML read as more than themselves. */
const SPECIAL = /[\\*_[\]<>&#|~@]/gu;

/**
 * Any text as Markdown shows it, on one line: parts between backticks as code, everything else as plain text. Values of
 * definitions and records can neither mention people, nor link, nor become HTML.
 */
export function plainMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .split(/(`[^`]*`)/u)
    .map((part, at) =>
      at % 2 === 1 ? code(part.slice(1, -1)) : part.replaceAll(SPECIAL, escaped).replaceAll('`', '&#96;'),
    )
    .join('');
}

const escaped = (character: string): string =>
  ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '@': '&#64;', '#': '&#35;' })[character] ?? `\\${character}`;

/** A text as code on one line, also within tables, whatever it holds. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line.replaceAll('|', String.raw`\|`)}${space}${fence}`;
}

/** Lines as a block of code, whatever they hold. */
export function codeBlock(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
