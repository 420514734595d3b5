import type { Field } from '../../model/field.ts';
import type { Entity } from '../../model/model.ts';
import type { Finding, Level } from '../finding.ts';
import { optionsOf } from '../model/diff-fields.ts';
import { typeText } from '../model/text-of.ts';
import { holdsValues, removedOptions } from '../questions-of.ts';
import type { Answer } from '../question.ts';
import { counted, plural } from './counted.ts';
import { dependentsOf } from './dependents.ts';
import type { EntityPair, FieldPair } from '../model/pair-models.ts';
import type { FindingContext } from './finding-input.ts';
import { note, type NotePlace } from './note.ts';
import { isReversible, tighterLimits } from './narrowing.ts';

/** What happens to values that people wrote. */
export function dataFindings(context: FindingContext): readonly Finding[] {
  return context.entities.flatMap((pair) => {
    if (pair.base === null) return [];
    if (pair.head === null) return recordsLost(context, pair);
    return pair.fields.flatMap((field) =>
      field.base === null
        ? []
        : field.head === null
          ? valuesLost(context, pair, field.base)
          : fieldFindings(context, pair, field, field.base, field.head),
    );
  });
}

/** Nothing counted is no proof of nothing; an earlier release puts aside what came later knowingly. */
function lossLevel(answer: Answer | null | undefined, { input }: FindingContext): Level {
  if (answer !== undefined && answer !== null && answer.exact && answer.count === 0) return 'info';
  return answer === undefined || input.rollback === true ? 'warning' : 'error';
}

function recordsLost(context: FindingContext, { base }: EntityPair): readonly Finding[] {
  if (base === null) return [];
  const answer = context.answer({ ask: 'records', entity: base.name });
  const many =
    answer === undefined || answer === null
      ? 'Its records are'
      : answer.count === 0
        ? 'It has no records, so nothing is'
        : `${sentence(counted(answer))} ${plural(answer, 'is', 'are')}`;
  return [
    note('data/records-lost', goneAt(base.name, base.name, null, base.span), {
      level: lossLevel(answer, context),
      message: `\`${base.name}\` is taken out. ${many} put aside.`,
      fix: 'to keep it, leave the entity in; to remove the records for good, run `jig purge` after the release',
      impact: answer,
    }),
  ];
}

function valuesLost(context: FindingContext, { former, head }: EntityPair, old: Field): readonly Finding[] {
  if (former === null || head === null || !holdsValues(old)) return [];
  const answer = context.answer({ ask: 'values', entity: former, field: old.name });
  const subject = `${head.name}.${old.name}`;
  const many =
    answer === undefined || answer === null
      ? 'Its values are'
      : answer.count === 0
        ? 'It has no values, so nothing is'
        : `Its value in ${counted(answer)} is`;
  return [
    note('data/values-lost', goneAt(subject, head.name, old.name, old.span), {
      level: lossLevel(answer, context),
      message: `\`${subject}\` is taken out. ${many} put aside.`,
      fix: 'if it was renamed, write `was` at its new name; to remove the values for good, run `jig purge` after the release',
      impact: answer,
      parts: [old.type],
    }),
  ];
}

const goneAt = (
  subject: string,
  entity: string,
  field: string | null,
  span: NotePlace['span'],
): NotePlace => ({ subject, entity, field, span, spanOf: 'base' });

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The field by its names in the base. */
type Asked = { readonly entity: string; readonly field: string };

function fieldFindings(
  context: FindingContext,
  { head, former: entity }: EntityPair,
  { former: name }: FieldPair,
  old: Field,
  now: Field,
): readonly Finding[] {
  if (head === null || entity === null || name === null) return [];
  const asked = { entity, field: name };
  const place: NotePlace = {
    subject: `${head.name}.${now.name}`,
    entity: head.name,
    field: now.name,
    span: now.span,
    spanOf: 'head',
  };
  return [
    ...typeFindings(context, asked, old, now, place),
    ...narrowing(context, old, now, place),
    ...optionFindings(context, asked, head, old, now, place),
  ];
}

