#!/usr/bin/env node
// Plain JavaScript, the only file that is: a Node too old for TypeScript can say so here, and a newer one need not load
// what strips the types of its first file, which is a seventh of `jig check` of fifty entities. All other files come
// from the compile cache, types stripped.

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
  // Older Nodes have no such export, and would stop at a static import before they could say so.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  // Whoever reads the output may stop early, as `head` does: that is no failure.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
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
