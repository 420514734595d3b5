import type { Answer } from '../question.ts';
import { grouped } from '../findings/counted.ts';

/** People named at most; the others are counted. */
const MOST_PEOPLE = 5;

/** `For example SO-100, SO-101.`; null where there are no examples. */
export function examplesOf(answer: Answer | null): string | null {
  if (answer === null || answer.samples.length === 0) return null;
  const names = answer.samples.map(({ id, title, detail }) => {
    const name = title ?? id;
    return detail === null ? name : `${name} (${detail})`;
  });
  return `For example ${names.join(', ')}.`;
}

/** `Anna gains 120, Ben loses 3.`; null where nobody was counted. */
export function peopleOf(answer: Answer | null): string | null {
  if (answer?.people === undefined || answer.people.length === 0) return null;
  const told = answer.people.slice(0, MOST_PEOPLE).map(({ name, gained, lost }) => {
    const parts = [
      ...(gained > 0 ? [`gains ${grouped(gained)}`] : []),
      ...(lost > 0 ? [`loses ${grouped(lost)}`] : []),
    ];
    return `${name} ${parts.join(' and ')}`;
  });
  const more = answer.people.length - told.length;
  const others = more > 0 ? `, and ${grouped(more)} more` : '';
  return `${answer.exact ? '' : 'About: '}${told.join(', ')}${others}.`;
}
