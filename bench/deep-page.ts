import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LIST_FIELDS } from './orders/definitions.ts';
import { median } from './statistics.ts';

const ROWS = 900_000;
const PAGE = 200;
const ROUNDS = 300;

type Page = { readonly next: string | null };

/** Milliseconds (median) of the first page and of the page that begins at row 900,000, measured in turn. */
export async function measureDeepPage(url: string, token: string): Promise<{ first: number; deep: number }> {
  const child = fork(fileURLToPath(new URL('./orders/jig.ts', import.meta.url)), [url]);
  const port = await new Promise<number>((resolve) =>
    child.once('message', (message: { port: number }) => resolve(message.port)),
  );
  const fetchPage = async (query: string): Promise<Page> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/records/order?sort=-ordered_on&${query}`, {
      headers: { cookie: `jig_session=${token}` },
    });
    if (response.status !== 200)
      throw new Error(`the list answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Page;
  };
  try {
    let cursor = '';
    for (let row = 0; row < ROWS; row += PAGE) {
      const page = await fetchPage(`fields=reference&limit=${PAGE}${cursor}`);
      if (page.next === null) throw new Error(`the list ended at row ${row}`);
      cursor = `&after=${encodeURIComponent(page.next)}`;
    }
    const shown = `fields=${LIST_FIELDS.join(',')}&limit=50`;
    const times = { first: [] as number[], deep: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, query] of [
        ['first', shown],
        ['deep', shown + cursor],
      ] as const) {
        const started = performance.now();
        await fetchPage(query);
        times[name].push(performance.now() - started);
      }
    }
    return { first: median(times.first), deep: median(times.deep) };
  } finally {
    child.disconnect();
  }
}
