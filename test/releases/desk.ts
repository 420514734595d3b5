import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../server/cli/main.ts';

/** A desk with an owner who approves, roles that publish and see, and a parameter. */
export const DESK = `workspace: desk
language: 1
title: Desk
time_zone: Europe/London
locale: en-GB
currency: GBP
user_attributes: { regions: { type: tags, about: Regions of a person. } }
owners: { payments: { title: Payments, contact: pay@desk.example, approvers: [lead] } }
releases: { seen_by: [clerk], published_by: [chief, second] }
---
role: clerk
about: Writes.
---
role: lead
about: Approves.
---
role: chief
about: Publishes.
---
role: second
about: Publishes too, and approves.
---
parameters: limits
values: { most: { type: money, value: "500.00", changed_by: [lead], about: The most at once. } }
---
entity: refund
owner: payments
title_field: code
fields:
  code: { type: text, required: true, max_length: 20 }
  region: { type: choice, options: [north, south] }
  amount: { type: money, required: true }
  note: { type: text }
access:
  clerk: { read: region in user.regions, create: true, update: true }
  lead: { read: true, create: true, update: true, delete: true }
`;

export const PEOPLE = {
  ann: { roles: ['clerk'], attributes: { regions: ['north'] } },
  lea: ['lead'],
  cia: ['chief'],
  sam: ['second', 'lead'],
  out: [],
} as const;

/** The definitions with texts replaced; each must be there. */
export function changed(...pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`There is no ${from}`);
    return text.replace(from, to);
  }, DESK);
}

/** A change that lets clerks see more, so that payments has to approve it. */
export const WIDER = changed(['clerk: { read: region in user.regions,', 'clerk: { read: true,']);

export const withField = (line: string): string =>
  changed(['  note: { type: text }', `  note: { type: text }\n  ${line}`]);

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

export type Folder = {
  readonly path: string;
  readonly write: (text: string, file?: string) => void;
  readonly read: (file: string) => string;
  readonly git: (...args: readonly string[]) => string;
  readonly jig: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>;
  readonly remove: () => void;
};

/** A folder with definitions, and the command line over it. */
export function openFolder(url: string): Folder {
  const path = mkdtempSync(join(tmpdir(), 'jig-release-'));
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@desk.example', '-c', 'commit.gpgsign=false'];
  const definitions = join(path, 'definitions');
  mkdirSync(definitions);
  return {
    path: definitions,
    write: (text, file = 'definitions/desk.yaml') => writeFileSync(join(path, file), text),
    read: (file) => readFileSync(join(path, file), 'utf8'),
    git: (...args) => execFileSync('git', ['-C', path, ...who, ...args], { encoding: 'utf8' }).trim(),
    jig: async (args, env = {}) => {
      const said = { out: '', err: '' };
      const code = await main(
        args.map((word) => word.replaceAll('@', `${path}/`)),
        {
          out: (text) => void (said.out += text),
          err: (text) => void (said.err += text),
          colour: false,
          env: { DATABASE_URL: url, ...env },
        },
      );
      return { code, ...said };
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
