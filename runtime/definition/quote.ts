const PLAIN = /^[\p{L}\p{N}_=$£€.(/+<][^\p{Cc}\p{Cs}]*$/u;
const UNSAFE = /:(?:\s|$)|\s#|\s$|[[\]{},]/u;

/** Whether YAML reads the unquoted text back as it is, in block and in flow style. */
export function isSafePlain(text: string): boolean {
  return PLAIN.test(text) && !UNSAFE.test(text) && !/^(?:---|\.\.\.)/u.test(text);
}

/** The text in double quotes, as YAML and JSON read it. */
export function quote(text: string): string {
  const escaped = JSON.stringify(text).replace(
    /[\u0085\u2028\u2029\ufeff\u007f-\u009f]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped;
}
