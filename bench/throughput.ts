import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runLoad } from './load.ts';
import { createWorkload, EXPECTED_STATUS, OPERATIONS, type BenchOperation } from './orders/workload.ts';
import { pairedRatio, type Ratio, showRatio } from './statistics.ts';

const CONNECTIONS = 10;

type Contender = { readonly name: string; readonly port: number; readonly process: ChildProcess };

/** Starts one contender as a process of its own and waits for its port. */
async function startContender(name: string, file: string, args: readonly string[]): Promise<Contender> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it listened`)));
  });
  return { name, port, process: child };
}

export type ThroughputResult = {
  readonly operation: BenchOperation;
  readonly perSecond: Readonly<Record<string, number>>;
  readonly againstA: Ratio;
  readonly againstB: Ratio;
  /** (a) against a second process of the same code: what the machine's noise alone makes of a ratio. */
  readonly noise: Ratio;
};

/**
 * Measures Jig, (a), a second (a) and (b) in turn, `pairs` rounds per operation, the order turned round every round. Throws
 * when any answer has another status than the operation's own.
 */
export async function measureThroughput(
  url: string,
  token: string,
  pairs: number,
  seconds: number,
): Promise<ThroughputResult[]> {
  const contenders = [
    await startContender('jig', './orders/jig.ts', [url]),
    await startContender('a', './orders/hand-written.ts', [url]),
    await startContender('a again', './orders/hand-written.ts', [url]),
    await startContender('b', './orders/hand-kysely.ts', [url]),
  ];
  const workload = createWorkload(token);
  const results: ThroughputResult[] = [];
  try {
    for (const operation of OPERATIONS) {
      const next = workload(operation);
      const samples = new Map<string, number[]>(contenders.map((contender) => [contender.name, []]));
      for (const contender of contenders) await runLoad(contender.port, CONNECTIONS, 1, next);
      for (let pair = 0; pair < pairs; pair += 1) {
        const order = contenders
          .map((_, index) => contenders[(index + pair) % contenders.length])
          .filter((c) => c !== undefined);
        for (const contender of order) {
          const result = await runLoad(contender.port, CONNECTIONS, seconds, next);
          const wrong = Object.keys(result.statuses).filter(
            (status) => Number(status) !== EXPECTED_STATUS[operation],
          );
          if (wrong.length > 0)
            throw new Error(
              `${contender.name} answered ${operation} with ${JSON.stringify(result.statuses)}`,
            );
          samples.get(contender.name)?.push(result.requestsPerSecond);
        }
      }
      const of = (name: string): readonly number[] => samples.get(name) ?? [];
      const perSecond = Object.fromEntries(
        contenders.map(({ name }) => [name, of(name).reduce((sum, value) => sum + value, 0) / pairs]),
      );
      const result = {
        operation,
        perSecond,
        againstA: pairedRatio(of('jig'), of('a')),
        againstB: pairedRatio(of('jig'), of('b')),
        noise: pairedRatio(of('a again'), of('a')),
      };
      console.log(
        `${operation}: against (a) ${showRatio(result.againstA)}; (b) ${showRatio(result.againstB)}; noise ${showRatio(result.noise)}`,
      );
      results.push(result);
    }
  } finally {
    for (const contender of contenders) contender.process.kill();
  }
  return results;
}
