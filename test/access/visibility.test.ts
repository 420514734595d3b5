import { expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { isTrue } from '../../runtime/expression/evaluate.ts';
import type { RecordValue } from '../../runtime/expression/value.ts';
import { MASKS } from '../../runtime/model/model.ts';
import type { Entity, Mask, Model } from '../../runtime/model/model.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { narrowScope, createReadScope } from '../../runtime/policy/read-scope.ts';
import { decide } from '../../runtime/policy/decide.ts';
import { MASK_ORDER } from '../../runtime/policy/visibility.ts';
import { maskText } from '../../runtime/policy/mask.ts';
import { createRunFacts, factsFor } from '../../runtime/rules/run-facts.ts';

/** Conditions with what they mean in three values; null is unknown. */
type Truth = boolean | null;
type Bits = { readonly a: Truth; readonly b: Truth };
const CONDITIONS: readonly (readonly [
  text: string | null,
  means: (row: Bits, level: number | null) => Truth,
])[] = [
  [null, () => true],
  ['a', ({ a }) => a],
  ['!a', ({ a }) => (a === null ? null : !a)],
  ['a && b', ({ a, b }) => (a === false || b === false ? false : a === null || b === null ? null : true)],
  ['a || b', ({ a, b }) => (a === true || b === true ? true : a === null || b === null ? null : false)],
  ['a == b', ({ a, b }) => a === b],
  [
    'b == true && user.level > 2',
    ({ b }, level) => (b !== true || (level !== null && level <= 2) ? false : level === null ? null : true),
  ],
];
const FIELDS = ['f0', 'f1', 'f2'] as const;
/** Derived fields and the fields that they are made from. */
const DERIVED: Readonly<Record<string, readonly string[]>> = { g: ['f0', 'f1'], h: ['g', 'f2'] };
const ALL = [...FIELDS, 'g', 'h'];
const BITS: readonly Truth[] = [true, false, null];
const ROWS: readonly Bits[] = BITS.flatMap((a) => BITS.map((b) => ({ a, b })));

type Grant = {
  readonly when: number;
  readonly fields: readonly string[] | null;
  readonly mask: Readonly<Record<string, Mask>>;
};
type Case = { readonly roles: readonly (readonly Grant[])[]; readonly levels: readonly (number | null)[] };

/** Thirty lines that say what the union of grants means, and nothing else. */
function oracle({ roles, levels }: Case, row: Bits, field: string): 'clear' | 'hidden' | Mask {
  const found = new Set<'clear' | Mask>();
  for (const [at, grants] of roles.entries())
    for (const grant of grants) {
      if (CONDITIONS[grant.when]?.[1](row, levels[at] ?? null) !== true) continue;
      if (grant.fields !== null && !grant.fields.includes(field)) continue;
      const inputs = grant.fields === null ? (DERIVED[field] ?? []) : [];
      if (inputs.some((input) => oracle({ roles, levels }, row, input) !== 'clear')) continue;
      found.add(grant.mask[field] ?? 'clear');
    }
  const order = ['clear', 'last_4', 'domain', 'initial', 'hidden'] as const;
  return order.find((how) => found.has(how)) ?? 'hidden';
}

function seesRow({ roles, levels }: Case, row: Bits): boolean {
  return roles.some((grants, at) =>
    grants.some((grant) => CONDITIONS[grant.when]?.[1](row, levels[at] ?? null) === true),
  );
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function makeCase(next: () => number): Case {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
  const grant = (): Grant => {
    const fields = next() < 0.4 ? null : ALL.filter(() => next() < 0.5);
    const masked = (fields ?? FIELDS).filter(() => next() < 0.2);
    return {
      when: Math.floor(next() * CONDITIONS.length),
      fields: fields?.length === 0 ? ['f0'] : fields,
      mask: Object.fromEntries(
        masked.map((name) => [name, pick(MASKS.filter((mask) => mask !== 'domain' || !(name in DERIVED)))]),
      ),
    };
  };
  const roles = Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
    Array.from({ length: 1 + Math.floor(next() * 3) }, grant),
  );
  return { roles, levels: roles.map(() => pick([null, 1, 3])) };
}

function definitions({ roles }: Case): string {
  const grants = roles.map((list, at) => {
    const texts = list.map(({ when, fields, mask }) => {
      const text = CONDITIONS[when]?.[0] ?? null;
      const parts = [
        ...(text === null ? [] : [`when: '${text}'`]),
        ...(fields === null ? [] : [`fields: [${fields.join(', ')}]`]),
        ...(Object.keys(mask).length === 0 ? [] : [`mask: ${JSON.stringify(mask)}`]),
      ];
      return parts.length === 0 ? '{ fields: [a, b, f0, f1, f2, g, h] }' : `{ ${parts.join(', ')} }`;
    });
    return `  r${at}: { read: [ ${texts.join(', ')} ] }`;
  });
  return `workspace: test
language: 1
title: Test
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@test.example } }
user_attributes: { level: { type: integer, about: Level. } }
${roles.map((_, at) => `---\nrole: r${at}\nabout: Role.`).join('\n')}
---
entity: item
owner: team
fields:
  a: { type: boolean }
  b: { type: boolean }
  f0: { type: email }
  f1: { type: email }
  f2: { type: email }
  g: { type: text, formula: f0 + f1 }
  h: { type: text, formula: g + f2 }
access:
${grants.join('\n')}
`;
}

it('shows of each row what some grant for that very row shows: 400 sets of grants against an oracle', () => {
  let compared = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const made = makeCase(random(seed * 7919));
    const { model, item } = build(made, seed);
    const actor = actorOf(made);
    const facts = createRunFacts(model, actor, {}, new Date(0));
    const scope = createReadScope(model, actor);
    for (const row of ROWS) {
      const record = { id: 'x', ...row } as unknown as RecordValue;
      const holds = (condition: Condition): boolean => judge(condition, record, facts);
      expect([seed, row, holds(scope.rows(item))]).toEqual([seed, row, seesRow(made, row)]);
      for (const field of ALL) {
        const { clear, masked } = scope.visibility(item, field);
        const how = holds(clear) ? 'clear' : (masked.find(({ when }) => holds(when))?.mask ?? 'hidden');
        expect([seed, row, field, how]).toEqual([seed, row, field, oracle(made, row, field)]);
        compared += 1;
      }
    }
  }
  expect(compared).toBe(400 * ROWS.length * ALL.length);
});

