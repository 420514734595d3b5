import { LEVELS, operatorOf, prefixOf } from './misspelt.ts';
import { own } from './own.ts';
import { collectFlaws, type Flaw } from './problem.ts';
import type { LiteralType, Syntax } from './syntax.ts';
import { readTokens, type Token } from './tokens.ts';
import type { Arithmetic, Comparison, Range } from './tree.ts';

export const MOST_CHARACTERS = 5000;
/** Of a whole expression; literals in lists are not counted. */
export const MOST_NODES = 400;
/** Parentheses, arguments, lists and alternatives inside each other. */
export const MOST_DEPTH = 32;
/** Items of one list. */
export const MOST_ITEMS = 1000;

const WORDS: Readonly<Record<string, readonly [LiteralType, boolean | null]>> = {
  true: ['bool', true],
  false: ['bool', false],
  null: ['null', null],
};

export type Parsed = { readonly syntax: Syntax | null; readonly flaws: readonly Flaw[] };

/** Reads an expression. Mistakes of spelling are read as what was meant, so that several are found at once. */
export function parseExpression(text: string): Parsed {
  const { flaws, report } = collectFlaws();
  if (text.length > MOST_CHARACTERS) {
    report('limit/characters', { start: 0, end: text.length }, MOST_CHARACTERS);
    return { syntax: null, flaws };
  }
  const tokens = readTokens(text, report);
  const last = tokens.length - 1;
  let at = 0;
  let nodes = 0;
  let depth = 0;
  let failed = false;

  const here = (): Token => tokens[Math.min(at, last)] as Token;
  const after = (): Token => tokens[Math.min(at + 1, last)] as Token;
  const operators = new Map<number, string | null>();
  /** The operator here; a misspelt one is reported once although every level of the grammar asks. */
  const operator = (): string | null => {
    if (!operators.has(at)) operators.set(at, operatorOf(here(), after(), report));
    return operators.get(at) ?? null;
  };
  const looks = (mark: string): boolean => here().is === 'mark' && here().text === mark;
  const since = (start: number): Range => ({ start, end: tokens[Math.max(at - 1, 0)]?.end ?? start });

  /** Nothing behind a mistake that cannot be read as something is looked at: it would only be found again. */
  function fail(): void {
    failed = true;
    at = last;
  }
  function failAt(token: Token, wanted: string): void {
    if (!failed) report('syntax/found', token, wanted, token, tokens[at - 1], after());
    fail();
  }
  function limit(says: 'limit/parts' | 'limit/depth' | 'limit/items', found: Range, most: number): void {
    if (!failed) report(says, found, most);
    fail();
  }
  function take(mark: string): boolean {
    if (!looks(mark)) return false;
    at += 1;
    return true;
  }
  function need(mark: string): void {
    if (!take(mark)) failAt(here(), mark);
  }
  function node(syntax: Syntax): Syntax {
    nodes += 1;
    if (nodes > MOST_NODES) limit('limit/parts', syntax, MOST_NODES);
    return syntax;
  }

  function expression(): Syntax {
    const from = here();
    depth += 1;
    if (depth > MOST_DEPTH) limit('limit/depth', from, MOST_DEPTH);
    const test = operation(1);
    let read = test;
    if (take('?')) {
      const yes = expression();
      need(':');
      const no = expression();
      read = node({ is: 'if', test, yes, no, ...since(from.start) });
    }
    depth -= 1;
    return read;
  }

  function operation(level: number): Syntax {
    const { start } = here();
    let left = unary();
    for (;;) {
      const mark = operator();
      const found = mark === null ? 0 : (LEVELS[mark] ?? 0);
      if (mark === null || found < level) return left;
      at += 1;
      left = found < 3 ? logic(left, mark, found, start) : binary(left, mark, found, start);
    }
  }

  function logic(left: Syntax, mark: string, level: number, start: number): Syntax {
    const is = mark === '&&' ? 'and' : 'or';
    const right = operation(level + 1);
    // An `and` in parentheses is another one, and flattening it changes nothing.
    const parts = left.is === is ? [...left.parts, right] : [left, right];
    const read: Syntax = { is, parts, ...since(start) };
    return left.is === is ? read : node(read);
  }

  function binary(left: Syntax, mark: string, level: number, start: number): Syntax {
    const right = operation(level + 1);
    const operator = mark as Comparison | Arithmetic | 'in';
    return node({ is: 'binary', operator, left, right, ...since(start) });
  }

  function unary(): Syntax {
    const { start } = here();
    const marks: ('!' | '-')[] = [];
    for (let mark = prefixOf(here(), after(), report); mark !== null;) {
      marks.push(mark);
      at += 1;
      mark = prefixOf(here(), after(), report);
    }
    let read = members();
    for (const mark of marks.toReversed())
      read =
        (mark === '-' ? negative(read, since(start)) : null) ??
        node({ is: mark === '!' ? 'not' : 'negate', of: read, ...since(start) });
    return read;
  }

  function members(): Syntax {
    const { start } = here();
    let read = primary();
    while (take('.')) {
      const name = here();
      if (name.is !== 'name') failAt(name, 'name');
      else at += 1;
      const named = { name: name.text, nameAt: name };
      read = take('(')
        ? node({ is: 'call', of: read, ...named, args: listUntil(')'), ...since(start) })
        : node({ is: 'select', of: read, ...named, ...since(start) });
    }
    return read;
  }

  function primary(): Syntax {
    const token = here();
    const { start, end } = token;
    if (token.is === 'end' || failed) failAt(token, 'value');
    at += 1;
    const { is, text } = token;
    if (is === 'name') return named(token);
    if (is === 'int' || is === 'decimal' || is === 'string')
      return node({ is: 'literal', type: is, value: is === 'int' ? Number(text) : text, start, end });
    if (text === '[') return node({ is: 'list', items: listUntil(']'), ...since(start) });
    if (text === '(') {
      const inside = expression();
      need(')');
      return { ...inside, ...since(start) };
    }
    at -= 1;
    failAt(token, 'value');
    return { is: 'literal', type: 'null', value: null, start, end };
  }

  function named(token: Token): Syntax {
    const { text, start, end } = token;
    const word = own(WORDS, text);
    if (word !== undefined) return node({ is: 'literal', type: word[0], value: word[1], start, end });
    if (!take('(')) return node({ is: 'name', name: text, start, end });
    const args = listUntil(')');
    return node({ is: 'call', of: null, name: text, nameAt: token, args, ...since(start) });
  }

  function listUntil(closing: string): readonly Syntax[] {
    const items: Syntax[] = [];
    const ended = (): boolean => failed || take(closing);
    while (!ended()) {
      const before = nodes;
      const item = expression();
      if (item.is === 'literal') nodes = before;
      items.push(item);
      if (items.length > MOST_ITEMS) limit('limit/items', item, MOST_ITEMS);
      if (!looks(closing)) need(',');
    }
    return items;
  }

  const syntax = expression();
  if (here().is !== 'end') failAt(here(), 'operator');
  return { syntax: failed ? null : syntax, flaws };
}

/** A written number with its sign; null for anything else. */
function negative(of: Syntax, at: Range): Syntax | null {
  if (of.is !== 'literal' || String(of.value).startsWith('-')) return null;
  if (of.type === 'int') return { ...of, value: -Number(of.value) || 0, ...at };
  return of.type === 'decimal' ? { ...of, value: `-${String(of.value)}`, ...at } : null;
}
