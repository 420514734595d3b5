import { dependenciesOf } from '../../expression/dependencies.ts';
import { explainExpression } from '../../expression/explain.ts';
import type { Tree } from '../../expression/tree.ts';
import { listed } from '../../expression/words.ts';
import { modelWords } from '../../model/model-words.ts';
import { type Entity, type Grant, type Model, RECORD_OPERATIONS } from '../../model/model.ts';
import { findField } from '../../model/system-fields.ts';
import type { Finding } from '../finding.ts';
import { grouped } from '../findings/counted.ts';
import type { NotePlace } from '../findings/note.ts';
import { type Answer, questionKey } from '../question.ts';
import { actionTruth } from './action-truth.ts';
import { actionOf } from './effective-access.ts';
import { type AccessContext, accessNote, pluralOf, titlesOf } from './finding-context.ts';
import { hiddenReads } from './hidden-reads.ts';
import { own } from './lookups.ts';
import { doing, subjectOf, verbOf } from './operation-words.ts';
import { sameDefinition } from './same-definition.ts';
import { allTrue, type Truth } from './truth.ts';

/** Records from which on a condition without an index is worth a warning. */
const MANY_RECORDS = 100_000;

/** A grant that is new, or not as it was. */
type Changed = {
  readonly entity: Entity;
  readonly role: string;
  readonly operation: string;
  readonly grant: Grant;
  /** The other grants of the same role for the same. */
  readonly beside: readonly Grant[];
  /** Whether its conditions are new too, and not only its fields. */
  readonly isJudgedAnew: boolean;
};

/** What is odd about grants that were written or changed; old ones were judged when they came. */
export function grantFindings(context: AccessContext): readonly Finding[] {
  return changedGrants(context).flatMap((changed) => {
    if (!changed.isJudgedAnew) return redundantFindings(context, changed);
    const idle = truthFindings(context, changed);
    if (idle.length > 0) return idle;
    return [
      ...redundantFindings(context, changed),
      ...hiddenFindings(context, changed),
      ...indexFindings(context, changed),
    ];
  });
}

function changedGrants({ pair }: AccessContext): readonly Changed[] {
  return Object.values(pair.head.entities).flatMap((entity) => {
    const before = own(pair.base.entities, entity.name);
    if (before !== undefined && sameDefinition(before.access, entity.access)) return [];
    return Object.entries(entity.access).flatMap(([role, access]) => {
      const was = own(before?.access ?? {}, role);
      const lists = [
        ...RECORD_OPERATIONS.map((name) => [name, access[name] ?? [], was?.[name] ?? []] as const),
        ...Object.entries(access.actions ?? {}).map(([name, grant]) => {
          const old = own(was?.actions ?? {}, name);
          return [`action ${name}`, [grant], old === undefined ? [] : [old]] as const;
        }),
      ];
      return lists.flatMap(([operation, grants, old]) =>
        grants
          .filter((grant) => !old.some((other) => sameDefinition({ ...other, id: '' }, { ...grant, id: '' })))
          .map((grant): Changed => {
            const beside = grants.filter((other) => other !== grant);
            const isKept = old.some(
              ({ rows, after }) =>
                sameDefinition(rows?.tree, grant.rows?.tree) &&
                sameDefinition(after?.tree, grant.after?.tree),
            );
            return { entity, role, operation, grant, beside, isJudgedAnew: !isKept };
          }),
      );
    });
  });
}

function placeOf({ entity, role, operation, grant }: Changed, at: Grant = grant): NotePlace {
  return {
    subject: subjectOf(entity.name, role, operation),
    entity: entity.name,
    field: null,
    span: at.rows?.span ?? at.span,
    spanOf: 'head',
  };
}

const keyOf = ({ rows, after, fields }: Grant): readonly (string | null)[] => [
  rows?.text ?? null,
  after?.text ?? null,
  ...(fields ?? []),
];

function settled({ comparer }: AccessContext, { entity }: Changed, truth: Truth): Truth {
  return comparer.settled('head', entity.name, truth);
}

function truthFindings(context: AccessContext, changed: Changed): readonly Finding[] {
  const { entity, role, operation, grant } = changed;
  const action = actionOf(entity, operation);
  const rows = grant.rows?.tree ?? true;
  const whole = allTrue([rows, action === undefined ? true : actionTruth(entity, action)]);
  if (typeof whole === 'boolean') return [];
  const { comparer } = context;
  const able = comparer.compare(entity.name, role, false, settled(context, changed, whole));
  const title = titlesOf(context, [role]);
  const said = inWords(context.pair.head, entity, whole);
  if (able.gain.is === 'never')
    return [
      accessNote('access/never-true', placeOf(changed), {
        message: `${title} can never ${doing(entity, operation)} by this grant: it is never so that ${said}.`,
        fix: 'correct the condition, or take the grant out',
        parts: keyOf(grant),
      }),
    ];
  if (typeof rows === 'boolean') return [];
  const left = comparer.compare(entity.name, role, settled(context, changed, rows), true);
  if (left.gain.is !== 'never') return [];
  return [
    accessNote('access/always-true', placeOf(changed), {
      message: `The condition of this grant is true of all ${pluralOf(entity)}: ${inWords(context.pair.head, entity, rows)}.`,
      fix: 'write `true` instead, or the condition that was meant',
      parts: keyOf(grant),
    }),
  ];
}

