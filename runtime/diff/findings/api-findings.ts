import type { Field } from '../../model/field.ts';
import { FIELD_TYPES } from '../../model/field-types/registry.ts';
import type { Entity } from '../../model/model.ts';
import type { Action } from '../../model/rule.ts';
import type { Finding } from '../finding.ts';
import { optionsOf } from '../model/diff-fields.ts';
import { pairByName } from '../model/pairs.ts';
import { bare } from '../model/bare.ts';
import { defaultText, typeText } from '../model/text-of.ts';
import { removedOptions } from '../questions-of.ts';
import type { EntityPair, FieldPair } from '../model/pair-models.ts';
import type { FindingContext } from './finding-input.ts';
import { tighterLimits } from './narrowing.ts';
import { note, type NotePlace, placeIn } from './note.ts';

/** What callers of the HTTP API notice, by direction: requests that are refused, and answers that are not what they were. */
export function apiFindings(context: FindingContext): readonly Finding[] {
  return context.entities.flatMap((pair) => {
    const { base, head, former } = pair;
    if (base === null) return [];
    if (head === null)
      return [
        note('api/entity-removed', gone(base, base.name, base.name, null), {
          message: `\`/api/v1/records/${base.name}\` is gone.`,
          fix: TELL,
        }),
      ];
    return [
      ...renamed(former, head.name, placeIn(head, head.name, head.name), '/api/v1/records/'),
      ...pair.fields.flatMap((field) => fieldFindings(head, field)),
      ...actionFindings(base, head),
      ...searchFindings(pair, context),
    ];
  });
}

type Spanned = { readonly span: NotePlace['span'] };

const gone = (thing: Spanned, subject: string, entity: string, field: string | null): NotePlace => ({
  subject,
  entity,
  field,
  span: thing.span,
  spanOf: 'base',
});

const TELL = 'tell those who call it before the release';

function renamed(was: string | null, is: string, place: NotePlace, path: string): readonly Finding[] {
  if (was === null || was === is) return [];
  return [
    note('api/renamed', place, {
      message: `Callers use \`${path}${is}\` instead of \`${path}${was}\`.`,
      fix: TELL,
      parts: [was, is],
    }),
  ];
}

/** Whether people write the field: its value is neither computed nor given by the server. */
const isWritten = (field: Field): boolean => field.computed === null && FIELD_TYPES[field.type].writable;
const mustBeGiven = (field: Field): boolean =>
  field.required && isWritten(field) && field.type !== 'children' && defaultText(field) === null;

function fieldFindings(head: Entity, { base: old, head: now, former }: FieldPair): readonly Finding[] {
  if (now === null) {
    if (old === null) return [];
    return [
      note('api/field-removed', gone(old, `${head.name}.${old.name}`, head.name, old.name), {
        message: isWritten(old)
          ? `Answers of \`${head.name}\` lack \`${old.name}\`, and requests that send it are refused.`
          : `Answers of \`${head.name}\` lack \`${old.name}\`.`,
        fix: TELL,
        parts: [old.type],
      }),
    ];
  }
  const place = placeIn(now, `${head.name}.${now.name}`, head.name, now.name);
  if (old === null) return mustBeGiven(now) ? [required(place)] : [];
  return [
    ...renamed(former, now.name, place, ''),
    ...requestFindings(old, now, place),
    ...answerFindings(old, now, place),
  ];
}

const required = (place: NotePlace): Finding =>
  note('api/input-required', place, {
    message: `POST of \`${place.entity ?? ''}\` must give \`${place.field ?? ''}\`.`,
    fix: 'give it a `default`, or tell those who call it before the release',
  });

function requestFindings(old: Field, now: Field, place: NotePlace): readonly Finding[] {
  if (!isWritten(old)) return [];
  if (!isWritten(now))
    return [
      note('api/input-removed', place, {
        message: `Requests that send \`${place.subject}\` are refused: it is computed now.`,
        fix: TELL,
      }),
    ];
  const isSame = typeText(old) === typeText(now);
  const limits = isSame
    ? tighterLimits({ ...old, required: true, unique: true }, { ...now, required: true, unique: true })
    : [];
  const options = removedOptions(old, now);
  const [was, is] = [defaultText(old), defaultText(now)];
  const isOtherDefault = was !== null && is !== null && isSame && defaults(old) !== defaults(now);
  return [
    ...(mustBeGiven(now) && !mustBeGiven(old) ? [required(place)] : []),
    ...(limits.length === 0
      ? []
      : [
          note('api/input-tightened', place, {
            message: `Requests are held to a tighter limit of \`${place.subject}\`: ${limits.join('; ')}.`,
            fix: TELL,
            parts: limits,
          }),
        ]),
    ...options.map((option) =>
      note('api/option-removed', place, {
        message: `Requests may no longer give \`${option}\` as \`${place.subject}\`.`,
        fix: TELL,
        parts: [option],
      }),
    ),
    ...(isOtherDefault
      ? [
          note('api/default-changed', place, {
            message: `Where a request leaves \`${place.subject}\` out, it becomes ${is} and was ${was}.`,
            fix: null,
            parts: [was, is],
          }),
        ]
      : []),
  ];
}

