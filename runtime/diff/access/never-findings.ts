import { explainExpression } from '../../expression/explain.ts';
import type { Tree } from '../../expression/tree.ts';
import { BOOL } from '../../expression/types.ts';
import { inSentence } from '../../expression/words.ts';
import { modelWords } from '../../model/model-words.ts';
import type { Entity, Model } from '../../model/model.ts';
import type { Never } from '../../model/rule.ts';
import type { Finding } from '../finding.ts';
import { verdictOfCompared } from './compare-cell.ts';
import { describeRecord } from './describe-witness.ts';
import { type AccessContext, accessNote, approvalFix, ownerOf } from './finding-context.ts';
import { own } from './lookups.ts';
import { sameDefinition } from './same-definition.ts';
import { allTrue, NOWHERE, type Truth, truthKey } from './truth.ts';

/**
 * What a `never` of the base refused and no `never` of the head refuses any more. One that was renamed, or said in other
 * words, refuses the same.
 */
export function neverFindings(context: AccessContext): readonly Finding[] {
  const { base, head } = context.pair;
  return Object.values(head.entities).flatMap((after) => {
    const before = own(base.entities, after.name);
    if (before === undefined || sameDefinition(before.never, after.never)) return [];
    return Object.values(before.never).flatMap((never) => neverFinding(context, before, after, never));
  });
}

function neverFinding(
  context: AccessContext,
  before: Entity,
  after: Entity,
  never: Never,
): readonly Finding[] {
  const { comparer, pair } = context;
  const passed = comparer.settled('base', after.name, isFalse(never.that.tree));
  const passes = comparer.settled(
    'head',
    after.name,
    allTrue(Object.values(after.never).map(({ that }) => isFalse(that.tree))),
  );
  if (truthKey(passed) === truthKey(passes)) return [];
  const compared = comparer.compare(after.name, '', passed, passes);
  const { gain, paths } = compared;
  if (gain.is === 'never') return [];
  const still = own(after.never, never.name);
  const was = inWords(pair.base, before, never.that.tree);
  const noun = inSentence(after.title);
  const example =
    gain.is === 'here'
      ? `For example, ${describeRecord({ model: pair.head, entity: after, world: gain.world, paths })} is accepted now and was refused.`
      : `What it lets pass now cannot be decided (${gain.why}), so it counts as weaker.`;
  const message =
    still === undefined
      ? `\`never.${never.name}\` is taken out: it refused every ${noun} where ${was}. ${example}`
      : `\`never.${never.name}\` refuses less: until now where ${was}, now where ${inWords(pair.head, after, still.that.tree)}. ${example}`;
  const approvers = ownerOf(context, after.name);
  const place = {
    subject: `${after.name}.never.${never.name}`,
    entity: after.name,
    field: null,
    span: (still ?? never).span,
    spanOf: still === undefined ? 'base' : 'head',
  } as const;
  return [
    accessNote(
      'access/never-weakened',
      place,
      {
        message,
        fix: approvalFix(context, approvers, 'keep it as it was'),
        parts: [never.that.text, still?.that.text ?? '', verdictOfCompared(compared)],
      },
      { approvers },
    ),
  ];
}

/** Only what is certainly not so passes a `never`. */
function isFalse(tree: Tree): Truth {
  return { ...NOWHERE, is: 'not', of: tree, type: BOOL };
}

function inWords(model: Model, entity: Entity, tree: Tree): string {
  return explainExpression(tree, modelWords(model, { entity: entity.name })).replaceAll(/\s+/gu, ' ');
}
