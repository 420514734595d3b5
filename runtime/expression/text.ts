/** Longest text, in characters, that `matches` looks at; of a longer one the answer is unknown. */
export const LONGEST_MATCHED = 2000;

/** Order of code points, which is that of `COLLATE "C"`; JavaScript's own compares UTF-16 units. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return rank(one) - rank(other);
  }
  return a.length - b.length;
}

/** Halves of characters beyond U+FFFF come behind all others. */
const rank = (unit: number): number => (unit >= 0xd8_00 && unit <= 0xdf_ff ? unit + 0x1_00_00 : unit);

/** Number of code points. */
export function countCharacters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xdc_00 && unit <= 0xdf_ff) count -= 1;
  }
  return count;
}

export const lowerAscii = (text: string): string => text.replaceAll(/[A-Z]+/gu, (part) => part.toLowerCase());
export const upperAscii = (text: string): string => text.replaceAll(/[a-z]+/gu, (part) => part.toUpperCase());

/** Without blanks, tabs and line ends around it, ASCII only. */
export function trimAscii(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const isBlank = (unit: number): boolean => unit === 32 || (unit >= 9 && unit <= 13);