function redundantFindings(context: AccessContext, changed: Changed): readonly Finding[] {
  const { role, grant, beside } = changed;
  const cover = beside.find((other, at) => {
    // Of two that say the same, only the later one is too much.
    const isSame = sameDefinition({ ...other, id: '' }, { ...grant, id: '' });
    return (!isSame || at < grantPlace(changed)) && covers(context, changed, other);
  });
  if (cover === undefined) return [];
  return [
    accessNote('access/redundant', placeOf(changed), {
      message: `This grant gives ${titlesOf(context, [role])} nothing more: the one in line ${cover.span.line} covers it.`,
      fix: 'take it out',
      parts: keyOf(grant),
    }),
  ];
}

/** How many grants for the same stand before it. */
function grantPlace({ entity, role, operation, grant }: Changed): number {
  const name = RECORD_OPERATIONS.find((one) => one === operation);
  const all = name === undefined ? [] : (entity.access[role]?.[name] ?? []);
  return all.indexOf(grant);
}

function covers(context: AccessContext, changed: Changed, other: Grant): boolean {
  const { entity, role, grant } = changed;
  if (grant.fields === null ? other.fields !== null : !coversFields(other, grant.fields)) return false;
  const isMaskedMore = Object.entries(other.masks).some(
    ([name, mask]) =>
      (grant.fields === null || grant.fields.includes(name)) && own(grant.masks, name) !== mask,
  );
  if (isMaskedMore || (other.after !== null && !sameDefinition(other.after.tree, grant.after?.tree)))
    return false;
  const truth = (of: Grant): Truth => settled(context, changed, of.rows?.tree ?? true);
  return context.comparer.compare(entity.name, role, truth(other), truth(grant)).gain.is === 'never';
}

/** A field that is named is shown more often than a derived one that merely comes with all others. */
const coversFields = ({ fields }: Grant, names: readonly string[]): boolean =>
  fields !== null && names.every((name) => fields.includes(name));

function hiddenFindings(context: AccessContext, changed: Changed): readonly Finding[] {
  const { entity, role, operation, grant } = changed;
  const trees = [grant.rows?.tree, grant.after?.tree].filter((tree) => tree !== undefined);
  const hidden = new Set(trees.flatMap((tree) => hiddenReads(context.view(role), entity, tree)));
  if (hidden.size === 0) return [];
  return [
    accessNote('access/reads-hidden', placeOf(changed), {
      message: `Which ${pluralOf(entity)} ${titlesOf(context, [role])} may ${verbOf(entity, operation)} depends on ${listed([...hidden], 'and')}, which they may not read.`,
      fix: 'let them read it, or decide by something that they may read',
      parts: [...keyOf(grant), ...hidden],
    }),
  ];
}

function indexFindings(context: AccessContext, changed: Changed): readonly Finding[] {
  const { entity, role, operation, grant } = changed;
  if (operation !== 'read' || grant.rows === null) return [];
  const answer = recordsOf(context, entity.name);
  if (answer === null || answer.count <= MANY_RECORDS) return [];
  const read = dependenciesOf(grant.rows.tree).flatMap(({ root, steps }) =>
    root === 'record' && steps[0] !== undefined ? [steps[0]] : [],
  );
  if (read.length === 0 || read.some((name) => isIndexed(entity, name))) return [];
  const stored = read.find((name) => isStored(entity, name));
  return [
    accessNote('access/unindexed', placeOf(changed), {
      message: `The condition under which ${titlesOf(context, [role])} may read ${pluralOf(entity)} looks at no field that has an index, and there are ${answer.exact ? '' : 'about '}${grouped(answer.count)} of them.`,
      fix:
        stored === undefined
          ? 'decide by a field that is stored with the record'
          : `add \`indexes: [[${stored}]]\` to \`${entity.name}\``,
      impact: answer,
      parts: keyOf(grant),
    }),
  ];
}

/** Records are counted under the name that the base has for the entity. */
function recordsOf({ input, pair }: AccessContext, entity: string): Answer | null {
  const was = pair.head.entities[entity]?.was;
  const names = [entity, ...(was === null || was === undefined ? [] : [was])];
  for (const name of names) {
    const answer = input.answers.get(questionKey({ ask: 'records', entity: name }));
    if (answer !== undefined && answer !== null) return answer;
  }
  return null;
}

function isStored(entity: Entity, name: string): boolean {
  const field = findField(entity, name);
  if (field === undefined || field.type === 'children' || field.type === 'references') return false;
  return field.computed === null || (field.computed.is === 'formula' && field.computed.kept === 'stored');
}

/** References, people and choices are looked up by an index of their own. */
function isIndexed(entity: Entity, name: string): boolean {
  const field = findField(entity, name);
  if (field === undefined || !isStored(entity, name)) return false;
  if (['reference', 'user', 'choice', 'sequence'].includes(field.type) || field.unique) return true;
  return entity.indexes.some(({ fields }) => fields[0] === name);
}

function inWords(model: Model, entity: Entity, tree: Tree): string {
  return explainExpression(tree, modelWords(model, { entity: entity.name })).replaceAll(/\s+/gu, ' ');
}
