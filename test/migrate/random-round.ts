import type { Database } from '../../server/db/open.ts';
import { activate } from '../../server/releases/activate.ts';
import { apply, type Applied, inForce } from './random-apply.ts';
import type { Random } from './random.ts';
import { type Contents, lostBetween, readContents } from './random-contents.ts';
import type { Definitions } from './random-definitions.ts';
import { changeRecords, writeRecords } from './random-records.ts';
import type { Spec } from './random-spec.ts';

/** What a pair of definitions came to; `wrong` has a sentence for everything that must not be. */
export type Round = Applied & {
  /** Null where it was refused, so that there was nothing to go back from. */
  readonly back: 'done' | 'refused' | null;
};

/** Puts the first definitions in force and fills their tables. */
export async function begin(database: Database, definitions: Definitions, random: Random): Promise<void> {
  const { files, model, spec } = definitions;
  const release = await activate(database, model, { files });
  await writeRecords({ database, release, spec }, random, random.between(2, 9));
}

/**
 * Goes from the definitions in force to others and back: plans, applies, plans again, looks for everything that was lost; writes under
 * the new ones, then goes back and looks again. `isOnline` makes it do so step by step.
 */
export async function goThereAndBack(
  database: Database,
  base: Definitions,
  head: Definitions,
  random: Random,
  isOnline: boolean,
): Promise<Round> {
  await pretendToServe(database, isOnline);
  const first = await inForce(database);
  const before = await readContents(database, first, base.spec);
  const there = await apply(database, base, head, null);
  if (there.isRefused) return { ...there, back: null };
  const second = await inForce(database);
  const { wrong } = there;
  wrong.push(...lostBetween(before, await readContents(database, second, head.spec)));
  const removed = without(base.spec, head.spec);
  const kept = await readContents(database, first, removed);
  wrong.push(...lostBetween(only(before, removed), kept).map((words) => `set aside: ${words}`));

  await writeRecords({ database, release: second, spec: head.spec }, random, 2);
  await changeRecords({ database, release: second, spec: head.spec }, random);
  const written = await readContents(database, second, head.spec);
  const back = await apply(database, head, base, first.number);
  wrong.push(...back.wrong.map((words) => `back: ${words}`));
  const done = { ...there, statements: there.statements + back.statements, wrong };
  if (back.isRefused) return { ...done, back: 'refused' };
  const after = await readContents(database, await inForce(database), base.spec);
  wrong.push(...lostBetween(written, after).map((words) => `back: ${words}`));
  // What the new definitions had not was there all the time.
  wrong.push(
    ...lostBetween(only(before, removed), only(after, removed), true).map(
      (words) => `came back otherwise: ${words}`,
    ),
  );
  const added = without(head.spec, base.spec);
  const aside = await readContents(database, second, added);
  wrong.push(...lostBetween(only(written, added), aside).map((words) => `back, set aside: ${words}`));
  return { ...done, back: 'done' };
}

/** A process that serves whatever is newest: with it, tables are changed step by step. */
async function pretendToServe({ pool }: Database, isServing: boolean): Promise<void> {
  await pool.query('delete from jig.process');
  if (isServing)
    await pool.query(
      `insert into jig.process (id, name, serving, oldest, seen_at) values (gen_random_uuid(), 'test', 1, 2147483647, now() + interval '1 day')`,
    );
}

/** Fields that people write, of the one that the other has not; entities that it has not with all of theirs. */
function without(spec: Spec, other: Spec): Spec {
  const entities = spec.entities.map((entity) => {
    const rest = other.entities.find(({ id }) => id === entity.id);
    const fields = entity.fields.filter(
      ({ id, formula }) => formula === null && rest?.fields.every((field) => field.id !== id) !== false,
    );
    return { ...entity, fields };
  });
  return { ...spec, entities: entities.filter(({ fields }) => fields.length > 0) };
}

function only(contents: Contents, spec: Spec): Contents {
  return new Map(
    [...contents].flatMap(([id, { fields, records }]) => {
      const own = spec.entities.find((entity) => entity.id === id);
      const kept = new Set(own?.fields.map((field) => field.id));
      return own === undefined
        ? []
        : [[id, { fields: new Map([...fields].filter(([field]) => kept.has(field))), records }] as const];
    }),
  );
}
