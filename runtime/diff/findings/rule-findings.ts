import type { Entity } from '../../model/model.ts';
import type { Check } from '../../model/rule.ts';
import { inSentence } from '../../expression/words.ts';
import type { Change } from '../change.ts';
import type { World } from '../decider/possible.ts';
import type { Finding } from '../finding.ts';
import { bare } from '../model/bare.ts';
import { computedText } from '../model/text-of.ts';
import type { Question } from '../question.ts';
import { counted, plural } from './counted.ts';
import type { FindingContext } from './finding-input.ts';
import { note, type NotePlace, placeIn } from './note.ts';
import { compareRules, createProofs, type RuleProofs } from './rule-proofs.ts';

/** What changes about checks, about what must never be, and about computed values. */
export function ruleFindings(context: FindingContext): readonly Finding[] {
  const proofs = createProofs(context.head);
  return [
    ...context.input.changes.flatMap((change) => changeFindings(context, change)),
    ...Object.values(context.head.entities).flatMap((entity) => proven(context, entity, proofs)),
  ];
}

function changeFindings(context: FindingContext, change: Change): readonly Finding[] {
  const { kind, subject, entity: name } = change;
  const entity = name === null ? undefined : context.head.entities[name];
  if (entity === undefined) return [];
  const rule = subject.slice(subject.lastIndexOf('.') + 1);
  switch (kind) {
    case 'check/added':
      return breaks(context, change, entity, { ask: 'breaks-check', entity: entity.name, check: rule });
    case 'check/that':
    case 'check/enforce':
      return [
        ...breaks(context, change, entity, { ask: 'breaks-check', entity: entity.name, check: rule }),
        ...(kind === 'check/that' ? compared(context, change, entity, rule) : milder(change)),
      ];
    case 'never/added':
    case 'never/that':
      return breaks(context, change, entity, { ask: 'breaks-never', entity: entity.name, never: rule });
    case 'check/removed':
      return [
        note('rule/removed', change, {
          message: `\`${rule}\` of \`${entity.name}\` is gone: ${change.before ?? ''}`,
          fix: 'say in the pull request why it is needed no more',
          parts: [change.before],
        }),
      ];
    case 'field/computed':
      return computed(context, change, entity);
    default:
      return [];
  }
}

