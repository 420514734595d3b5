import { Lexer, Parser, type CST } from 'yaml';
import { createReport, type Report } from '../diagnostics/report.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { composeNode } from './compose-node.ts';
import { endOf, type Composing } from './composing.ts';
import { readSpace } from './read-space.ts';
import type { Comment, DocumentNode } from './node.ts';
import type { SourceFile } from './source-file.ts';
import { createSourceText, spanAt, type SourceText } from './source-text.ts';

/** Characters of one file, levels of one value and documents of one file that definitions may have. */
const MOST_CHARACTERS = 1_048_576;
const DEEPEST = 64;
const MOST_DOCUMENTS = 1000;
/** Items of one map or list that are read at all; maps of the language have fewer still. */
const MOST_ITEMS = 5000;
/** Mistakes of YAML that are shown of one document. */
const MOST_TRAPS = 100;

export type ParsedFile = {
  readonly source: SourceText;
  readonly documents: readonly DocumentNode[];
  readonly diagnostics: readonly Diagnostic[];
};

type Syntax = {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
};

/**
 * Reads one YAML file into documents that know their places. Never throws: what is no YAML, or more than the limits
 * allow, becomes a diagnostic, at most one per document for broken syntax, and the other documents stay readable.
 */
export function parseFile(file: SourceFile): ParsedFile {
  const source = createSourceText(file.path, file.text);
  const report = createReport();
  if (source.text.length > MOST_CHARACTERS) {
    report.add({
      code: 'file/too-large',
      span: spanAt(source, 0, 0),
      message: `The file has ${source.text.length} characters; at most ${MOST_CHARACTERS} are read.`,
      hint: 'split the file',
    });
    return { source, documents: [], diagnostics: report.found };
  }
  checkCharacters(source, report);
  const { documents, diagnostics } = readDocuments(source, new Set());
  report.keep(diagnostics);
  return { source, documents, diagnostics: report.found };
}

