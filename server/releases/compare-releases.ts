import type pg from 'pg';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import { composePlan } from '../../runtime/diff/compose-plan.ts';
import { diffModels } from '../../runtime/diff/diff-models.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import type { Model } from '../../runtime/model/model.ts';
import { Refusal } from '../operations/refusal.ts';
import { readRelease, releaseSide, type StoredRelease } from '../plan/base-side.ts';
import { planHash } from '../plan/plan-hash.ts';

type Client = Parameters<typeof readRelease>[0] & Pick<pg.Pool, 'query'>;

/** What the later state changes of the earlier one, and both models. */
export type Compared = { readonly plan: Plan; readonly base: Model; readonly head: Model };

/** Compares two releases by their models alone: nothing is counted and nothing migrated. Refuses a number that there is none of. */
export async function compareReleases(client: Client, from: number, to: number): Promise<Compared> {
  const base = await mustRead(client, from);
  const head = await mustRead(client, to);
  const side = (release: StoredRelease): Plan['base'] =>
    releaseSide(release, `release ${release.number}`).side;
  const plan = composePlan({
    base: base.model,
    head: head.model,
    changes: diffModels(base.model, head.model),
    access: compareAccess(base.model, head.model),
    answers: new Map(),
    migration: null,
    refusals: [],
    drift: [],
    retired: [],
    rollback: false,
    // What was accepted stays told: nothing is decided here.
    today: '0001-01-01',
    baseSide: side(base),
    headSide: side(head),
    inputs: {},
  });
  return { plan: { ...plan, hash: planHash(plan) }, base: base.model, head: head.model };
}

async function mustRead(client: Client, number: number): Promise<StoredRelease> {
  const release = await readRelease(client, number);
  if (release === null) throw new Refusal('release/unknown', `There is no release ${number}.`);
  return release;
}
