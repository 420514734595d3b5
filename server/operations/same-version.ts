import { Refusal } from './refusal.ts';

/** Refuses a change that was not made from the present version. `what` begins the sentence: `The parameter`. */
export function sameVersion(given: string | null, present: string, what: string): void {
  if (given === null)
    throw new Refusal(
      'record/version_missing',
      `${what} can only be changed with the version that was read.`,
    );
  if (given !== present)
    throw new Refusal('record/stale', `${what} changed since version ${given.slice(0, 40)} was read.`, {
      hint: 'Read it again, then decide whether the change is still wanted.',
    });
}
