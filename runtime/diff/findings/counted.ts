import type { Answer } from '../question.ts';

/** `1,204` */
export function grouped(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** `1 record`, `38 records`; `about 38,000 records` where it was counted on a sample. */
export function counted(answer: Answer, one = 'record', many = `${one}s`): string {
  const noun = answer.count === 1 ? one : many;
  const of = answer.of === null || answer.of <= answer.count ? '' : ` of ${grouped(answer.of)}`;
  return `${answer.exact ? '' : 'about '}${grouped(answer.count)}${of} ${of === '' ? noun : many}`;
}

/** The verb for so many: `is` for one, `are` for others. */
export function plural(answer: Answer, one: string, many: string): string {
  return answer.count === 1 ? one : many;
}
