import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';
import { findBinaries } from '../../server/db/embedded/binaries.ts';
import { findServerUser } from '../../server/db/embedded/server-user.ts';
import { type Database, openDatabase } from '../../server/db/open.ts';
import { refusalFrom } from '../../server/db/pg-errors.ts';
import { itAsRoot } from '../support/as-root.ts';
import { start, startElsewhere, temporaryFolder } from './embedded-folder.ts';

const QUIET = { info: () => undefined, warn: () => undefined };
const NOBODY = 65_534;

function packageFolder(): string {
  const require = createRequire(import.meta.url);
  const main = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  return dirname(dirname(main));
}

/** A file system of its own, so small that it is soon full. */
function smallDisk(megabytes: number): string {
  const folder = temporaryFolder();
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder]);
  onTestFinished(() => void spawnSync('/bin/umount', ['-l', folder]));
  return folder;
}

itAsRoot('runs as root through another user, who owns the data', async () => {
  const folder = temporaryFolder();
  await start(folder);
  const data = statSync(join(folder, 'postgres/data'));
  expect(data.uid).not.toBe(0);
  expect(data.mode & 0o777).toBe(0o700);
  expect(findServerUser(data)).toEqual({ uid: data.uid, gid: data.gid });
});

itAsRoot('runs for another user than root in a folder of that user', async () => {
  const folder = temporaryFolder();
  execFileSync('chown', [`${NOBODY}:${NOBODY}`, folder]);
  const other = startElsewhere(folder, '', NOBODY);
  expect(await other.line('up ')).toMatch(/^postgres:.* true$/u);
  expect(statSync(join(folder, 'postgres/data')).uid).toBe(NOBODY);
  other.child.stdin?.end();
  expect(await other.ended).toBe(0);
  // Root takes over what is there as its owner.
  const server = await start(folder);
  expect(server.firstStart).toBe(false);
});

itAsRoot('says whose a data folder is that belongs to someone else', async () => {
  const folder = temporaryFolder();
  const server = await start(folder);
  await server.stop();
  const problem = await startElsewhere(folder, '', NOBODY).line('problem ');
  expect(problem).toMatch(
    /^embedded\/owner .* belongs to the user postgres; Jig runs as nobody\. \| Run Jig as that user/u,
  );
});

itAsRoot('says that it may not write a folder', async () => {
  const problem = await startElsewhere(temporaryFolder(), '', NOBODY).line('problem ');
  expect(problem).toMatch(
    /^embedded\/folder .*EACCES.* \| Give the user who runs Jig the right to write there/u,
  );
});

itAsRoot('explains a chosen folder that its own user cannot get into', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o700);
  await expect(startEmbeddedPostgres({ dataFolder: folder, log: QUIET })).rejects.toThrow(
    /database server as the user postgres, who cannot get into .*\n.*chmod o\+x/u,
  );
});

itAsRoot('moves the files of a folder that nobody chose, says where, and finds them again', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o700);
  const lines: string[] = [];
  const log = {
    info: (line: string) => void lines.push(line),
    warn: (line: string) => void lines.push(line),
  };
  const server = await startEmbeddedPostgres({ dataFolder: folder, movable: true, log });
  const moved = readFileSync(join(folder, 'postgres-is-at'), 'utf8').trim();
  onTestFinished(() => rmSync(moved, { recursive: true, force: true }));
  expect(lines).toEqual([
    `The database is kept in ${moved}: its server runs as the user postgres, who cannot get into ${join(folder, 'postgres')}.`,
  ]);
  expect(existsSync(join(moved, 'data/PG_VERSION'))).toBe(true);
  await server.stop();
  const again = await startEmbeddedPostgres({ dataFolder: folder, movable: true, log });
  expect([again.firstStart, lines.length]).toEqual([false, 1]);
  await again.stop();
});

itAsRoot('copies its programs once to where its user can run them', async () => {
  const closed = temporaryFolder();
  cpSync(packageFolder(), join(closed, 'package'), { recursive: true, verbatimSymlinks: true });
  const manifest = join(closed, 'package/package.json');
  const version = `0.0.0-test-${process.pid}`;
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), version }));
  chmodSync(closed, 0o700);
  const user = findServerUser(null);
  const binaries = findBinaries(user, join(closed, 'package'));
  const copy = dirname(dirname(dirname(binaries.postgres)));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  expect(copy).toContain(version);
  const made = statSync(copy).ctimeMs;
  expect(findBinaries(user, join(closed, 'package'))).toEqual(binaries);
  expect(statSync(copy).ctimeMs).toBe(made);
});

