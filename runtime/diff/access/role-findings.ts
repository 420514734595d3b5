import type { Finding } from '../finding.ts';
import { counted } from '../findings/counted.ts';
import { questionKey } from '../question.ts';
import { roleTitle } from './describe-witness.ts';
import { type AccessContext, accessNote, titlesOf } from './finding-context.ts';

/** Roles that are taken out, and roles that are new. */
export function roleFindings(context: AccessContext): readonly Finding[] {
  const { base, head } = context.pair;
  return [
    ...Object.keys(base.roles)
      .filter((name) => !Object.hasOwn(head.roles, name))
      .map((name) => removed(context, name)),
    ...Object.keys(head.roles)
      .filter((name) => !Object.hasOwn(base.roles, name))
      .map((name) => unheld(context, name)),
  ];
}

function removed({ input, pair }: AccessContext, name: string): Finding {
  const answer = input.answers.get(questionKey({ ask: 'holders', role: name }));
  const title = roleTitle(pair.base, name);
  const known = answer !== undefined && answer !== null;
  const people = !known
    ? 'Who holds it was not asked.'
    : answer.count === 0
      ? 'Nobody holds it.'
      : `${counted(answer, 'person', 'people')} ${answer.count === 1 ? 'holds' : 'hold'} it and ${answer.count === 1 ? 'loses' : 'lose'} what it grants.`;
  return accessNote(
    'access/role-removed',
    {
      subject: `role.${name}`,
      entity: null,
      field: null,
      span: pair.base.roles[name]?.span ?? null,
      spanOf: 'base',
    },
    {
      // Without an answer nobody is known to lose anything; whoever publishes is asked again with the database at hand.
      level: !known ? 'warning' : answer.count === 0 ? 'info' : 'error',
      message: `The role ${title} is taken out. ${people}`,
      fix:
        known && answer.count === 0
          ? null
          : 'give those who hold it another role and take this one from them first, or leave it in',
      impact: answer ?? null,
    },
  );
}

function unheld(context: AccessContext, name: string): Finding {
  const { head } = context.pair;
  const role = head.roles[name];
  const givers = role?.givenBy ?? [];
  const by = givers.length === 0 ? 'only an operator gives it' : `${titlesOf(context, givers)} may give it`;
  return accessNote(
    'access/role-unheld',
    { subject: `role.${name}`, entity: null, field: null, span: role?.span ?? null, spanOf: 'head' },
    {
      message: `Nobody holds the new role ${roleTitle(head, name)} yet; ${by}.`,
      fix: null,
      parts: givers,
    },
  );
}
