import { evaluatorOf } from '../../expression/evaluate.ts';
import { dependenciesOf } from '../../expression/dependencies.ts';
import type { Facts, RecordValue } from '../../expression/value.ts';
import { expressionType } from '../../model/expression-type.ts';
import type { Field } from '../../model/field.ts';
import type { Entity, Model, Screen } from '../../model/model.ts';
import type { Check } from '../../model/rule.ts';
import { FIELD_TYPES } from '../../model/field-types/registry.ts';
import { decodeValue } from '../../rules/values.ts';
import type { Finding } from '../finding.ts';
import { defaultText } from '../model/text-of.ts';
import type { Answer } from '../question.ts';
import { counted } from './counted.ts';
import type { EntityPair } from '../model/pair-models.ts';
import type { FindingContext } from './finding-input.ts';
import { note, type NotePlace, placeIn } from './note.ts';

/** What people who work with the screens will miss, or stumble over. */
export function screenFindings(context: FindingContext): readonly Finding[] {
  return [
    ...context.entities.flatMap((pair) => [
      ...formFindings(context.head, pair),
      ...defaultFindings(context, pair),
      ...savedViews(context, pair),
    ]),
    ...columnFindings(context),
    ...labelFinding(context),
  ];
}

/** Only fields that are new, or required now: what was so before is no news. */
function formFindings(head: Model, { base, head: entity, fields }: EntityPair): readonly Finding[] {
  if (base === null || entity === null) return [];
  const forms = screensOf(head).filter((screen) => screen.kind === 'form' && screen.entity === entity.name);
  if (forms.length === 0) return [];
  const shown = new Set(
    forms.flatMap((screen) =>
      screen.kind === 'form' ? screen.sections.flatMap((section) => section.fields) : [],
    ),
  );
  return fields.flatMap(({ base: old, head: now }) => {
    if (now === null || shown.has(now.name) || now.computed !== null || !FIELD_TYPES[now.type].writable)
      return [];
    const place = placeIn(now, `${entity.name}.${now.name}`, entity.name, now.name);
    const needs = (field: Field | null): boolean =>
      field !== null && field.required && defaultText(field) === null;
    const list = `add \`${now.name}\` to the form of \`${entity.name}\``;
    if (needs(now) && !needs(old))
      return [
        note('screen/required-not-shown', place, {
          message: `\`${place.subject}\` is required, and no form of \`${entity.name}\` lists it.`,
          fix: list,
        }),
      ];
    if (old !== null || now.type === 'children' || isSetByAction(entity, now.name)) return [];
    return [
      note('screen/never-shown', place, {
        message: `\`${place.subject}\` is new, and no form of \`${entity.name}\` lists it.`,
        fix: list,
      }),
    ];
  });
}

const screensOf = (model: Model): readonly Screen[] =>
  Object.values(model.tools).flatMap((tool) => Object.values(tool.screens));

const isSetByAction = (entity: Entity, field: string): boolean =>
  entity.lifecycle?.field === field ||
  Object.values(entity.actions).some(({ set }) => Object.hasOwn(set, field));

/** Checks of which everything that they look at has a fixed default; only where a check or a default changed. */
function defaultFindings({ input }: FindingContext, { head }: EntityPair): readonly Finding[] {
  if (head === null) return [];
  const isTouched = (check: Check, reads: readonly string[]): boolean =>
    input.base === null ||
    input.changes.some(
      ({ kind, subject, entity, field }) =>
        subject === `${head.name}.checks.${check.name}` ||
        (kind === 'entity/added' && subject === head.name) ||
        (entity === head.name && field !== null && reads.includes(field) && kind !== 'field/label'),
    );
  return Object.values(head.checks).flatMap((check) => {
    const reads = dependenciesOf(check.that.tree);
    const names = reads.map(({ steps }) => steps[0] ?? '');
    const isOwn = reads.every(({ root, steps, rows }) => root === 'record' && steps.length === 1 && !rows);
    if (check.enforce !== 'error' || !isOwn || names.length === 0 || !isTouched(check, names)) return [];
    const record = defaultsOf(head, names);
    if (record === null || evaluatorOf(check.that.tree)(factsOf(record)) === true) return [];
    const given = names.map((name) => `\`${name}\` ${defaultText(head.fields[name] as Field) ?? ''}`);
    return [
      note('screen/default-breaks-check', placeIn(check, `${head.name}.checks.${check.name}`, head.name), {
        message: `A new \`${head.name}\` starts with ${given.join(' and ')}, which breaks \`${check.name}\` by itself.`,
        fix: 'change the default, or the check',
        parts: given,
      }),
    ];
  });
}

