import { loadModule, parseSync } from 'libpg-query';
import type { Database } from '../../server/db/open.ts';
import type { Preparation } from '../../server/migrate/prepare-migration.ts';
import type { Stage } from '../../server/migrate/stage.ts';

await loadModule();

// oxlint-disable-next-line typescript/no-explicit-any -- syntax trees of Postgres have hundreds of shapes
type Node = any;

export type Context = {
  /** Tables that are there, with records. */
  readonly present: ReadonlySet<string>;
  /** Constraints that were proven before. */
  readonly proven: ReadonlySet<string>;
  /** Whether the statement takes something back that nobody has written into. */
  readonly undo: boolean;
  readonly generated: ReadonlySet<string>;
};

/** What is unsafe in a statement on tables in use, by Postgres' own parser: a sentence each. */
export function unsafeIn(sql: string, context: Context): string[] {
  const { stmts = [] } = parseSync(sql) as { stmts?: { stmt: Node }[] };
  return stmts.flatMap(({ stmt }) => [
    ...cascades(stmt),
    ...Object.entries(stmt as Record<string, Node>).flatMap(([kind, node]) => byKind(kind, node, context)),
  ]);
}

/** The same of all stages that bring tables in use to another model, forward and back. */
export async function unsafeStages(
  { pool }: Database,
  { stages, tables }: Pick<Preparation, 'stages' | 'tables'>,
): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'app'::regnamespace
       and (a.attgenerated <> '' or col_description(c.oid, a.attnum) ~ '^formula [0-9a-f]{16}$')`,
  );
  const base = { present: new Set(Object.keys(tables)), generated: new Set(rows.map(({ name }) => name)) };
  return stages.flatMap((stage, at) => [
    ...stage.sql.flatMap((sql) => unsafeIn(sql, { ...base, undo: false, proven: provenBefore(stages, at) })),
    ...stage.undo.flatMap((sql, index) =>
      unsafeIn(sql, {
        ...base,
        undo: true,
        proven: provenBefore([{ ...stage, sql: stage.undo.slice(0, index) }, stage], 1),
      }),
    ),
  ]);
}

/** Columns of which a check that they are filled was proven by an earlier stage. */
function provenBefore(stages: readonly Stage[], at: number): Set<string> {
  const names = new Set(
    stages
      .slice(0, at)
      .flatMap(({ sql }) =>
        sql.map((statement) => / validate constraint "([^"]+)"/u.exec(statement)?.[1] ?? ''),
      ),
  );
  const checks = stages.flatMap(({ sql }) =>
    sql.flatMap((statement) => {
      const found = /add constraint "([^"]+)" check \("([^"]+)" is not null\) not valid/u.exec(statement);
      return found === null || !names.has(found[1] ?? '') ? [] : [found[2] ?? ''];
    }),
  );
  return new Set(checks);
}

function byKind(kind: string, node: Node, context: Context): string[] {
  const isPresent = (relation: Node): boolean =>
    relation?.schemaname === 'app' && context.present.has(relation.relname);
  switch (kind) {
    case 'IndexStmt':
      return isPresent(node.relation) && node.concurrent !== true
        ? ['builds an index that blocks writes']
        : [];
    case 'DropStmt': {
      if (node.removeType === 'OBJECT_INDEX' && node.concurrent !== true)
        return ['drops an index under a lock'];
      const names = (node.objects ?? []).map((object: Node) =>
        (object.List?.items ?? []).map((item: Node) => item.String?.sval).join('.'),
      );
      const isRecords = names.some(
        (name: string) => name.startsWith('app.') && context.present.has(name.slice(4)),
      );
      return node.removeType === 'OBJECT_TABLE' && isRecords ? ['drops a table with records'] : [];
    }
    case 'AlterTableStmt':
      return (node.cmds ?? []).flatMap(({ AlterTableCmd: command }: Node) =>
        isPresent(node.relation) ? unsafeChange(command, context) : [],
      );
    case 'UpdateStmt':
      return JSON.stringify(node).match(/"ParamRef"/gu)?.length === 2 || !isPresent(node.relation)
        ? []
        : ['updates all records in one transaction'];
    case 'DeleteStmt':
    case 'TruncateStmt':
      return ['deletes records'];
    default:
      return [];
  }
}

function unsafeChange(command: Node, { proven, undo, generated }: Context): string[] {
  switch (command.subtype) {
    case 'AT_AddConstraint': {
      const constraint = command.def.Constraint;
      return constraint.skip_validation === true
        ? []
        : [`binds and proves \`${constraint.conname}\` under one lock`];
    }
    case 'AT_AlterColumnType':
      return [`changes the type of \`${command.name}\` in place`];
    case 'AT_SetNotNull':
      return proven.has(command.name) ? [] : [`looks for nulls in \`${command.name}\` under a lock`];
    case 'AT_DropColumn':
      return undo || generated.has(command.name) ? [] : [`drops what was written in \`${command.name}\``];
    case 'AT_AddColumn':
      return unsafeColumn(command.def.ColumnDef);
    default:
      return [];
  }
}

function unsafeColumn({ colname, constraints = [] }: Node): string[] {
  const kinds = constraints.map(({ Constraint }: Node) => Constraint);
  const found = (kind: string): Node => kinds.find(({ contype }: Node) => contype === kind);
  const value = JSON.stringify(found('CONSTR_DEFAULT')?.raw_expr ?? {});
  return [
    ...(found('CONSTR_GENERATED') === undefined ? [] : [`writes the table anew for \`${colname}\``]),
    ...(found('CONSTR_CHECK') === undefined ? [] : [`looks at all records for \`${colname}\``]),
    ...(value.includes('FuncCall') ? [`has a default for \`${colname}\` that is no constant`] : []),
    ...(found('CONSTR_NOTNULL') !== undefined && found('CONSTR_DEFAULT') === undefined
      ? [`requires \`${colname}\` of records that have none`]
      : []),
  ];
}

function cascades(node: Node): string[] {
  return JSON.stringify(node).includes('DROP_CASCADE') ? ['drops what depends on it, unasked'] : [];
}