const defaults = (field: Field): string =>
  bare([field.defaultExpression, 'default' in field ? field.default : null]);

function answerFindings(old: Field, now: Field, place: NotePlace): readonly Finding[] {
  const [was, is] = [typeText(old), typeText(now)];
  const added = (optionsOf(now) ?? []).filter(
    ({ name }) => optionsOf(old)?.some((option) => option.name === name) === false,
  );
  return [
    ...(was === is
      ? []
      : [
          note('api/type-changed', place, {
            message: `Requests and answers hold \`${place.subject}\` as ${is} and not as ${was}.${lost(old, now)}`,
            fix: TELL,
            parts: [was, is],
          }),
        ]),
    ...(old.required && !now.required && now.computed === null
      ? [
          note('api/output-nullable', place, {
            message: `Answers may hold null in \`${place.subject}\`.`,
            fix: TELL,
          }),
        ]
      : []),
    ...(added.length === 0
      ? []
      : [
          note('api/option-added', place, {
            message: `Answers may hold ${added.map(({ name }) => `\`${name}\``).join(', ')} in \`${place.subject}\`.`,
            fix: null,
            parts: added.map(({ name }) => name),
          }),
        ]),
  ];
}

/** What lists could do with the old type and cannot with the new one. */
function lost(old: Field, now: Field): string {
  const [was, is] = [FIELD_TYPES[old.type], FIELD_TYPES[now.type]];
  const filters = was.operators.filter((operator) => !is.operators.includes(operator));
  return [
    ...(was.sortable && !is.sortable ? [' It can no longer be sorted by.'] : []),
    ...(filters.length === 0 ? [] : [` Filters that are gone: ${filters.join(', ')}.`]),
  ].join('');
}

function actionFindings(base: Entity, head: Entity): readonly Finding[] {
  return pairByName(base.actions, head.actions).flatMap(({ name, base: old, head: now }) => {
    if (old === null) return [];
    const subject = `${head.name}.actions.${name}`;
    if (now === null)
      return [
        note('api/action-removed', gone(old, subject, head.name, null), {
          message: `The action \`${name}\` of \`${head.name}\` is gone.`,
          fix: TELL,
        }),
      ];
    const what = inputChanges(old, now);
    if (what.length === 0) return [];
    return [
      note('api/action-input', placeIn(now, subject, head.name), {
        message: `The action \`${name}\` of \`${head.name}\` asks for something else: ${what.join('; ')}.`,
        fix: TELL,
        parts: what,
      }),
    ];
  });
}

function inputChanges(old: Action, now: Action): readonly string[] {
  return pairByName(old.input, now.input).flatMap(({ name, base: was, head: is }) => {
    if (is === null) return [`\`${name}\` is refused`];
    if (was === null) return mustBeGiven(is) ? [`\`${name}\` must be given`] : [];
    const limits = tighterLimits({ ...was, required: true }, { ...is, required: true });
    return [
      ...(typeText(was) === typeText(is) ? [] : [`\`${name}\` is ${typeText(is)}, not ${typeText(was)}`]),
      ...(mustBeGiven(is) && !mustBeGiven(was) ? [`\`${name}\` must be given`] : []),
      ...removedOptions(was, is).map((option) => `\`${name}\` may not be \`${option}\``),
      ...(typeText(was) === typeText(is) ? limits.map((limit) => `\`${name}\`: ${limit}`) : []),
    ];
  });
}

function searchFindings({ head }: EntityPair, { base }: FindingContext): readonly Finding[] {
  if (head === null) return [];
  const was = base?.entities[head.name]?.search ?? [];
  const lost = was.filter((name) => !head.search.includes(name) && Object.hasOwn(head.fields, name));
  if (lost.length === 0) return [];
  return [
    note('api/capability-removed', placeIn(head, `${head.name}.search`, head.name), {
      message: `Searching \`${head.name}\` no longer looks into ${lost.map((name) => `\`${name}\``).join(', ')}.`,
      fix: 'leave it in `search` if people look for it',
      parts: lost,
    }),
  ];
}
