import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeCustomers } from './demonstration/customers.ts';
import { formatCsv } from './demonstration/csv.ts';
import {
  CATEGORIES,
  EMPLOYEES,
  REGIONS,
  SEGMENTS,
  SHIPPERS,
  TERRITORIES,
  US_STATES,
} from './demonstration/house.ts';
import { makeOrders } from './demonstration/orders.ts';
import { makeProducts, makeSuppliers } from './demonstration/products.ts';
import { makePurchases } from './demonstration/purchases.ts';
import { createRandom } from './demonstration/random.ts';

const SEED = 19_840_301;

/** The demonstration data of the example workspace: CSV text by file name, the same on every run. */
export function makeDemonstration(): ReadonlyMap<string, string> {
  const random = createRandom(SEED);
  const suppliers = makeSuppliers();
  const products = makeProducts(random);
  const purchases = makePurchases(random, suppliers, products);
  const customers = makeCustomers(random);
  const { orders, lines } = makeOrders(random, customers, products);
  const stocked = products.map(({ row, key }) => ({
    ...row,
    on_order: String(purchases.onOrder.get(key) ?? ''),
  }));
  return new Map(
    Object.entries({
      region: REGIONS,
      territory: TERRITORIES,
      us_state: US_STATES,
      customer_segment: SEGMENTS,
      employee: EMPLOYEES,
      category: CATEGORIES,
      supplier: suppliers,
      shipper: SHIPPERS.map((row) => ({ ...row, active: 'true' })),
      product: stocked,
      customer: customers.map(({ row }) => row),
      contact: customers.flatMap(({ contacts }) => contacts),
      order: orders,
      order_line: lines,
      purchase_order: purchases.orders,
      purchase_order_line: purchases.lines,
    }).map(([entity, rows]) => [`${entity}.csv`, formatCsv(rows)] as const),
  );
}

/** Writes the files, or with `--check` only names those that differ from what would be written. */
async function main(folder: string, checkOnly: boolean): Promise<number> {
  await mkdir(folder, { recursive: true });
  const stale: string[] = [];
  for (const [name, text] of makeDemonstration()) {
    const file = path.join(folder, name);
    if (checkOnly) {
      const found = await readFile(file, 'utf8').catch(() => '');
      if (found !== text) stale.push(name);
    } else await writeFile(file, text);
  }
  if (stale.length > 0)
    process.stderr.write(`Not what the script makes: ${stale.join(', ')}. Run it without --check.\n`);
  return stale.length === 0 ? 0 : 1;
}

if (import.meta.main) {
  const folder = path.join(import.meta.dirname, '../../definitions/demonstration');
  process.exitCode = await main(folder, process.argv.includes('--check'));
}