function breaks(
  context: FindingContext,
  change: Change,
  entity: Entity,
  question: Question,
): readonly Finding[] {
  const answer = context.answer(question);
  if (answer === undefined || answer === null || answer.count === 0) return [];
  const noun = inSentence(entity.title);
  const many = counted(answer, noun, inSentence(entity.plural));
  const never = question.ask === 'breaks-never';
  const rule = change.subject.slice(change.subject.lastIndexOf('.') + 1);
  return [
    note('rule/rows-break', change, {
      message: never
        ? `${sentence(many)} ${plural(answer, 'is', 'are')} what \`${rule}\` says must never be.`
        : `${sentence(many)} ${plural(answer, 'breaks', 'break')} \`${rule}\`.`,
      fix: 'mend them before or after the release, or let the rule leave old records out',
      impact: answer,
      parts: [change.after],
    }),
  ];
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A check that only warns or counts lets everything pass. */
function milder(change: Change): readonly Finding[] {
  if (change.before !== 'error') return [];
  return [
    note('rule/weakened', change, {
      message: `\`${change.subject}\` no longer refuses: it ${change.after === 'warn' ? 'only warns' : 'is only counted'}.`,
      fix: 'say in the pull request why it need not refuse any more',
      parts: [change.after],
    }),
  ];
}

function compared(context: FindingContext, change: Change, entity: Entity, rule: string): readonly Finding[] {
  const { base, head } = context;
  const [was, is] = [base?.entities[entity.name]?.checks[rule], entity.checks[rule]];
  // A changed table or formula means other values under the same name: nothing is claimed of the texts then.
  if (base === null || was === undefined || is === undefined || !sameTables(context)) return [];
  const { gain, loss } = compareRules(base, head, entity.name, was.that.tree, is.that.tree);
  if (gain.is === 'undecided' || loss.is === 'undecided') return [];
  const parts = [change.before, change.after];
  const of = `\`${change.subject}\``;
  if (gain.is === 'never' && loss.is === 'never')
    return [
      note('rule/same', change, {
        message: `${of} refuses and accepts exactly what it did before.`,
        fix: null,
        parts,
      }),
    ];
  const fix = 'look at the example: should it pass?';
  if (gain.is === 'here' && loss.is === 'here')
    return [
      note('rule/differs', change, {
        message: `${of} now accepts ${example(gain.world)}, and refuses ${example(loss.world)}.`,
        fix,
        parts,
      }),
    ];
  if (gain.is === 'here')
    return [
      note('rule/weakened', change, {
        message: `${of} lets more pass: ${example(gain.world)} was refused until now.`,
        fix,
        parts,
      }),
    ];
  return loss.is === 'here'
    ? [
        note('rule/tightened', change, {
          message: `${of} lets less pass: ${example(loss.world)} passed until now.`,
          fix: null,
          parts,
        }),
      ]
    : [];
}

const sameTables = ({ base, head }: FindingContext): boolean =>
  bare(Object.values(base?.decisions ?? {}).map(({ compiled }) => compiled)) ===
  bare(Object.values(head.decisions).map(({ compiled }) => compiled));

/** Values shown of an example at most. */
const MOST_VALUES = 4;

/** `total 600.01, status open` */
function example(world: World): string {
  const values = [...world].toSorted(recordFirst).map(([name, value]) => {
    const bareName = name.replace(/^record\./u, '').replace(/^params\./u, 'parameter ');
    return `${bareName} ${value === null ? 'empty' : typeof value === 'string' ? value : JSON.stringify(value)}`;
  });
  return values.length === 0 ? 'every record' : values.slice(0, MOST_VALUES).join(', ');
}

const recordFirst = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  Number(b.startsWith('record.')) - Number(a.startsWith('record.'));

function computed(context: FindingContext, change: Change, entity: Entity): readonly Finding[] {
  const field = change.field === null ? undefined : entity.fields[change.field];
  if (field === undefined || field.computed === null) return [];
  const answer = context.answer({ ask: 'computed', entity: entity.name, field: field.name });
  if (answer === undefined || answer === null || answer.count === 0) return [];
  const many = counted(answer, inSentence(entity.title), inSentence(entity.plural));
  return [
    note('rule/computed-differs', change, {
      message: `\`${change.subject}\` is another value in ${many}.`,
      fix: 'look at the examples; to keep old values, make it a field with a default',
      impact: answer,
      parts: [change.before, computedText(field)],
    }),
  ];
}

/** Of rules that are new or changed: what can be proven to be a mistake. */
function proven(context: FindingContext, entity: Entity, proofs: RuleProofs): readonly Finding[] {
  const { changes, base } = context.input;
  if (base !== null && !changes.some((change) => change.entity === entity.name)) return [];
  const was = context.base?.entities[entity.name];
  const isNews = (check: Check): boolean => bare(was?.checks[check.name]?.that) !== bare(check.that);
  const checks = Object.values(entity.checks).filter(({ enforce }) => enforce === 'error');
  const possible = new Set<string>();
  const alone = checks.flatMap((check) => {
    const can = proofs.satisfy(entity.name, check.that.tree);
    if (can.is !== 'never') possible.add(check.name);
    if (!isNews(check)) return [];
    const place = placeIn(check.that, `${entity.name}.checks.${check.name}`, entity.name);
    return can.is === 'never'
      ? [neverTrue(place, check.that.text)]
      : alwaysTrue(place, check, proofs, entity.name);
  });
  const pairs = checks.flatMap((one, at) =>
    checks.slice(at + 1).flatMap((other) => {
      if (!(isNews(one) || isNews(other)) || !possible.has(one.name) || !possible.has(other.name)) return [];
      if (proofs.together(entity.name, one.that.tree, other.that.tree).is !== 'never') return [];
      const place = placeIn(other.that, `${entity.name}.checks.${other.name}`, entity.name);
      return [
        note('rule/contradicts', place, {
          message: `\`${other.name}\` and \`${one.name}\` of \`${entity.name}\` are never true together.`,
          fix: 'change one of them, or say in one of them when it counts',
          parts: [one.name, other.that.text, one.that.text],
        }),
      ];
    }),
  );
  return [...alone, ...pairs, ...actions(entity, was, proofs)];
}

function neverTrue(place: NotePlace, text: string): Finding {
  return note('rule/never-true', place, {
    message: `\`${place.subject}\` can never be true.`,
    fix: 'look at the limits of the fields that it names, and at its operators',
    parts: [text],
  });
}

function alwaysTrue(
  place: NotePlace,
  { that }: Check,
  proofs: RuleProofs,
  entity: string,
): readonly Finding[] {
  if (proofs.fail(entity, that.tree).is !== 'never') return [];
  return [
    note('rule/always-true', place, {
      message: `\`${place.subject}\` is always true.`,
      fix: 'take it out, or mend it: the limits of the fields that it names hold anyway',
      parts: [that.text],
    }),
  ];
}

function actions(entity: Entity, was: Entity | undefined, proofs: RuleProofs): readonly Finding[] {
  return Object.values(entity.actions).flatMap((action) => {
    if (action.when === null || bare(was?.actions[action.name]?.when) === bare(action.when)) return [];
    if (proofs.satisfy(entity.name, action.when.tree).is !== 'never') return [];
    return [
      neverTrue(
        placeIn(action.when, `${entity.name}.actions.${action.name}.when`, entity.name),
        action.when.text,
      ),
    ];
  });
}
