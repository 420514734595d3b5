import { planList } from '../../runtime/plan/list-plan.ts';
import type { ListPlan } from '../../runtime/plan/list-plan.ts';
import { readListValues } from '../../runtime/plan/list-values.ts';
import type { ListValues } from '../../runtime/plan/list-values.ts';
import { narrowScope } from '../../runtime/policy/read-scope.ts';
import { parseExportRequest } from '../../runtime/request/export-request.ts';
import type { ListRequest } from '../../runtime/request/list-request.ts';
import type { AuditNote } from '../audit/audit-cte.ts';
import type { Cursor } from '../sql/cursor.ts';
import { buildListQuery } from '../sql/list-query.ts';
import type { ListRow, ListRun } from '../sql/list-query.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { csvHead, csvRows } from './csv-cells.ts';
import { accept, deletedRows, selectionKey } from './list-records.ts';
import type { ListInput } from './list-records.ts';
import type { Client, Operation, Task } from './operation.ts';
import { Refusal } from './refusal.ts';

export type ExportAnswer = { readonly fileName: string; readonly text: AsyncIterable<string> };

/**
 * Sends records as CSV, page by page, as far as they may be read and a grant for export covers them, row by row and field by
 * field. Nothing is sent before the audit says who exports what; how many records went out is added at the end.
 */
export const exportRecords: Operation<ListInput, ExportAnswer> = {
  name: 'export-records',
  requires: 'export',
  prepare: (task, input) => {
    const { context, entity, scope, tools } = task;
    const reading = scope.decision(entity.name);
    if (!reading.allowed) throw new Refusal('access/denied', reading.reason);
    const request = accept(parseExportRequest(input.query), entity);
    const rows = request.deleted ? deletedRows(task) : true;
    const shape = JSON.stringify([selectionKey(task, request), request.fields, request.sort]);
    const plan = tools.once(`export plan ${shape}`, () =>
      accept(planList(narrowScope(scope, entity, task.decision), entity, request, rows), entity),
    );
    const values = accept(readListValues(plan, request, context.release.model.workspace.timeZone), entity);
    return {
      kind: 'write',
      single: true,
      run: async ({ client, note }) => {
        await writeEntry(task, client, note, { asked: asked(request), fields: plan.fields.map(pathOf) });
        return {
          fileName: `${entity.name}-${task.now.toISOString().slice(0, 10)}.csv`,
          text: sendRows(task, client, note, plan, values, shape),
        };
      },
    };
  },
};

const pathOf = ({ path }: ListPlan['fields'][number]): string => path;

/** What the audit keeps of the request: everything that decided which records went out. */
function asked({ filters, where, words, sort, deleted }: ListRequest): unknown {
  return {
    filters: Object.fromEntries(filters.map(({ parameter, values }) => [parameter, values])),
    where,
    q: words.join(' '),
    sort,
    deleted,
  };
}

async function* sendRows(
  task: Task,
  client: Client,
  note: AuditNote,
  plan: ListPlan,
  values: ListValues,
  shape: string,
): AsyncGenerator<string> {
  let sent = 0;
  let complete = false;
  try {
    yield csvHead(plan.fields);
    let cursor: Cursor | null = null;
    do {
      const page: Page = await readPage(task, client, plan, { ...values, cursor, facts: task.facts }, shape);
      sent += page.rows.length;
      if (page.rows.length > 0) yield csvRows(plan.fields, page.rows);
      cursor = page.next;
    } while (cursor !== null);
    complete = true;
  } finally {
    const end = { ...note, operation: `${note.operation} end`, at: task.context.now().toISOString() };
    await writeEntry(task, client, end, { records: sent, complete });
  }
}

type Page = { readonly rows: readonly Record<string, unknown>[]; readonly next: Cursor | null };

async function readPage(
  { context, tools }: Task,
  client: Client,
  plan: ListPlan,
  run: ListRun,
  shape: string,
): Promise<Page> {
  const isNull = run.cursor?.values.map((value) => value === null) ?? null;
  const statement = tools.once(`export ${isNull?.join() ?? ''} ${shape}`, () =>
    buildListQuery(context.release, plan, isNull),
  );
  const [row] = await runStatement<ListRun, ListRow>(client, statement, run);
  const [data, more, keys] = row ?? ['', false, null, null];
  return {
    rows: JSON.parse(`[${data}]`) as Record<string, unknown>[],
    next: more && keys !== null ? { values: JSON.parse(keys) as (string | null)[] } : null,
  };
}

async function writeEntry({ entity }: Task, client: Client, note: AuditNote, after: unknown): Promise<void> {
  await client.query({
    text:
      `insert into jig.audit_entry (at, actor_id, operation, entity, after, release, decided_by, request_id) ` +
      `values ($1::timestamptz, $2::uuid, $3, $4, $5::jsonb, $6, $7, $8)`,
    values: [
      note.at,
      note.actorId,
      note.operation,
      entity.name,
      JSON.stringify(after),
      note.release,
      note.decidedBy,
      note.requestId,
    ],
  });
}
