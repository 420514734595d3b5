/** Numbers from 0 up to below 1, the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = (seed * 2654435761 + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const ROLES = ['clerk', 'lead'] as const;
const FIELDS = ['state', 'region', 'amount', 'agent', 'note', 'area', 'folder'] as const;
const WRITABLE = ['region', 'amount', 'agent', 'note', 'folder'] as const;

type Pick = <T>(list: readonly T[]) => T;
type Random = { readonly pick: Pick; readonly chance: (share: number) => boolean };

/** A condition on an item, or on a line where `record` names the way to it. */
function condition({ pick, chance }: Random, at: string, depth: number): string {
  if (depth > 0 && chance(0.55)) {
    const operator = pick(['&&', '||']);
    const parts = [condition({ pick, chance }, at, depth - 1), condition({ pick, chance }, at, depth - 1)];
    if (parts[0] === parts[1]) return parts[0] ?? '';
    const text = `(${parts.join(` ${operator} `)})`;
    return chance(0.2) ? `!${text}` : text;
  }
  const atoms = [
    `${at}state == "${pick(['open', 'done', 'held'])}"`,
    `${at}state in ["open", "${pick(['done', 'held'])}"]`,
    `${at}region in user.regions`,
    `${at}area in user.regions`,
    `${at}region == null`,
    `${at}region == "${pick(['x', 'y'])}"`,
    `${at}amount ${pick(['<', '<=', '>', '>=', '==', '!='])} ${pick([0, 1, 2, 3])}`,
    `${at}amount <= user.level`,
    `${at}agent == user`,
    `${at}agent != user`,
    `user.level ${pick(['<', '>='])} ${pick([1, 2])}`,
    `"x" in user.regions`,
    `${at}folder.owner == user`,
    `${at}folder == null`,
  ];
  return pick(atoms);
}

const quoted = (text: string): string => `'${text}'`;

function some({ pick, chance }: Random, names: readonly string[]): string {
  const chosen = names.filter(() => chance(0.5));
  return `[${(chosen.length === 0 ? [pick(names)] : chosen).join(', ')}]`;
}

function grant(random: Random, operation: string): string {
  const { pick, chance } = random;
  if (chance(0.2)) return 'true';
  const when = condition(random, '', 2);
  if (chance(0.35)) return quoted(when);
  const keys: string[] = chance(0.8) ? [`when: ${quoted(when)}`] : [];
  const reads = operation === 'read' || operation === 'export';
  const fields = chance(0.6) && operation !== 'delete' && operation !== 'create';
  if (fields) keys.push(`fields: ${some(random, reads ? FIELDS : WRITABLE)}`);
  else if (operation === 'read' && chance(0.4))
    keys.push(`mask: { note: ${pick(['last_4', 'initial', 'hidden'])} }`);
  if (operation === 'update' && chance(0.4)) keys.push(`after: ${quoted(condition(random, '', 1))}`);
  return keys.length === 0 ? 'true' : `{ ${keys.join(', ')} }`;
}

function roleAccess(random: Random): string {
  const { chance } = random;
  const operations = ['read', 'create', 'update', 'delete', 'export'].flatMap((operation) => {
    if (!chance(operation === 'read' ? 0.9 : 0.6)) return [];
    const grants = chance(0.3)
      ? [grant(random, operation), grant(random, operation)]
      : [grant(random, operation)];
    const isMap = (text: string): string => (text.startsWith('{') ? text : `{ when: ${text} }`);
    const text =
      grants.length === 1 || grants.includes('true') ? grants[0] : `[${grants.map(isMap).join(', ')}]`;
    return [`${operation}: ${text}`];
  });
  const actions = chance(0.6) ? ['actions: [finish]'] : [];
  const all = [...operations, ...actions];
  return `{ ${(all.length === 0 ? ['read: true'] : all).join(', ')} }`;
}

/** What can differ between two policies; parts of it are taken over from one to the next. */
export type Policy = {
  readonly clerk: string;
  readonly lead: string;
  readonly line: string;
  readonly editable: string | null;
  readonly from: string;
  readonly when: string | null;
  readonly notBy: boolean;
  readonly area: string;
};

export function randomPolicy(next: () => number): Policy {
  const random = randomOf(next);
  const { pick, chance } = random;
  return {
    clerk: roleAccess(random),
    lead: roleAccess(random),
    line: chance(0.5) ? 'true' : quoted(condition(random, 'item.', 1)),
    editable: chance(0.3) ? condition(random, '', 1) : null,
    from: pick(['open', '[open, held]']),
    when: chance(0.5) ? condition(random, '', 1) : null,
    notBy: chance(0.5),
    area: pick(['folder.region', 'folder.region', 'region']),
  };
}

/** The policy with one or two parts of another one. */
export function changedPolicy(policy: Policy, next: () => number): Policy {
  const other = randomPolicy(next);
  const { pick } = randomOf(next);
  const keys = Object.keys(policy) as (keyof Policy)[];
  const changed = new Set([pick(keys), pick(keys), pick(['clerk', 'lead'] as const)]);
  return Object.fromEntries(keys.map((key) => [key, changed.has(key) ? other[key] : policy[key]])) as Policy;
}

function randomOf(next: () => number): Random {
  return {
    pick: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
    chance: (share) => next() < share,
  };
}

/** The definitions of a small workspace under the policy. */
export function policyText({ clerk, lead, line, editable, from, when, notBy, area }: Policy): string {
  return `workspace: acme
language: 1
currency: GBP
owners: { operations: { contact: operations@acme.example } }
user_attributes: { regions: { type: tags }, level: { type: integer } }
---
${ROLES.map((role) => `role: ${role}`).join('\n---\n')}
---
entity: folder
owner: operations
fields:
  name: { type: text, required: true }
  region: { type: text }
  owner: { type: user }
access: { clerk: { read: true }, lead: { read: { fields: [name] } } }
---
entity: item
owner: operations
fields:
  state: { type: choice, options: [open, done, held], required: true, default: open }
  region: { type: text }
  amount: { type: integer, min: 0, max: 3${editable === null ? '' : `, editable_when: ${quoted(editable)}`} }
  agent: { type: user }
  note: { type: text }
  folder: { type: reference, to: folder }
  area: { type: text, formula: ${area} }
  lines: { type: children, of: line }
lifecycle: { field: state, ends: [done] }
actions: { finish: { from: ${from}, to: done${when === null ? '' : `, when: ${quoted(when)}`}${notBy ? ', not_by: agent' : ''} }, hold: { from: open, to: held } }
access:
  clerk: ${clerk}
  lead: ${lead}
---
entity: line
owner: operations
fields:
  item: { type: reference, to: item, part_of: true }
  text: { type: text }
access: { clerk: { read: ${line}, update: true }, lead: { read: true } }
`;
}
