import type { Json } from '../support/app.ts';

/** A record as the one who reads everything sees it; references as `{id, title}`. */
export type Row = Record<string, Json> & { readonly id: string };
export type World = Readonly<Record<string, readonly Row[]>>;
type User = { readonly id: string; readonly regions: readonly string[]; readonly level: number | null };
type Grant = {
  readonly when?: (row: Row, user: User, world: World) => boolean;
  readonly fields?: readonly string[];
  readonly mask?: Readonly<Record<string, 'last_4' | 'domain' | 'initial'>>;
};
type Grants = Readonly<Record<string, readonly Grant[]>>;

const find = (world: World, entity: string, link: Json): Row | undefined =>
  (world[entity] ?? []).find(({ id }) => id === link?.id);
const regionOf = (row: Row, world: World): string => find(world, 'customer', row['customer'])?.['region'];
const open = (row: Row): boolean => row['status'] === 'open';

/** What the definitions of the leak desk say, told a second time and in another language. */
export const READ: Readonly<Record<string, Grants>> = {
  lead: { customer: [{}], product: [{}], order: [{}], order_line: [{}] },
  support: {
    customer: [
      { when: (row, user) => user.regions.includes(row['region']), fields: ['name', 'region', 'email'] },
    ],
    order: [{ when: (row, user, world) => user.regions.includes(regionOf(row, world)) }],
    order_line: [{ fields: ['order', 'product', 'amount'] }],
  },
  clerk: {
    customer: [{ fields: ['region'] }],
    product: [{ when: (row) => row['price'] !== null && Number(row['price']) < 50 }],
    order: [
      { fields: ['number', 'customer', 'status', 'due'] },
      { when: open, fields: ['note', 'total', 'weight', 'labels', 'related', 'lines'] },
      { when: (row, user) => row['agent']?.id === user.id, fields: ['agent', 'placed'] },
    ],
    order_line: [
      {
        when: (row) => row['amount'] !== null && Number(row['amount']) < 100,
        fields: ['product', 'amount', 'comment'],
      },
    ],
  },
  finance: {
    customer: [
      { fields: ['name', 'iban', 'email'], mask: { iban: 'last_4', email: 'domain' } },
      { when: (row) => row['vip'] === true, fields: ['email', 'iban', 'credit'] },
    ],
    product: [{}],
    order: [
      {
        when: (row) => row['status'] !== null && !open(row),
        fields: ['number', 'customer', 'status', 'total', 'charged', 'note'],
        mask: { note: 'initial' },
      },
    ],
  },
  guest: {
    customer: [{ when: (row) => row['vip'] === true, fields: ['name'] }],
    order: [{ when: (_row, user) => user.level !== null && user.level > 3, fields: ['number', 'parts'] }],
  },
};

export const EXPORT: Readonly<Record<string, Grants>> = {
  lead: READ['lead'] ?? {},
  support: {
    customer: [{ fields: ['name', 'region'] }],
    order: [{ when: (row) => row['status'] !== null && row['status'] !== 'paid' }],
  },
  clerk: { order: [{ fields: ['number', 'note'] }] },
  finance: { customer: [{}] },
};

export type Holder = { readonly role: string; readonly user: User };
export type Shown = 'clear' | 'hidden' | 'last_4' | 'domain' | 'initial';
type Cell = readonly [entity: string, row: Row, field: string];

/** Derived fields, and every cell that each is made from; null where one of them is a sum over rows. */
const DERIVED: Readonly<
  Record<string, (row: Row, world: World, holders: readonly Holder[]) => readonly Cell[] | null>
> = {
  with_fee: (row) => [['order', row, 'total']],
  credit_left: (row, world) => {
    const customer = find(world, 'customer', row['customer']);
    return [
      ['order', row, 'total'],
      ['order', row, 'customer'],
      ...(customer === undefined ? [] : [['customer', customer, 'credit'] as const]),
    ];
  },
  charged: (row, _world, holders) => (readsAll(holders, 'amount') ? [['order', row, 'lines']] : null),
  parts: (row, _world, holders) => (readsAll(holders, null) ? [['order', row, 'lines']] : null),
};

function readsAll(holders: readonly Holder[], field: string | null): boolean {
  const grants = holders.flatMap(({ role }) => READ[role]?.['order_line'] ?? []);
  return grants.some(
    ({ when, fields }) => when === undefined && (field === null || fields?.includes(field) !== false),
  );
}

/** Who may see the row at all. A line is seen only with the order that owns it. */
export function seesRow(
  world: World,
  holders: readonly Holder[],
  entity: string,
  row: Row,
  by = READ,
): boolean {
  const parent = entity === 'order_line' && by === READ ? find(world, 'order', row['order']) : undefined;
  if (parent !== undefined && !seesRow(world, holders, 'order', parent)) return false;
  return holders.some(({ role, user }) =>
    (by[role]?.[entity] ?? []).some(({ when }) => when?.(row, user, world) ?? true),
  );
}

/** How a cell is shown: by the union of all grants whose condition is true of this very row. */
export function shown(
  world: World,
  holders: readonly Holder[],
  [entity, row, field]: Cell,
  by = READ,
): Shown {
  const found = new Set<Shown>();
  for (const { role, user } of holders)
    for (const { when, fields, mask } of by[role]?.[entity] ?? []) {
      if (when !== undefined && !when(row, user, world)) continue;
      if (fields !== undefined && !fields.includes(field)) continue;
      const inputs = fields === undefined && by === READ ? DERIVED[field]?.(row, world, holders) : [];
      if (inputs === null || inputs?.some((cell) => shown(world, holders, cell) !== 'clear')) continue;
      found.add(mask?.[field] ?? 'clear');
    }
  return (['clear', 'last_4', 'domain', 'initial'] as const).find((how) => found.has(how)) ?? 'hidden';
}

/** Whether any grant could show the field on some row: if not, it does not exist. */
export function known(
  world: World,
  holders: readonly Holder[],
  entity: string,
  field: string,
  by = READ,
): 'clear' | 'masked' | 'unknown' {
  const grants = holders.flatMap(({ role }) => by[role]?.[entity] ?? []);
  const covering = grants.filter(({ fields }) => fields === undefined || fields.includes(field));
  const derives = (grant: Grant): boolean =>
    grant.fields !== undefined || by !== READ || canDerive(world, holders, field);
  if (covering.some((grant) => grant.mask?.[field] === undefined && derives(grant))) return 'clear';
  return covering.some((grant) => grant.mask?.[field] !== undefined) ? 'masked' : 'unknown';
}

function canDerive(world: World, holders: readonly Holder[], field: string): boolean {
  if (field === 'with_fee') return known(world, holders, 'order', 'total') === 'clear';
  if (field === 'credit_left')
    return (
      known(world, holders, 'customer', 'credit') === 'clear' &&
      known(world, holders, 'order', 'customer') === 'clear' &&
      known(world, holders, 'order', 'total') === 'clear'
    );
  if (field === 'charged') return readsAll(holders, 'amount');
  return field !== 'parts' || readsAll(holders, null);
}

/** The masked form of a text, told again. */
export function mask(how: Shown, value: string): string {
  if (how === 'last_4') return value.length < 8 ? '••••' : `•••• ${value.slice(-4)}`;
  if (how === 'initial') return value.length < 2 ? '•••' : `${value.slice(0, 1)}•••`;
  return value.includes('@') ? `•••@${value.split('@')[1]}` : '•••';
}
