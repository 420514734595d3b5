import type { Finding, Level } from '../finding.ts';
import type { PlannedStage } from '../plan.ts';
import type { DataRefusal } from '../refusals.ts';
import { grouped } from './counted.ts';
import type { FindingContext } from './finding-input.ts';
import { note, type NotePlace } from './note.ts';

/** Records up to which writing a table anew is over before anybody notices, and up to which a reviewer should know. */
const FEW_RECORDS = 10_000;
const MANY_RECORDS = 100_000;

/** What the migration and the data say: refusals, rewrites, locks, and what was changed by hand. */
export function migrationFindings(context: FindingContext): readonly Finding[] {
  const { input } = context;
  const stages = input.migration?.stages ?? [];
  return [
    ...input.refusals.map((refusal) => refusalFinding(context, refusal)),
    ...stages.filter(({ rewrites }) => rewrites).map((stage) => rewriteFinding(context, stage)),
    ...lockFindings(context, stages),
    ...input.drift.map(({ table, entity, what }) =>
      note('data/drift', placeOf(context, entity, null, `table ${table}`), {
        message: what,
        fix: 'undo it in the database, or write it in the definitions; then plan again',
        parts: [table, what],
      }),
    ),
  ];
}

function refusalFinding(context: FindingContext, refusal: DataRefusal): Finding {
  const { code, entity, field, records, samples, reason, next } = refusal;
  const place = placeOf(context, entity, field);
  return note(code, place, {
    message: `\`${place.subject}\`: ${reason}.`,
    fix: asFix(next),
    impact: {
      count: records,
      of: null,
      exact: true,
      samples: samples.map((id) => ({ id, title: null, detail: null })),
    },
    parts: [entity, field],
  });
}

/** As every other fix is written: the end of a sentence that is not begun. */
function asFix(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/u, '')}`;
}

/** Where the head has it, else where the base had it; else the migration names the table alone. */
function placeOf(
  { head, base }: FindingContext,
  entity: string | null,
  field: string | null,
  fallback = '',
): NotePlace {
  if (entity === null) return { subject: fallback, entity: null, field: null, span: null, spanOf: 'head' };
  const subject = field === null ? entity : `${entity}.${field}`;
  const own = Object.hasOwn(head.entities, entity) ? head.entities[entity] : undefined;
  const of = own ?? base?.entities[entity];
  const span = (field === null ? undefined : of?.fields[field]?.span) ?? of?.span ?? null;
  return { subject, entity, field, span, spanOf: own === undefined ? 'base' : 'head' };
}

function rewriteFinding(context: FindingContext, stage: PlannedStage): Finding {
  const { entity, what, rows } = stage;
  const level: Level = rows > MANY_RECORDS ? 'error' : rows > FEW_RECORDS ? 'warning' : 'info';
  return note('data/rewrite', placeOf(context, entity, null, what), {
    level,
    message: `The table of \`${entity ?? what}\` is written anew, with ${grouped(rows)} ${rows === 1 ? 'record' : 'records'}.`,
    fix: level === 'info' ? null : 'release it when nobody works, or add a new field beside the old one',
    parts: [what],
  });
}

/** One for each table, with its strongest lock: the first one named in Postgres' own order of strength. */
function lockFindings(context: FindingContext, stages: readonly PlannedStage[]): readonly Finding[] {
  const locking = stages.filter(({ lock, entity }) => lock !== null && entity !== null);
  const existing = locking.filter(({ entity }) => context.isKept(entity ?? ''));
  return [...Map.groupBy(existing, ({ entity }) => entity ?? '')].map(([entity, own]) => {
    const strongest = own
      .map(({ lock }) => lock ?? '')
      .toSorted((a, b) => strength(b) - strength(a))
      .at(0);
    const blocks = strength(strongest ?? '') >= strength('SHARE');
    return note('data/lock', placeOf(context, entity, null), {
      message: blocks
        ? `The table of \`${entity}\` is locked ${own.length === 1 ? 'once' : `${own.length} times`} for a moment (${strongest ?? ''}).`
        : `The table of \`${entity}\` is changed beside reads and writes (${strongest ?? ''}).`,
      fix: null,
      parts: [strongest ?? null],
    });
  });
}

const LOCKS: readonly string[] = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
];
const strength = (lock: string): number => LOCKS.indexOf(lock.toUpperCase());