/** Fixed defaults of these fields; null where one of them has none, or one that is not known before. */
function defaultsOf(entity: Entity, names: readonly string[]): RecordValue | null {
  const values = names.map((name) => {
    const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined;
    if (field === undefined || field.computed !== null || field.defaultExpression !== null) return null;
    const fixed = 'default' in field ? field.default : null;
    if (fixed === null || fixed === 'today' || fixed === 'now' || field.type === 'user') return null;
    const type = expressionType(field);
    return type === null ? null : ([name, decodeValue(type.type, fixed)] as const);
  });
  const known = values.filter((value) => value !== null);
  return known.length < names.length ? null : { id: '', ...Object.fromEntries(known) };
}

const factsOf = (record: RecordValue): Facts => ({
  record,
  old: null,
  input: {},
  user: { id: '' },
  params: {},
  now: 0,
  today: '1970-01-01',
});

function savedViews(
  context: FindingContext,
  { former: entity, head, fields }: EntityPair,
): readonly Finding[] {
  if (entity === null || head === null) return [];
  return fields.flatMap(({ base: old, head: now, former: field }) => {
    if (old === null || field === null || field === now?.name) return [];
    const answer = context.answer({ ask: 'saved-views', entity, field });
    if (answer === undefined || answer === null || answer.count === 0) return [];
    const place: NotePlace = {
      subject: `${head.name}.${field}`,
      entity: head.name,
      field,
      span: (now ?? old).span,
      spanOf: now === null ? 'base' : 'head',
    };
    return [
      note('screen/saved-views', place, {
        message: `Saved views of ${people(answer)} name \`${place.subject}\`, which is ${now === null ? 'gone' : `\`${now.name}\` now`}.`,
        fix: 'tell them; they choose their columns and filters anew',
        impact: answer,
      }),
    ];
  });
}

const people = (answer: Answer): string => counted(answer, 'person', 'people');

function columnFindings({ base, head }: FindingContext): readonly Finding[] {
  if (base === null) return [];
  return Object.values(head.tools).flatMap((tool) =>
    Object.values(tool.screens).flatMap((screen) => {
      const was = base.tools[tool.name]?.screens[screen.name];
      if (screen.kind !== 'table' || was?.kind !== 'table') return [];
      const lost = was.columns.filter((column) => !screen.columns.includes(column));
      if (lost.length === 0) return [];
      return [
        note(
          'screen/columns-removed',
          placeIn(screen, `tool.${tool.name}.screens.${screen.name}`, screen.entity),
          {
            message: `The list \`${screen.title}\` no longer shows ${lost.map((column) => `\`${column}\``).join(', ')}.`,
            fix: null,
            parts: lost,
          },
        ),
      ];
    }),
  );
}

/** Where nothing else changes, nobody has to look further. */
function labelFinding({ input }: FindingContext): readonly Finding[] {
  const { changes } = input;
  if (changes.length === 0 || !changes.every(({ cosmetic }) => cosmetic)) return [];
  const place: NotePlace = { subject: 'workspace', entity: null, field: null, span: null, spanOf: 'head' };
  return [note('screen/labels', place, { message: 'Only words and examples change.', fix: null })];
}
