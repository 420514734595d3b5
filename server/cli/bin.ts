#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

/** Oldest Node that runs the program: it strips types from TypeScript by itself. */
const OLDEST_NODE = 24;

const major = Number(process.versions.node.split('.')[0]);
if (major < OLDEST_NODE) {
  process.stderr.write(
    `Jig needs Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}.\n` +
      'Install a newer one from https://nodejs.org or with your version manager.\n',
  );
  process.exitCode = 2;
} else {
  enableCompileCache();
  // Whoever reads the output may stop early, as `head` does: that is no failure.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    env: process.env,
  });
}
