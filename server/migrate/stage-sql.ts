import { inApp } from '../sql/ddl-quote.ts';
import type { Stage } from './stage.ts';

/**
 * A stage as a script for psql: what runs, statement by statement; batches as the loop that repeats them, each in its own
 * transaction. Empty for an activation that changes no table: the program writes the release.
 */
export function stageSql(stage: Stage): string {
  if (stage.runs === 'batches') return batchScript(stage);
  const statements = stage.sql.map((statement) => `${statement};`);
  if (stage.runs === 'check') return `-- must give no row\n${statements.join('\n')}`;
  if (stage.runs === 'single' || statements.length === 0) return statements.join('\n');
  return ['begin;', `set local lock_timeout = '1s';`, ...statements, 'commit;'].join('\n');
}

/** No field has a name with a space, so that these are never taken for columns. */
const AFTER = '"after id"';
const UPTO = '"up to id"';

function batchScript({ sql, table }: Stage): string {
  const statements = sql.map((statement) => {
    const text = statement.replace(/id > \$1/u, `id > ${AFTER}`).replace(/id <= \$2/u, `id <= ${UPTO}`);
    return `    ${text};`;
  });
  return `do $migration$
#variable_conflict use_column
declare
  ${AFTER} uuid := '00000000-0000-0000-0000-000000000000';
  ${UPTO} uuid;
begin
  loop
    ${UPTO} := (select (array_agg(id order by id desc))[1] from (select id from ${inApp(table ?? '')} where id > ${AFTER} order by id limit 1000) batch);
    exit when ${UPTO} is null;
${statements.join('\n')}
    ${AFTER} := ${UPTO};
    commit;
  end loop;
end
$migration$;`;
}
