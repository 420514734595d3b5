const ACRONYMS = new Set(['id', 'url', 'vat', 'sku', 'iban', 'pdf', 'ip', 'eu', 'uk', 'us', 'usa']);

/** A name in words: `ship_city` gives `Ship city`. Names that are not lower-case words stay as they are. */
export function nameInWords(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/u.test(name)) return name;
  const words = name.split('_').map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word));
  const [first = '', ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ');
}

/** English plural of a title; `plural` in the definition says otherwise. */
export function pluralOf(title: string): string {
  if (/[^aeiou]y$/iu.test(title)) return `${title.slice(0, -1)}ies`;
  if (/(?:s|x|z|ch|sh)$/iu.test(title)) return `${title}es`;
  return `${title}s`;
}
