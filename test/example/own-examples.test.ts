import { expect, inject, it } from 'vitest';
import { main } from '../../server/cli/main.ts';
import { EXAMPLE } from '../support/activate-definitions.ts';

type Report = {
  readonly examples: readonly {
    readonly entity: string;
    readonly name: string;
    readonly misses: readonly unknown[];
  }[];
  readonly coverage: readonly {
    readonly rule: string;
    readonly kind: string;
    readonly missing: readonly string[];
  }[];
};

/** What examples cannot show: a `never` that the actions' own rules keep from ever being asked to refuse, and what is only counted. */
const NOT_SHOWN: ReadonlySet<string> = new Set([
  'order_line.checks.generous',
  'product.never.price_alone',
  'purchase_order.never.own_approval',
  'purchase_order_line.checks.never_bought_again',
  'purchase_order_line.checks.received_in_time',
  'discount_route.no_lines',
]);

it('every example of the example workspace holds, and they show every rule but grants', async () => {
  let out = '';
  const code = await main(['test', EXAMPLE, '--json', '--coverage'], {
    out: (text) => (out += text),
    err: (text) => (out += text),
    colour: false,
    env: { DATABASE_URL: inject('serverUrl') },
  });
  const { examples, coverage } = JSON.parse(out) as Report;
  expect(examples.filter(({ misses }) => misses.length > 0)).toEqual([]);
  expect(code).toBe(0);
  expect(examples.length).toBeGreaterThan(100);
  const open = coverage.filter(({ kind, missing }) => kind !== 'grant' && missing.length > 0);
  expect(open.map(({ rule }) => rule).filter((rule) => !NOT_SHOWN.has(rule))).toEqual([]);
}, 60_000);
