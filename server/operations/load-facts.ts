import type { RecordValue } from '../../runtime/expression/value.ts';
import type { FactsQuery } from '../sql/facts-query.ts';
import { runStatement } from '../sql/statement-cache.ts';
import type { FactsRun } from '../sql/facts-query.ts';
import type { Client, Task } from './operation.ts';

/** Records of one statement: their facts are held at once, with the rows that they refer to. */
const MOST_IDS = 1000;

/** What rules read of the records, by id; one that does not exist is not there. */
export async function loadFacts(
  task: Pick<Task, 'facts'>,
  client: Client,
  query: FactsQuery,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordValue>> {
  const found = new Map<string, RecordValue>();
  for (let start = 0; start < ids.length; start += MOST_IDS) {
    const run: FactsRun = { facts: task.facts, ids: ids.slice(start, start + MOST_IDS) };
    for (const row of await runStatement<FactsRun, readonly unknown[]>(client, query.statement, run)) {
      const record = query.read(row);
      found.set(record.id, record);
    }
  }
  return found;
}