it('makes the links between libraries and the right to run that an install without scripts leaves out', () => {
  const folder = join(temporaryFolder(), 'package');
  cpSync(packageFolder(), folder, { recursive: true, verbatimSymlinks: true });
  const library = join(folder, 'native/lib');
  for (const entry of readdirSync(library, { withFileTypes: true }))
    if (entry.isSymbolicLink()) rmSync(join(library, entry.name));
  chmodSync(join(folder, 'native/bin/initdb'), 0o644);
  expect(findBinaries(findServerUser(null), folder).version).toMatch(/^18\./u);
});

it('names what the server programs lack when they do not run', () => {
  const folder = join(temporaryFolder(), 'package');
  mkdirSync(join(folder, 'native/bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), `{ "version": "0.0.0-broken-${process.pid}" }`);
  writeFileSync(
    join(folder, 'native/bin/postgres'),
    '#!/bin/sh\necho "libmissing.so: cannot open" >&2; exit 1\n',
    { mode: 0o755 },
  );
  expect(() => findBinaries(null, folder)).toThrow(
    /does not run on this system: libmissing\.so[^]*DATABASE_URL/u,
  );
});

itAsRoot('says that the disk is full when there is no room for a first start', async () => {
  const folder = smallDisk(20);
  await expect(startEmbeddedPostgres({ dataFolder: folder, log: QUIET })).rejects.toThrow(
    /is full[^]*Make room/u,
  );
  expect(readdirSync(join(folder, 'postgres')).filter((name) => name.startsWith('data'))).toEqual([]);
});

itAsRoot('refuses writes to a full disk and still reads, until there is room again', async () => {
  const small = smallDisk(20);
  const server = await start(temporaryFolder());
  const database = await openDatabase(server.url);
  onTestFinished(() => database.close());
  const { uid, gid } = findServerUser(null) ?? { uid: 0, gid: 0 };
  const place = join(small, 'place');
  mkdirSync(place);
  chownSync(place, uid, gid);
  const ballast = join(small, 'ballast');
  writeFileSync(ballast, Buffer.alloc(15_000_000));
  await database.pool.query(`create tablespace small location '${place}'`);
  const filled = await fillOf(database, 'tablespace small');
  expect(await filled.untilRefused()).toBe('database/full');
  expect(await filled.count()).toBe(filled.saved());
  rmSync(ballast);
  await filled.write();
  expect(await filled.count()).toBe(filled.saved());
});

itAsRoot(
  'loses nothing that was saved when its whole disk fills up, and comes back by itself when there is room',
  async () => {
    const folder = smallDisk(170);
    const server = await start(folder);
    const database = await openDatabase(server.url);
    onTestFinished(() => database.close());
    const filled = await fillOf(database, '');
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(85_000_000));
    // Without room for its log the server may have to stop altogether.
    expect(['database/full', 'database/unavailable']).toContain(await filled.untilRefused());
    rmSync(ballast);
    const succeeds = (): Promise<boolean> =>
      filled.write().then(
        () => true,
        () => false,
      );
    await expect.poll(succeeds, { timeout: 15_000 }).toBe(true);
    expect(await filled.count()).toBe(filled.saved());
  },
  60_000,
);

/** A table that takes a thousand rows at a time and knows how many were saved. */
async function fillOf({ pool }: Database, where: string) {
  await pool.query(`create table public.filled (text text) ${where}`);
  let saved = 0;
  const write = async (): Promise<void> => {
    await pool.query(
      `insert into public.filled select repeat(md5(random()::text), 30) from generate_series(1, 1000)`,
    );
    saved += 1000;
  };
  const untilRefused = async (): Promise<string | undefined> => {
    for (;;) {
      const error = await write().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error !== null) return refusalFrom(error)?.code;
    }
  };
  const count = async (): Promise<number | undefined> => {
    const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from public.filled');
    return rows[0]?.count;
  };
  return { write, untilRefused, count, saved: () => saved };
}
