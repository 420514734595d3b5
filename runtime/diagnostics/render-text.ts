import type { Diagnostic, Span } from './diagnostic.ts';

/** How to find the lines of a file, and whether to colour. */
export type TextOptions = {
  readonly textOf: (file: string) => string | undefined;
  readonly colour: boolean;
  /** Put before file names, so that a terminal can open them: `definitions/`. */
  readonly folder?: string;
};

type Paint = (text: string) => string;
type Palette = { readonly bad: Paint; readonly strong: Paint; readonly dim: Paint; readonly hint: Paint };

const paint = (code: number, colour: boolean): Paint =>
  colour ? (text) => `\u001b[${code}m${text}\u001b[0m` : (text) => text;

/** Widest excerpt of a source line, in characters. */
const WIDEST = 120;
const TAB = '    ';

/** The diagnostics as a person reads them: place, excerpt, reason, fix. */
export function renderText(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  return diagnostics.map((diagnostic) => renderOne(diagnostic, options)).join('\n');
}

function renderOne(
  { code, severity, message, hint, span, labels }: Diagnostic,
  options: TextOptions,
): string {
  const { colour } = options;
  const palette: Palette = {
    bad: paint(severity === 'error' ? 31 : 33, colour),
    strong: paint(1, colour),
    dim: paint(2, colour),
    hint: paint(36, colour),
  };
  const lines = [
    `${palette.strong(placeOf(span, options))}: ${palette.bad(severity)} ${palette.dim(code)}`,
    `  ${palette.strong(message)}`,
    ...excerptOf(span, '^', palette.bad, options, palette),
  ];
  for (const label of labels) {
    lines.push(`  ${palette.dim(`${placeOf(label.span, options)}:`)} ${label.message}`);
    lines.push(...excerptOf(label.span, '-', palette.dim, options, palette));
  }
  if (hint !== null) lines.push(`  ${palette.hint('fix:')} ${hint}`);
  return `${lines.join('\n')}\n`;
}

const placeOf = ({ file, line, column }: Span, { folder = '' }: TextOptions): string =>
  file === '' ? folder || 'definitions' : `${folder}${file}:${line}:${column}`;

function excerptOf(
  span: Span,
  mark: string,
  markPaint: Paint,
  { textOf }: TextOptions,
  { dim }: Palette,
): readonly string[] {
  const line = lineOf(textOf(span.file), span.line);
  if (line === undefined) return [];
  const from = span.column - 1;
  const to = span.endLine === span.line ? span.endColumn - 1 : line.length;
  const start = from > WIDEST - 20 ? from - 40 : 0;
  const number = String(span.line);
  const gutter = dim(`  ${number} | `);
  const before = (start > 0 ? '…' : '') + printable(line.slice(start, from));
  const marked = printable(line.slice(from, Math.max(to, from)));
  const shown = `${before}${marked}${printable(line.slice(Math.max(to, from)))}`;
  const room = Math.max(1, WIDEST - width(before));
  const underline = mark.repeat(Math.min(Math.max(1, width(marked)), room));
  return [
    `${gutter}${cut(shown)}`,
    `${dim(`  ${' '.repeat(number.length)} | `)}${' '.repeat(width(before))}${markPaint(underline)}`,
  ];
}

function lineOf(text: string | undefined, line: number): string | undefined {
  return text
    ?.replace(/^\ufeff/u, '')
    .split(/\r\n|\n|\r/u)
    .at(line - 1);
}

/** Tabs as spaces, and what a terminal would act upon as a replacement character. */
const printable = (text: string): string =>
  text.replaceAll('\t', TAB).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\ufffd');

const cut = (text: string): string => (text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text);

/** Columns that a terminal gives the text: wide for East Asian characters and pictures, none for marks. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
        character,
      ) && (character.codePointAt(0) ?? 0) > 0xff
        ? 2
        : 1;
  }
  return columns;
}