type Reading = { readonly documents: readonly DocumentNode[]; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads the documents. A `#` in `{ label: Order #5 }` hides the closing brace: where that broke a document, the file is
 * read again with such a `#` as part of the text, so that only the cut text is reported and the rest is checked.
 */
function readDocuments(source: SourceText, repaired: ReadonlySet<number>): Reading {
  const report = createReport();
  const cuts: number[] = [];
  const parts = splitDocuments(source, repaired, report);
  const documents = parts.map((part) => composeDocument(source, part, report, { repaired, cuts }));
  const fresh = cuts.filter((cut) => !repaired.has(cut));
  if (fresh.length > 0 && repaired.size < MOST_REPAIRS && documents.some(({ broken }) => broken))
    return readDocuments(source, new Set([...repaired, ...fresh.slice(0, MOST_REPAIRS)]));
  return { documents, diagnostics: report.found };
}

/** Cut texts of one file that are repaired; each round reads the file once more. */
const MOST_REPAIRS = 20;

/** Characters that no text editor shows and no column may hold. */
function checkCharacters(source: SourceText, report: Report): void {
  const match = /(?![\t\n\r\u0085])[\p{Cc}\p{Cs}\ufffe\uffff]/u.exec(source.text);
  if (match === null) return;
  const code = (source.text.codePointAt(match.index) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  report.add({
    code: 'file/control-character',
    span: spanAt(source, match.index, match.index + 1),
    message: `The file contains the unprintable character U+${code}.`,
    hint: 'delete the character, and save the file as UTF-8 text',
  });
}

type Part = {
  readonly document: CST.Document | null;
  readonly around: CST.Token[];
  readonly errors: Syntax[];
};

/** The tokens of the file by document; stops at the first limit that is exceeded. */
function splitDocuments(source: SourceText, repaired: ReadonlySet<number>, report: Report): readonly Part[] {
  const parts: Part[] = [];
  let around: CST.Token[] = [];
  let errors: Syntax[] = [];
  for (const token of readTokens(source, repaired, report)) {
    if (token.type === 'document') {
      if (parts.length >= MOST_DOCUMENTS) {
        const message = `The file has more than ${MOST_DOCUMENTS} documents.`;
        report.add({
          code: 'file/too-large',
          span: spanAt(source, token.offset, token.offset),
          message,
          hint: 'split the file',
        });
        return parts;
      }
      parts.push({ document: token, around, errors });
      [around, errors] = [[], []];
    } else if (token.type === 'directive') reportDirective(source, report, token);
    else if (token.type === 'doc-end') {
      around.push(...(token.end ?? []));
      (parts.at(-1)?.errors ?? errors).push(...behindEnd(token));
    } else if (token.type === 'error') (parts.at(-1)?.errors ?? errors).push(streamError(token));
    else around.push(token);
  }
  if (around.length > 0 || errors.length > 0) parts.push({ document: null, around, errors });
  return parts;
}

function* readTokens(
  source: SourceText,
  repaired: ReadonlySet<number>,
  report: Report,
): Generator<CST.Token> {
  const parser = new Parser();
  let read = 0;
  for (const lexeme of new Lexer().lex(repair(source.text, repaired))) {
    yield* parser.next(lexeme);
    read += 1;
    // There are never more items than lexemes, so that most files are never counted.
    const top = read > MOST_ITEMS ? parser.stack.at(-1) : undefined;
    if (top !== undefined && 'items' in top && top.items.length > MOST_ITEMS) {
      report.add({
        code: 'file/too-large',
        span: spanAt(source, parser.offset - lexeme.length, parser.offset),
        message: `A map or list has at most ${MOST_ITEMS} items; the rest of the file was not read.`,
        hint: 'split it',
      });
      parser.stack = parser.stack.slice(0, 1);
      return;
    }
    if (parser.stack.length > DEEPEST + 1) {
      report.add({
        code: 'file/too-deep',
        span: spanAt(source, parser.offset - lexeme.length, parser.offset),
        message: `Values are nested more than ${DEEPEST} deep here; the rest of the file was not read.`,
        hint: 'close what is open, or write it flatter',
      });
      parser.stack = parser.stack.slice(0, 1);
      return;
    }
  }
  yield* parser.end();
}

function repair(text: string, repaired: ReadonlySet<number>): string {
  let result = text;
  for (const at of repaired) result = `${result.slice(0, at)}_${result.slice(at + 1)}`;
  return result;
}

/** Text on the line of `...`, which ends a document. */
function behindEnd({ end = [] }: CST.DocumentEnd): readonly Syntax[] {
  const text = end.filter(({ type }) => type !== 'space' && type !== 'newline' && type !== 'comment');
  const hint = 'remove it, or begin the next document with `---`';
  return text.map((token) => ({
    start: token.offset,
    end: endOf(token),
    message: 'Here is text behind the end of a document.',
    hint,
  }));
}

function streamError(token: CST.ErrorToken): Syntax {
  const start = token.offset;
  const message = 'Here is text that belongs to no key.';
  return {
    start,
    end: start + Math.max(1, token.source.length),
    message,
    hint: 'check the indentation, the quotes and the brackets around it',
  };
}

function reportDirective(source: SourceText, report: Report, token: CST.Directive): void {
  report.add({
    code: 'yaml/directive',
    span: spanAt(source, token.offset, token.offset + token.source.trimEnd().length),
    message: 'Definitions have no YAML directives.',
    hint: 'remove the line; if it continues a text above, quote that text',
  });
}

function composeDocument(
  source: SourceText,
  part: Part,
  report: Report,
  repairs: Pick<Composing, 'repaired' | 'cuts'>,
): DocumentNode {
  const { document, around, errors } = part;
  const comments: Comment[] = [];
  const traps = createReport();
  const composing: Composing = {
    ...repairs,
    source,
    comments,
    traps,
    compose: composeNode,
    mistakes: errors,
    syntax: (start, end, message, hint) => errors.push({ start, end, message, hint }),
  };
  readSpace(composing, around, null);
  const at = document?.offset ?? source.text.length;
  const root = composeNode(composing, document?.value, document?.start, at);
  readSpace(composing, document?.end, null);
  for (const token of document?.end ?? [])
    if (token.type !== 'space' && token.type !== 'newline' && token.type !== 'comment')
      errors.push({
        start: token.offset,
        end: endOf(token),
        message: 'Here is text after the end of the value.',
        hint: 'quote the whole value, or remove the rest',
      });
  const first = errors.toSorted((a, b) => a.start - b.start)[0];
  const broken = first === undefined ? Infinity : spanAt(source, first.start, first.start).line;
  report.keep(traps.found.filter((found) => found.span.line < broken).slice(0, MOST_TRAPS));
  if (first === undefined) return { source, root, comments, broken: false };
  report.add({
    code: 'yaml/syntax',
    span: spanAt(source, first.start, first.end),
    message: first.message,
    hint: first.hint,
  });
  return { source, root, comments, broken: true };
}
