/** The interface sets names in backquotes, for programmers; a page uses quotes. */
export function plain(text: string): string {
  return text.replaceAll(/`([^`]*)`/gu, '“$1”');
}
