import type { Environment } from './environment.ts';
import type { Range } from './tree.ts';

/** Where a mistake was found: its place, in which text, and what may be named there. */
export type About = Range & { readonly text: string; readonly environment: Environment };

/** What is said of a mistake. */
export type Said = readonly [message: string, hint: string];

/** The source text of a part, shortened, in backticks. */
export function quote(about: About, { start, end }: Range = about): string {
  const text = about.text.slice(start, end);
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}
