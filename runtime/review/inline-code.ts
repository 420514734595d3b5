import { element, type ReviewNode } from './review-node.ts';

/** A sentence whose words in backticks are code. An odd backtick stays what it is. */
export function withCode(sentence: string): ReviewNode[] {
  const parts = sentence.split('`');
  if (parts.length % 2 === 0) return [sentence];
  return parts.flatMap((part, at) => {
    if (part === '') return [];
    return [at % 2 === 1 ? element('code', null, part) : part];
  });
}
