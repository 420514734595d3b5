import { inspect } from 'node:util';
import type { CommandIo } from '../cli/command.ts';

type Style = 'strong' | 'dim' | 'bad' | 'good' | 'warning';
const CODES: Readonly<Record<Style, number>> = { strong: 1, dim: 2, bad: 31, good: 32, warning: 33 };

/** The text in a style, where the terminal shows styles. */
export type Paint = (style: Style, text: string) => string;

export function createPaint(colour: boolean): Paint {
  return (style, text) => (colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}

/** Columns of even width, two spaces before and between. */
export function inColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

/** Destination of the log that prints lines for people instead of JSON. */
export function readableLog(io: Pick<CommandIo, 'err' | 'colour'>): { write: (line: string) => void } {
  const paint = createPaint(io.colour);
  return {
    write: (line) => {
      const { level, time, msg, cause, ...facts } = JSON.parse(line) as Record<string, unknown>;
      const severe = typeof level === 'number' && level >= 50;
      const clock = typeof time === 'string' ? time.slice(11, 19) : '';
      const details = Object.entries(facts).map(([name, value]) => `${name}=${asText(value)}`);
      const text = [clock, asText(msg ?? ''), ...details].join(' ');
      io.err(`${paint(severe ? 'bad' : 'warning', harmless(text))}\n`);
      if (cause !== undefined) io.err(`${paint('dim', harmless(stackOf(cause)))}\n`);
    },
  };
}

/** Requests may carry what a terminal would act upon. */
function harmless(text: string): string {
  return text.replaceAll(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value, { breakLength: Infinity, depth: 3 });
}

function stackOf(cause: unknown): string {
  const stack = typeof cause === 'object' && cause !== null && 'stack' in cause ? cause.stack : undefined;
  return typeof stack === 'string' ? stack : asText(cause);
}
