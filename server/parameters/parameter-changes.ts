import type pg from 'pg';
import type { Parameter } from '../../runtime/model/model.ts';
import type { ParameterChangeJson } from '../../runtime/wire/parameters.ts';
import { instant } from '../identity/assignment-store.ts';
import { acceptedValue, NOT_WITHDRAWN } from './parameter-store.ts';

type Client = Pick<pg.Pool, 'query'>;

/** A change as the database holds it. */
export type ChangeRow = {
  readonly id: string;
  readonly name: string;
  readonly value: string | null;
  readonly effective_from: string | null;
  readonly withdraws: string | null;
  readonly withdrawn: boolean;
  readonly set_by: { readonly id: string; readonly name: string };
  readonly set_at: string;
  readonly reason: string;
};

const COLUMNS =
  `v.id, v.name, v.value, ${instant('v.effective_from')} as effective_from, v.withdraws, ` +
  `not (${NOT_WITHDRAWN}) as withdrawn, json_build_object('id', a.id, 'name', a.name) as set_by, ` +
  `${instant('v.set_at')} as set_at, v.reason`;
const FROM = `from jig.parameter_value v join jig.actor a on a.id = v.set_by`;

/** Everything that matters now: of each parameter the change in force, those planned, and the last one. */
export async function presentChanges(
  client: Client,
  names: readonly string[],
  now: Date,
): Promise<readonly ChangeRow[]> {
  const { rows } = await client.query<ChangeRow>({
    text:
      `select ${COLUMNS} from unnest($1::text[]) n(name) cross join lateral (` +
      `(select id from jig.parameter_value v where v.name = n.name and v.withdraws is null ` +
      `and v.effective_from <= $2::timestamptz and ${NOT_WITHDRAWN} ` +
      `order by v.effective_from desc, v.set_at desc, v.id desc limit 1) ` +
      `union (select id from jig.parameter_value v where v.name = n.name and v.withdraws is null ` +
      `and v.effective_from > $2::timestamptz and ${NOT_WITHDRAWN}) ` +
      `union (select id from jig.parameter_value v where v.name = n.name order by v.set_at desc, v.id desc limit 1)` +
      `) x join jig.parameter_value v on v.id = x.id join jig.actor a on a.id = v.set_by ` +
      `order by v.effective_from, v.set_at, v.id`,
    values: [names, now.toISOString()],
  });
  return rows;
}

/** Every change of one parameter, the latest first. */
export async function changesOf(
  client: Client,
  name: string,
  after: string | null,
  most: number,
): Promise<readonly ChangeRow[]> {
  const { rows } = await client.query<ChangeRow>({
    text:
      `select ${COLUMNS} ${FROM} where v.name = $1 and ($2::uuid is null or (v.set_at, v.id) < ` +
      `(select b.set_at, b.id from jig.parameter_value b where b.id = $2)) order by v.set_at desc, v.id desc limit $3::int`,
    values: [name, after, most],
  });
  return rows;
}

export async function findChange(client: Client, id: string): Promise<ChangeRow | null> {
  const { rows } = await client.query<ChangeRow>({
    text: `select ${COLUMNS} ${FROM} where v.id = $1::uuid`,
    values: [id],
  });
  return rows[0] ?? null;
}

export type NewChange = {
  readonly id: string;
  readonly name: string;
  readonly value: string | null;
  readonly effectiveFrom: Date | null;
  readonly withdraws: string | null;
  readonly setBy: string;
  readonly at: Date;
  readonly reason: string;
};

export async function insertChange(client: Client, change: NewChange): Promise<void> {
  await client.query({
    text:
      `insert into jig.parameter_value (id, name, value, effective_from, withdraws, set_by, set_at, reason) ` +
      `values ($1, $2, $3, $4::timestamptz, $5::uuid, $6, $7::timestamptz, $8)`,
    values: [
      change.id,
      change.name,
      change.value,
      change.effectiveFrom?.toISOString() ?? null,
      change.withdraws,
      change.setBy,
      change.at.toISOString(),
      change.reason,
    ],
  });
}

/** Changes of one parameter take turns. */
export async function lockParameter(client: Client, name: string): Promise<void> {
  await client.query({
    text: `select pg_advisory_xact_lock(hashtextextended('jig parameter ' || $1, 0))`,
    values: [name],
  });
}

/** Id of the last change, or `0` before the first; what a change names as the version that it was made from. */
export async function lastChange(client: Client, name: string): Promise<string> {
  const [row] = await changesOf(client, name, null, 1);
  return row?.id ?? FIRST_VERSION;
}

export const FIRST_VERSION = '0';

/** A change for people. `current` is the id of the one in force. */
export function viewChange(
  parameter: Parameter,
  row: ChangeRow,
  current: string | null,
  now: Date,
): ParameterChangeJson {
  const accepted = row.value === null ? null : acceptedValue(parameter, row.value);
  const { id, effective_from, withdraws, set_by, set_at, reason } = row;
  const state = stateOf(row, accepted === null, current, now);
  return { id, value: accepted ?? row.value, effective_from, withdraws, set_by, set_at, reason, state };
}

function stateOf(
  row: ChangeRow,
  isMisfit: boolean,
  current: string | null,
  now: Date,
): ParameterChangeJson['state'] {
  if (row.withdraws !== null) return 'withdrawal';
  if (row.withdrawn) return 'withdrawn';
  if (Date.parse(row.effective_from ?? '') > now.getTime()) return 'planned';
  if (row.id !== current) return 'past';
  return isMisfit ? 'misfit' : 'in_force';
}
