export const DEV_PEOPLE_FILE = 'people.dev.yaml';

/** The file of people cannot be used; the message says where and what to do. */
export class DevPeopleProblem extends Error {
  override readonly name = 'DevPeopleProblem';
}

/** The problem in one sentence, of which the file is the subject. */
export function problem(what: string): DevPeopleProblem {
  return new DevPeopleProblem(`${DEV_PEOPLE_FILE} ${what}.`);
}
