import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { Field } from '../../model/field.ts';
import type { Entity } from '../../model/model.ts';
import type { Finding, Level } from '../finding.ts';
import { typeText } from '../model/text-of.ts';
import { holdsValues } from '../questions-of.ts';
import type { Answer } from '../question.ts';
import { counted } from './counted.ts';
import type { EntityPair } from '../model/pair-models.ts';
import type { FindingContext } from './finding-input.ts';
import { note, type NotePlace, placeIn } from './note.ts';

export type IdentityFindings = {
  readonly findings: readonly Finding[];
  /** Subjects of what may have been renamed: that they go is told with it. */
  readonly told: ReadonlySet<string>;
};

/** Whether what goes and what comes is the same thing under another name. */
export function identityFindings(context: FindingContext): IdentityFindings {
  if (context.input.base === null || context.input.rollback === true)
    return { findings: [], told: new Set() };
  const renames = [
    ...entityRenames(context),
    ...context.entities.flatMap((pair) => fieldRenames(context, pair)),
  ];
  return {
    findings: [
      ...renames.map(({ finding }) => finding),
      ...context.entities.flatMap((pair) => wasFindings(context, pair)),
      ...reusedNames(context),
    ],
    told: new Set(renames.map(({ told }) => told)),
  };
}

type Rename = { readonly finding: Finding; readonly told: string };

/** Part of the field names that two entities share at least, to be taken for one that was renamed. */
const ALIKE = 0.5;

function entityRenames(context: FindingContext): readonly Rename[] {
  const gone = context.entities.flatMap(({ base, head }) => (base !== null && head === null ? [base] : []));
  const added = context.entities.flatMap(({ base, head }) => (base === null && head !== null ? [head] : []));
  return gone.flatMap((old) => {
    const [now] = added
      .filter((each) => likeness(old, each) >= ALIKE)
      .toSorted((a, b) => likeness(old, b) - likeness(old, a));
    if (now === undefined) return [];
    const answer = context.answer({ ask: 'records', entity: old.name });
    return renamed(placeIn(now, now.name, now.name), old.name, now.name, answer, old.name);
  });
}

function likeness(a: Entity, b: Entity): number {
  const [one, other] = [Object.keys(a.fields), Object.keys(b.fields)];
  const shared = one.filter((name) => other.includes(name)).length;
  return shared / Math.max(one.length, other.length, 1);
}

function fieldRenames(
  context: FindingContext,
  { base, head, fields, former }: EntityPair,
): readonly Rename[] {
  if (base === null || head === null || former === null) return [];
  const gone = fields.flatMap(({ base: old, head: now }) =>
    old !== null && now === null && holdsValues(old) ? [old] : [],
  );
  const added = fields.flatMap(({ base: old, head: now }) =>
    old === null && now !== null && holdsValues(now) && now.was === null ? [now] : [],
  );
  return gone.flatMap((old) => {
    const now = likeliest(old, added, base, head);
    if (now === undefined) return [];
    const answer = context.answer({ ask: 'values', entity: former, field: old.name });
    const place = placeIn(now, `${head.name}.${now.name}`, head.name, now.name);
    return renamed(place, old.name, now.name, answer, `${head.name}.${old.name}`);
  });
}

/** Of the same type: the one with the most similar name, else the one in the same place, else the first. */
function likeliest(old: Field, added: readonly Field[], base: Entity, head: Entity): Field | undefined {
  const alike = added.filter((field) => typeText(field) === typeText(old));
  const near = nearestName(
    old.name,
    alike.map(({ name }) => name),
  );
  const place = Object.keys(base.fields).indexOf(old.name);
  return (
    alike.find(({ name }) => name === near) ??
    alike.find(({ name }) => Object.keys(head.fields).indexOf(name) === place) ??
    alike[0]
  );
}