it('narrows by another decision: both must cover the field of the very row', () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const made = makeCase(random(seed * 104_729));
    const { model, item } = build(made, seed);
    const actor = actorOf(made);
    const facts = createRunFacts(model, actor, {}, new Date(0));
    const read = createReadScope(model, actor);
    const narrow = narrowScope(read, item, decide(model, actor, 'read', 'item'));
    for (const row of ROWS) {
      const record = { id: 'x', ...row } as unknown as RecordValue;
      const holds = (condition: Condition): boolean => judge(condition, record, facts);
      expect(holds(narrow.rows(item))).toBe(holds(read.rows(item)));
      for (const field of ALL)
        expect(holds(narrow.visibility(item, field).clear)).toBe(holds(read.visibility(item, field).clear));
    }
  }
});

it('masks texts so that short ones tell nothing, and knows an order of all masks', () => {
  expect(MASK_ORDER.toSorted()).toEqual(MASKS.toSorted());
  expect(maskText('last_4', 'DE89370400440532013000')).toBe('•••• 3000');
  expect(maskText('last_4', '1234567')).toBe('••••');
  expect(maskText('initial', 'Ada')).toBe('A•••');
  expect(maskText('initial', 'A')).toBe('•••');
  expect(maskText('domain', 'ada@home.example')).toBe('•••@home.example');
  expect(maskText('domain', '@home.example')).toBe('•••');
  expect(maskText('hidden', null)).toBe('••••');
  expect(maskText('last_4', null)).toBeNull();
});

function build(made: Case, seed: number): { model: Model; item: Entity } {
  const { model, diagnostics } = compile([{ path: 'test.yaml', text: definitions(made) }]);
  const item = model?.entities['item'];
  if (model === null || item === undefined)
    throw new Error(`${seed}: ${diagnostics.map(({ message }) => message).join('\n')}\n${definitions(made)}`);
  return { model, item };
}

function actorOf({ roles, levels }: Case): Actor {
  const names = roles.map((_, at) => `r${at}`);
  return {
    kind: 'person',
    id: 'me',
    name: 'Me',
    roles: names,
    holdings: names.map((role, at) => ({ role, scope: { level: levels[at] ?? null } })),
    attributes: { level: 9 },
  };
}

function judge(condition: Condition, record: RecordValue, facts: ReturnType<typeof createRunFacts>): boolean {
  if (typeof condition === 'boolean') return condition;
  if ('any' in condition) return condition.any.some((part) => judge(part, record, facts));
  if ('all' in condition) return condition.all.every((part) => judge(part, record, facts));
  return isTrue(condition.rule, factsFor(facts, record, null, condition.holding));
}
