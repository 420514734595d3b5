import type { Seed } from './seeded-mistakes.ts';

const ENTITIES = 20;

/** A workspace with so many rules that one kind of mistake in expressions finds 20 different places. */
export const RULES_TOOL = rulesTool();

function rulesTool(): string {
  const entities = Array.from({ length: ENTITIES }, (_, n) => entityText(n));
  const limits = Array.from(
    { length: ENTITIES },
    (_, n) => `  limit_${n}: { type: money, value: "500.00", about: The most of kind ${n}. }`,
  );
  const parameters = ['parameters: limits', 'owner: payments', 'values:', ...limits].join('\n');
  return `${[...entities, parameters].join('\n---\n')}\n`;
}

function entityText(n: number): string {
  const other = (n + 1) % ENTITIES;
  return `entity: refund_${n}
owner: payments
fields:
  number_${n}: { type: sequence, prefix: R${n}- }
  amount_${n}: { type: money, required: true }
  reason_${n}: { type: choice, options: [damaged_${n}, late_${n}], required: true }
  code_${n}: { type: text, required: true }
  secret_${n}: { type: text, required: true }
  share_${n}: { type: percent }
  note_${n}:
    type: long_text
    required_when: >-
      reason_${n} ==
      "late_${n}"
  other_${n}: { type: reference, to: refund_${other} }
  back_${n}: { type: children, of: refund_${(n + ENTITIES - 1) % ENTITIES} }
  state_${n}: { type: choice, options: [asked_${n}, paid_${n}, lost_${n}] }
checks:
  within_${n}:
    that: amount_${n} <= params.limit_${n}
    say: Only {params.limit_${n}} of {amount_${n}} is allowed.
  coded_${n}: { that: 'code_${n}.startsWith("R") && share_${n} == null', say: 'A code begins with R.' }
  many_${n}: { that: "back_${n}.exists(row, row.code_${(n + ENTITIES - 1) % ENTITIES} == code_${n})", say: There must be one. }
lifecycle: state_${n}
actions:
  pay_${n}: { from: asked_${n}, to: paid_${n} }
  lose_${n}: { from: asked_${n}, to: lost_${n} }
access:
  support: { read: { fields: [number_${n}, amount_${n}, reason_${n}] }, create: true }
  finance: { read: reason_${n} == "late_${n}", update: true, actions: [pay_${n}, lose_${n}] }`;
}

/** The kinds of mistake in rules, each at 20 places. */
export const RULE_SEEDS: readonly Seed[] = [
  {
    kind: 'money against text',
    code: 'expression/type',
    edit: (n) => ({
      find: `that: amount_${n} <= params.limit_${n}`,
      replace: `that: amount_${n} <= code_${n}`,
      at: `amount_${n} <= code_${n}`,
    }),
  },
  {
    kind: 'an option that there is not, in a folded text',
    code: 'expression/option',
    edit: (n) => ({
      find: `      reason_${n} ==\n      "late_${n}"\n`,
      replace: `      reason_${n} ==\n      "lost_${n}"\n`,
      at: `"lost_${n}"`,
    }),
  },
  {
    kind: 'an unknown parameter, in a message',
    code: 'expression/unknown-name',
    edit: (n) => ({
      find: `say: Only {params.limit_${n}} of`,
      replace: `say: Only {params.limti_${n}} of`,
      at: `limti_${n}`,
    }),
  },
  {
    kind: 'a state that no action reaches',
    code: 'lifecycle/unreachable',
    edit: (n) => ({
      find: `options: [asked_${n}, paid_${n}, lost_${n}]`,
      replace: `options: [asked_${n}, paid_${n}, held_${n}, lost_${n}]`,
      at: `held_${n}`,
    }),
  },
  {
    kind: 'a field that the reader of a message may not read',
    code: 'rule/message-reveals',
    edit: (n) => ({
      find: `of {amount_${n}} is allowed`,
      replace: `of {amount_${n}} for {secret_${n}} is allowed`,
      at: `secret_${n}`,
    }),
  },
  {
    kind: 'a condition that is constant, in single quotes',
    code: 'expression/constant',
    edit: (n) => ({
      find: `that: 'code_${n}.startsWith("R") && share_${n} == null'`,
      replace: `that: 'code_${n}.startsWith("it''s R") && 1 < 2'`,
      at: '1 < 2',
    }),
  },
  {
    kind: 'an empty field that is not handled',
    code: 'rule/null-unhandled',
    edit: (n) => ({
      find: `that: 'code_${n}.startsWith("R") && share_${n} == null'`,
      replace: `that: 'code_${n}.startsWith("R") && share_${n} < 0.5'`,
      at: `share_${n} <`,
    }),
  },
  {
    kind: 'a regular expression that can explode, in double quotes',
    code: 'expression/regex',
    edit: (n) => ({
      find: `that: 'code_${n}.startsWith("R") && share_${n} == null'`,
      replace: `that: "code_${n}.matches(\\"(a+)+b\\")"`,
      at: '\\"(a+)+b\\"',
    }),
  },
  {
    kind: 'a variable that hides a field',
    code: 'expression/shadowed',
    edit: (n) => ({
      find: `back_${n}.exists(row, row.code_`,
      replace: `back_${n}.exists(code_${n}, code_${n}.code_`,
      at: `code_${n}, `,
    }),
  },
  {
    kind: 'a rule that costs too much',
    code: 'expression/too-costly',
    edit: (n) => {
      const before = (n + ENTITIES - 1) % ENTITIES;
      const loop = `back_${n}.exists(row, row.back_${before}.exists(far, far.number_${(n + ENTITIES - 2) % ENTITIES} == number_${n}))`;
      return {
        find: `that: "back_${n}.exists(row, row.code_${before} == code_${n})"`,
        replace: `that: "${loop}"`,
        at: `back_${n}.exists`,
      };
    },
  },
];