function renamed(
  place: NotePlace,
  old: string,
  now: string,
  answer: Answer | null | undefined,
  told: string,
): readonly Rename[] {
  if (answer !== undefined && answer !== null && answer.exact && answer.count === 0) return [];
  const level: Level = answer === undefined ? 'warning' : 'error';
  const isCounted = answer !== undefined && answer !== null;
  const values = isCounted ? `the values of ${counted(answer)}` : 'its values';
  const finding = note('identity/remove-or-rename', place, {
    level,
    message: `\`${old}\` goes and \`${now}\` of the same form comes: without \`was\`, ${values} stay behind.`,
    fix: `if \`${now}\` is the same under a new name, write \`was: ${old}\` at it; if it is not, accept this finding`,
    impact: answer,
    parts: [old, now],
  });
  return [{ finding, told }];
}

function wasFindings(context: FindingContext, pair: EntityPair): readonly Finding[] {
  const { base, head, fields, former } = pair;
  const { input } = context;
  if (head === null || input.base === null) return [];
  const gone = context.entities.flatMap(({ base: old, head: now }) =>
    old !== null && now === null ? [old.name] : [],
  );
  const own = wasFinding(
    context,
    placeIn(head, head.name, head.name),
    before(base, former),
    head,
    gone,
    null,
  );
  // Of a new entity nothing was ever renamed here: the files only tell its history elsewhere.
  if (base === null) return own;
  const goneFields = fields.flatMap(({ base: old, head: now }) =>
    old !== null && now === null ? [old.name] : [],
  );
  return [
    ...own,
    ...fields.flatMap(({ base: old, head: now, former: name }) =>
      now === null
        ? []
        : wasFinding(
            context,
            placeIn(now, `${head.name}.${now.name}`, head.name, now.name),
            before(old, name),
            now,
            goneFields,
            head.name,
          ),
    ),
  ];
}

type Named = { readonly name: string; readonly was: string | null };

/** What it was called in the base. */
const before = (thing: Named | null, former: string | null): Named | null =>
  thing === null || former === null ? null : { name: former, was: thing.was };

function wasFinding(
  { input }: FindingContext,
  place: NotePlace,
  old: Named | null,
  now: Named,
  gone: readonly string[],
  entity: string | null,
): readonly Finding[] {
  if (now.was === null) return [];
  if (old !== null) {
    // `was` that came after the renaming may still lead to what stayed behind; the migration looks.
    if (old.name !== now.name || old.was !== now.was || input.changes.length === 0) return [];
    return [
      note('identity/stale-was', place, {
        message: `\`${place.subject}\` was renamed from \`${now.was}\` in a release that is in force.`,
        fix: null,
        parts: [now.was],
      }),
    ];
  }
  const isKept = (input.retired ?? []).some((retired) =>
    entity === null
      ? retired.field === null && retired.entity === now.was
      : retired.entity === entity && retired.field === now.was,
  );
  if (isKept) return [];
  const meant = nearestName(now.was, gone) ?? gone[0];
  return [
    note('identity/unknown-was', place, {
      message: `\`${place.subject}\` says that it was \`${now.was}\`, but the ${entity === null ? 'definitions' : 'entity'} in force ${entity === null ? 'have no such entity' : 'has no such field'}.`,
      fix:
        meant === undefined ? 'remove `was`' : `write \`was: ${meant}\` if it was that, else remove \`was\``,
      parts: [now.was],
    }),
  ];
}

function reusedNames({ input, entities }: FindingContext): readonly Finding[] {
  return (input.retired ?? []).flatMap(({ entity, field, type, typeNow }) => {
    const pair = entities.find(({ head }) => head?.name === entity);
    const now = field === null ? undefined : pair?.head?.fields[field];
    const isNew = pair?.fields.some(({ base, head }) => head === now && base === null) ?? false;
    if (now === undefined || !isNew || type === null || typeNow === null || type === typeNow) return [];
    return [
      note('identity/reused-name', placeIn(now, `${entity}.${now.name}`, entity, now.name), {
        message: `\`${entity}.${now.name}\` stood for values of another type (${type}, now ${typeNow}) in an earlier release; they are still kept.`,
        fix: 'take another name, or remove the old values first with `jig purge`',
        parts: [type, typeNow],
      }),
    ];
  });
}
