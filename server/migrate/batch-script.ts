/** No field has a name with a space, so that these are never taken for columns. */
const AFTER = '"after id"';
const UPTO = '"up to id"';

/**
 * The statements of batches as a script for psql: the loop that repeats them over 1,000 ids at a time, each time in a transaction
 * of its own, so that nobody waits for a record for longer than that. To be run outside a transaction.
 */
export function batchScript(statements: readonly string[]): string {
  const table = /^update (app\."(?:[^"]|"")+")/u.exec(statements[0] ?? '')?.[1];
  if (table === undefined) throw new Error('The statement of a batch does not begin with its table.');
  const lines = statements.map((statement) => {
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
    ${UPTO} := (select (array_agg(id order by id desc))[1]
      from (select id from ${table} where id > ${AFTER} order by id limit 1000) batch);
    exit when ${UPTO} is null;
${lines.join('\n')}
    ${AFTER} := ${UPTO};
    commit;
  end loop;
end
$migration$;`;
}
