import type { Context } from './operation.ts';
import { toolsOf } from './release-tools.ts';

/** How often a check let records pass since the release in force, by what it did about them. */
export type RuleFindingsJson = {
  readonly data: readonly {
    readonly rule: string;
    readonly entity: string;
    readonly enforce: 'error' | 'warn' | 'observe';
    readonly warned: number;
    readonly observed: number;
    readonly last: string | null;
  }[];
};

type Row = {
  readonly rule: string;
  readonly warned: number;
  readonly observed: number;
  readonly last: string | null;
};

/**
 * Checks of the entities that the actor reads without a condition, with how many records each would have refused. Counts
 * tell of records, so who sees only some of them is told of none.
 */
export async function inspectRules({ actor, database, release }: Context): Promise<RuleFindingsJson> {
  const scope = toolsOf(release).scope(actor);
  const entities = Object.values(release.model.entities).filter((entity) => scope.rows(entity) === true);
  const { rows } = await database.pool.query<Row>({
    name: 'jig_inspect_rules',
    text:
      `select rule, count(*) filter (where kind = 'warn')::int as warned, ` +
      `count(*) filter (where kind = 'observe')::int as observed, ` +
      `to_char(max(at), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last ` +
      `from jig.rule_finding where entity = any($1::text[]) and release = $2::int group by rule`,
    values: [entities.map(({ name }) => name), release.number],
  });
  const found = new Map(rows.map((row) => [row.rule, row]));
  return {
    data: entities.flatMap((entity) =>
      Object.values(entity.checks).map(({ id, enforce }) => {
        const { warned = 0, observed = 0, last = null } = found.get(id) ?? {};
        return { rule: id, entity: entity.name, enforce, warned, observed, last };
      }),
    ),
  };
}
