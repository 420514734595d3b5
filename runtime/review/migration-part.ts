import type { PlannedMigration, PlannedStage } from '../diff/plan.ts';
import { withCode } from './inline-code.ts';
import { countOf } from './plural.ts';
import { element, type ReviewNode } from './review-node.ts';

const MODES: Readonly<Record<PlannedMigration['mode'], string>> = {
  none: 'The tables stay as they are.',
  atomic:
    'One short transaction changes the tables and puts the release in force: everything that it touches is new or small.',
  online:
    'Step by step, beside running requests. Every step can be resumed, and until the release is in force taken back.',
};

const PHASES: Readonly<Record<PlannedStage['phase'], string>> = {
  expand: 'Expand',
  backfill: 'Fill',
  activate: 'Put in force',
  contract: 'Tidy up',
};

/** Characters of SQL in the page; the rest is in `jig plan --sql`. */
const MOST_SQL = 60_000;

/** What the migration does, in order: each step with its lock and the records that it goes through. */
export function migrationPart(migration: PlannedMigration | null): readonly ReviewNode[] {
  if (migration === null)
    return [element('p', 'rv-note', 'No database was asked, so nothing is known of its tables.')];
  const { mode, stages } = migration;
  return [
    element('p', null, MODES[mode]),
    ...(stages.length === 0 ? [] : [element('ol', 'rv-stages', stages.map(stageItem)), sqlOf(stages)]),
  ];
}

function stageItem({ phase, what, lock, rows, rewrites, sql }: PlannedStage): ReviewNode {
  const facts = [
    ...(lock === null ? [] : [`lock ${lock}`]),
    ...(rows === 0 ? [] : [`goes through ${countOf(rows, 'record')}`]),
    ...(rewrites ? ['rewrites the table'] : []),
    ...(lock === null && rows === 0 && !rewrites && sql.length > 0 ? ['nobody waits'] : []),
  ];
  return element(
    'li',
    null,
    element('span', 'rv-phase', PHASES[phase]),
    ' ',
    withCode(what),
    facts.length > 0 && [' ', element('span', 'rv-soft', facts.join(', '))],
  );
}

function sqlOf(stages: readonly PlannedStage[]): ReviewNode {
  const text = stages
    .filter(({ sql }) => sql.length > 0)
    .map(
      ({ phase, what, sql }) =>
        `-- ${PHASES[phase]}: ${what.replaceAll('\n', ' ')}\n${sql.map(ended).join('\n')}`,
    )
    .join('\n\n');
  const isCut = text.length > MOST_SQL;
  return element(
    'details',
    'rv-fold',
    element('summary', null, countOf(stages.flatMap(({ sql }) => sql).length, 'SQL statement')),
    element(
      'pre',
      { class: 'rv-sql', tabindex: '0', role: 'group', 'aria-label': 'SQL' },
      element('code', null, isCut ? text.slice(0, MOST_SQL) : text),
    ),
    isCut && element('p', 'rv-note', 'Cut here: `jig plan --sql` prints all of it.'),
  );
}

function ended(statement: string): string {
  return statement.trimEnd().endsWith(';') ? statement : `${statement};`;
}