function typeFindings(
  context: FindingContext,
  asked: Asked,
  old: Field,
  now: Field,
  place: NotePlace,
): readonly Finding[] {
  const [was, is] = [typeText(old), typeText(now)];
  if (was === is) return [];
  const answer = holdsValues(old) ? context.answer({ ask: 'values', ...asked }) : undefined;
  const dependents = dependentsOf(context.head, place.entity ?? '', now.name);
  const read = dependents.length === 0 ? '' : ` It is read by ${named(dependents)}.`;
  const isEmpty = answer !== undefined && answer !== null && answer.exact && answer.count === 0;
  const changed = note('data/type-changed', place, {
    level: dependents.length === 0 || isEmpty ? 'info' : 'warning',
    message: `\`${place.subject}\` becomes ${is} and was ${was}.${read}`,
    fix: dependents.length === 0 ? null : 'look at what reads it: does it still mean the same?',
    impact: answer,
    parts: [was, is],
  });
  if (!holdsValues(old) || !holdsValues(now) || isEmpty || isReversible(old, now)) return [changed];
  const oneWay = note('data/irreversible', place, {
    message: `Values written to \`${place.subject}\` as ${is} may not fit ${was} any more.`,
    fix: `to be able to go back exactly, add a field of type ${now.type} beside it and take the old one out later`,
    impact: answer,
    parts: [was, is],
  });
  return [changed, oneWay];
}

/** Only without a database: with one, either a refusal says which records break the limit, or none does. */
function narrowing({ input }: FindingContext, old: Field, now: Field, place: NotePlace): readonly Finding[] {
  if (input.migration !== null || now.computed !== null) return [];
  const limits = tighterLimits(old, now);
  if (limits.length === 0) return [];
  return [
    note('data/narrows', place, {
      message: `\`${place.subject}\`: ${limits.join('; ')}. Records that are there were not looked at.`,
      fix: 'run `jig plan` against the database before the release',
      parts: limits,
    }),
  ];
}

function optionFindings(
  context: FindingContext,
  asked: Asked,
  head: Entity,
  old: Field,
  now: Field,
  place: NotePlace,
): readonly Finding[] {
  const gone = removedOptions(old, now);
  if (gone.length === 0) return [];
  const answer = context.answer({ ask: 'in-options', ...asked, options: gone });
  const added = (optionsOf(now) ?? []).filter(
    ({ name }) => !(optionsOf(old) ?? []).some((option) => option.name === name),
  );
  const options = named(gone.map((name) => `\`${name}\``));
  const parts = gone;
  if (answer !== undefined && answer !== null && answer.count > 0) {
    const isState = head.lifecycle?.field === now.name;
    return [
      note(isState ? 'rule/state-in-use' : 'data/option-in-use', place, {
        message: `${sentence(counted(answer))} ${plural(answer, 'has', 'have')} ${options} in \`${place.subject}\`, which ${gone.length === 1 ? 'is' : 'are'} no ${isState ? 'state' : 'option'} any more.`,
        fix: isState
          ? `keep ${options} as a state until no record is in it`
          : `keep ${options} as an option, or give these records another value first${added.length === 0 ? '' : '; for another word alone change its `label`'}`,
        impact: answer,
        parts,
      }),
    ];
  }
  const [renamed] = gone;
  const [other] = added;
  const isCounted = answer !== undefined && answer !== null;
  if (isCounted || gone.length !== 1 || added.length !== 1 || renamed === undefined || other === undefined)
    return [];
  return [
    note('data/option-renamed', place, {
      message: `\`${renamed}\` goes and \`${other.name}\` comes in \`${place.subject}\`.`,
      fix: `to show another word only, keep \`${renamed}\` and change its \`label\``,
      parts: [renamed, other.name],
    }),
  ];
}

/** `a, b and 3 more` */
function named(names: readonly string[]): string {
  const most = 4;
  const shown = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
