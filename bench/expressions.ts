import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { checkExpression } from '../runtime/expression/check.ts';
import type { Environment, FieldType } from '../runtime/expression/environment.ts';
import { evaluatorOf } from '../runtime/expression/evaluate.ts';
import type { Type } from '../runtime/expression/type.ts';
import type { Facts, RecordValue } from '../runtime/expression/value.ts';

const is = (name: 'int' | 'decimal' | 'string' | 'bool'): FieldType => ({
  type: { is: name },
  nullable: true,
});
const listOf = (of: Type): FieldType => ({ type: { is: 'list', of }, nullable: false });

const FIELDS: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  order: {
    status: { type: { is: 'choice', options: ['open', 'paid'] }, nullable: false },
    total: is('decimal'),
    quantity: is('int'),
    price: is('int'),
    note: is('string'),
    region: is('string'),
    lines: listOf({ is: 'record', entity: 'line' }),
  },
  line: { quantity: is('int'), price: is('decimal') },
};

const ENVIRONMENT: Environment = {
  record: 'order',
  old: false,
  input: null,
  user: { regions: listOf({ is: 'string' }) },
  params: { limit: is('decimal') },
  field: (entity, name) => FIELDS[entity]?.[name],
  fieldNames: (entity) => Object.keys(FIELDS[entity] ?? {}),
  decision: () => undefined,
  decisionNames: [],
};

/** The five rules of the measurements that the language was chosen by. */
const RULES = {
  guard: 'status == "open" && total <= params.limit && total > 0',
  roles: 'user.roles.exists(role, role in ["finance", "lead"]) && region in user.regions',
  computed: '(quantity + 2) * price - quantity % 7',
  visible: 'has(note) && note.startsWith("urgent") && user.roles.exists(role, role == "support")',
  lines: 'lines.all(line, line.quantity > 0 && line.price <= 100.5)',
} as const;

const decimal = (units: number) => ({ units: BigInt(units), scale: 2 });
const record: RecordValue = {
  id: 'o1',
  status: 'open',
  total: decimal(12_345),
  quantity: 12,
  price: 995,
  note: 'urgent: call first',
  region: 'north',
  lines: Array.from({ length: 10 }, (_, at) => ({
    id: `l${at}`,
    quantity: at + 1,
    price: decimal(at * 1000),
  })),
};
const FACTS: Facts = {
  record,
  old: null,
  input: {},
  user: { id: 'u1', name: 'Uma', roles: ['support', 'lead'], regions: ['south', 'north'] },
  params: { limit: decimal(50_000) },
  now: 0,
  today: '2026-11-21',
};

const ROUNDS = 7;
const MILLISECONDS = 150;

/** Evaluations a second of each rule, the best of several rounds: the machine is shared. */
export function measureExpressions(): Readonly<Record<keyof typeof RULES, number>> {
  const entries = Object.entries(RULES).map(([name, text]) => {
    const { tree, problems } = checkExpression(text, ENVIRONMENT, null);
    if (tree === null) throw new Error(`${text}: ${problems[0]?.message ?? ''}`);
    const evaluate = evaluatorOf(tree);
    if (evaluate(FACTS) === null) throw new Error(`${text} is unknown`);
    return [name, Math.max(...Array.from({ length: ROUNDS }, () => perSecond(() => evaluate(FACTS))))];
  });
  return Object.fromEntries(entries) as Record<keyof typeof RULES, number>;
}

function perSecond(run: () => unknown): number {
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < MILLISECONDS) {
    for (let at = 0; at < 1000; at += 1) run();
    count += 1000;
  }
  return (count / (performance.now() - started)) * 1000;
}

/**
 * Bytes, minified and gzipped. `browser`: parsing, checking (names, types, constants, cost, and regular expressions, of which
 * those that are not plainly harmless are refused) and evaluating; mistakes are keys with places. `proof`: the same with the
 * proof that decides about every regular expression. `author`: that with messages and hints.
 */
export async function measureExpressionSize(): Promise<{
  readonly browser: number;
  readonly proof: number;
  readonly author: number;
}> {
  const check = `{ findAll } from '${FOLDER}check-text.ts'`;
  const evaluate = `{ evaluatorOf } from '${FOLDER}evaluate.ts'`;
  return {
    browser: await gzippedBundle([check, `{ vetPlainRegex } from '${FOLDER}regex/plain-regex.ts'`, evaluate]),
    proof: await gzippedBundle([check, `{ proveRegex } from '${FOLDER}regex/portable-regex.ts'`, evaluate]),
    author: await gzippedBundle([`{ checkExpression } from '${FOLDER}check.ts'`, evaluate]),
  };
}

const FOLDER = fileURLToPath(new URL('../runtime/expression/', import.meta.url));

async function gzippedBundle(parts: readonly string[]): Promise<number> {
  const entry = '\0expressions';
  const result = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? parts.map((part) => `export ${part};`).join('\n') : null),
      },
    ],
  })) as Rolldown.RolldownOutput;
  return gzipSync(result.output[0].code, { level: 9 }).length;
}
