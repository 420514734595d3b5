/** A message of the text format of protocol buffers: every field with all its values, in their order. */
export type Message = { readonly [field: string]: readonly (Message | string)[] };

const TOKEN =
  /\s+|#[^\n]*|(?<string>"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')|(?<url>\[[\w./-]+\])|(?<word>[-+\w.]+)|(?<mark>[{}<>:;,[\]])/guy;
const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Reads the text format, as far as the conformance cases of CEL use it. Scalars are kept as text. */
export function parseTextproto(text: string): Message {
  const tokens = [...text.matchAll(TOKEN)].flatMap(({ groups = {} }) => {
    const token = groups['string'] ?? groups['url'] ?? groups['word'] ?? groups['mark'];
    return token === undefined ? [] : [token];
  });
  let at = 0;

  function message(end: string | null): Message {
    const fields: Record<string, (Message | string)[]> = {};
    while (at < tokens.length && tokens[at] !== end) {
      const name = tokens[at] ?? '';
      at += 1;
      if (name === ',' || name === ';') continue;
      (fields[name] ??= []).push(...values());
    }
    at += 1;
    return fields;
  }

  function values(): readonly (Message | string)[] {
    if (tokens[at] === ':') at += 1;
    if (tokens[at] !== '[') return [value()];
    at += 1;
    const found: (Message | string)[] = [];
    while (at < tokens.length && tokens[at] !== ']') {
      if (tokens[at] === ',') at += 1;
      else found.push(value());
    }
    at += 1;
    return found;
  }

  function value(): Message | string {
    const token = tokens[at] ?? '';
    at += 1;
    if (token === '{') return message('}');
    if (token === '<') return message('>');
    if (!/^["']/u.test(token)) return token;
    let bytes = readBytes(token);
    // Strings side by side are one.
    for (; /^["']/u.test(tokens[at] ?? ''); at += 1) bytes = [...bytes, ...readBytes(tokens[at] ?? '')];
    return new TextDecoder().decode(new Uint8Array(bytes));
  }

  return message(null);
}

function readBytes(token: string): readonly number[] {
  const text = token.slice(1, -1);
  const bytes: number[] = [];
  const escape = /\\(?:x([\dA-Fa-f]{1,2})|([0-7]{1,3})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|([^]))|[^\\]+/gu;
  for (const [whole, hex, octal, short, long, letter] of text.matchAll(escape)) {
    const code = short ?? long;
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (letter !== undefined)
      bytes.push(...(ESCAPES[letter] === undefined ? encode(letter) : [ESCAPES[letter]]));
    else bytes.push(...encode(code === undefined ? whole : String.fromCodePoint(Number.parseInt(code, 16))));
  }
  return bytes;
}

const encode = (text: string): readonly number[] => [...new TextEncoder().encode(text)];
