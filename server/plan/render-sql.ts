import type { Plan, PlannedStage } from '../../runtime/diff/plan.ts';
import { batchScript } from '../migrate/batch-script.ts';

const PHASES: { readonly [phase in PlannedStage['phase']]: string } = {
  expand: 'expand: what the release in force tolerates',
  backfill: 'backfill: values for records that are there',
  activate: 'activate: the new release takes effect',
  contract: 'contract: once no request works under the older release',
};

/**
 * The statements of a migration as a script for psql, stage by stage with comments. Where nothing changes, a comment says so.
 */
export function renderPlanSql({ migration, base, head }: Plan): string {
  const title = `-- ${head.name} against ${base.name}`;
  if (migration === null)
    return `${title}\n-- No database was asked, so there are no statements. Plan against one to see them.\n`;
  const { stages, mode } = migration;
  if (stages.every(({ sql }) => sql.length === 0)) return `${title}\n-- The tables stay as they are.\n`;
  const how =
    mode === 'atomic'
      ? '-- One transaction: all of it takes effect, or nothing.'
      : '-- Step by step, beside running requests.';
  const lines: string[] = [
    title,
    how,
    `-- \`jig release\` runs this; by hand it changes tables without a release.`,
    '',
  ];
  lines.push(String.raw`\set ON_ERROR_STOP on`, `set lock_timeout = '1s';`, 'set statement_timeout = 0;', '');
  if (mode === 'atomic') lines.push('begin;', '');
  let phase: PlannedStage['phase'] | null = null;
  for (const stage of stages) {
    if (mode === 'online' && stage.phase !== phase) lines.push(`-- == ${PHASES[stage.phase]} ==`, '');
    phase = stage.phase;
    lines.push(...stageLines(stage, mode === 'online'), '');
  }
  if (mode === 'atomic') lines.push('commit;', '');
  return lines.join('\n');
}

function stageLines(stage: PlannedStage, alone: boolean): readonly string[] {
  const { what, lock, rows, rewrites, sql, phase } = stage;
  const facts = [
    ...(lock === null ? [] : [`lock: ${lock}`]),
    ...(rows === 0 ? [] : [`records: ${rows}`]),
    ...(rewrites ? ['rewrites the table'] : []),
  ];
  const comment = [
    `-- ${what.replaceAll('\n', ' ')}`,
    ...(facts.length === 0 ? [] : [`--   ${facts.join(', ')}`]),
  ];
  if (phase === 'activate' && sql.length === 0)
    return [...comment, '--   (the release is a row of jig.release)'];
  const inBatches = /id > \$1 and (?:r\.)?id <= \$2/u.test(sql[0] ?? '');
  if (inBatches) return [...comment, batchScript(sql)];
  const statements = sql.map((statement) => `${statement.trim().replace(/;$/u, '')};`);
  const together =
    alone && statements.length > 1 && !statements.some((text) => /\bconcurrently\b/iu.test(text));
  return [...comment, ...(together ? ['begin;', ...statements, 'commit;'] : statements)];
}
