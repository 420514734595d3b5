import { countOf } from './plural.ts';

const NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  entity: ['entity', 'entities'],
  never: ['never-rule', 'never-rules'],
  access: ['grant', 'grants'],
};

/** `field/renamed` as people say it: `Field renamed`. */
export function kindWords(kind: string): string {
  const words = kind.replaceAll(/[/_-]/gu, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `3 fields added`, `1 check changed`; of what is no plain deed, `2 changes of screen columns`. */
export function countKind(kind: string, count: number): string {
  const [thing = '', deed = ''] = kind.split('/');
  if (!DEEDS.has(deed))
    return countOf(
      count,
      `change of ${kind.replaceAll(/[/_-]/gu, ' ')}`,
      `changes of ${kind.replaceAll(/[/_-]/gu, ' ')}`,
    );
  const [one, many] = NOUNS[thing] ?? [thing.replaceAll('_', ' '), `${thing.replaceAll('_', ' ')}s`];
  return `${countOf(count, one, many)} ${deed.replaceAll('_', ' ')}`;
}

const DEEDS: ReadonlySet<string> = new Set(['added', 'removed', 'renamed', 'changed', 'moved']);
