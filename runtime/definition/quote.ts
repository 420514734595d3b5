/** First characters that YAML keeps for itself; a minus, question mark or colon only before a space. */
const INDICATOR = /^(?:[\s,[\]{}#&*!|>'"%@`\ufeff]|[-?:](?:\s|$))/u;
const UNSAFE = /:(?:\s|$)|\s#|\s$|[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u;
const FLOW = /[,[\]{}]|^[-?:]/u;

/** Texts that the core schema of YAML takes for something else than text. */
const AMBIGUOUS =
  /^(?:~|null|true|false|[-+]?(?:\d[\d_]*|0[ox][\da-f]+|(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?|\.inf)|\.nan)?$/iu;

/** Whether YAML reads the unquoted text back as it is, in block style or between brackets. */
export function isSafePlain(text: string, inFlow: boolean): boolean {
  if (text === '' || INDICATOR.test(text) || UNSAFE.test(text) || /^(?:---|\.\.\.)/u.test(text)) return false;
  return !inFlow || !FLOW.test(text) || /^-[\p{L}\d_.]*$/u.test(text);
}

/** Whether quotes change what other programs read: then the author's choice is kept. */
export function isAmbiguous(text: string): boolean {
  return AMBIGUOUS.test(text);
}

/** The text in double quotes, as YAML and JSON read it. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0085\u2028\u2029\ufeff\ufffe\uffff\u007f-\u009f]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
