import { createTestDatabase } from '../support/database.ts';
import { createRandom } from './random.ts';
import { edited, randomDefinitions } from './random-definitions.ts';
import { begin, goThereAndBack, type Round } from './random-round.ts';

/** What so many pairs came to. */
export type Told = {
  pairs: number;
  online: number;
  atomic: number;
  none: number;
  published: number;
  refused: number;
  back: number;
  backRefused: number;
  statements: number;
  /** A sentence each, with the seed and the definitions to see it again. */
  wrong: string[];
};

/** Random workspaces, each taken through so many changes, one upon the other; every change there and back, then there again. */
export async function provePairs(options: {
  readonly seed: number;
  readonly workspaces: number;
  readonly pairsEach: number;
}): Promise<Told> {
  const told: Told = {
    pairs: 0,
    online: 0,
    atomic: 0,
    none: 0,
    published: 0,
    refused: 0,
    back: 0,
    backRefused: 0,
    statements: 0,
    wrong: [],
  };
  for (let seed = options.seed; seed < options.seed + options.workspaces; seed += 1) {
    const random = createRandom(seed);
    const server = await createTestDatabase();
    try {
      let base = randomDefinitions(random);
      await begin(server.database, base, random);
      for (let pair = 0; pair < options.pairsEach; pair += 1) {
        const head = edited(base, random);
        const isOnline = pair % 2 === 0;
        const round = await goThereAndBack(server.database, base, head, random, isOnline).catch(
          (error: unknown) => broken(error),
        );
        told.pairs += 1;
        told[round.mode] += 1;
        told.statements += round.statements;
        if (round.isPublished) told.published += 1;
        if (round.isRefused) told.refused += 1;
        if (round.back === 'done') told.back += 1;
        if (round.back === 'refused') told.backRefused += 1;
        if (round.wrong.length > 0) {
          told.wrong.push(
            `seed ${seed}, pair ${pair}, ${round.mode}:\n${round.wrong.join('\n')}\n${base.files[0]?.text}\n=====>\n${head.files[0]?.text}`,
          );
          break;
        }
        // Where going back was refused the newer definitions are in force.
        if (round.back === 'refused') base = head;
      }
    } finally {
      await server.close();
    }
  }
  return told;
}

function broken(error: unknown): Round {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { mode: 'none', isPublished: false, isRefused: false, back: null, statements: 0, wrong: [words] };
}
