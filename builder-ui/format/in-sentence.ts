/** A title as it stands inside a sentence: small letters, but abbreviations as they are ("US states", "VAT number"). */
export const inSentence = (title: string): string =>
  title.replaceAll(/[^\s/·-]+/gu, (word) => (/\p{Lu}.*\p{Lu}/u.test(word) ? word : word.toLowerCase()));
