import { Hono } from 'hono';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { isLocalRequest } from '../dev/loopback-guard.ts';

/** How long the database may take to answer before it counts as gone. */
const ANSWER_MS = 2_000;

/** What callers from elsewhere hear; the whole reason may name places in the definitions. */
const UNSERVED = 'A newer release cannot be served by this process; its log says why.';

/** What the process tells of itself; `definitions` only in development, and only to callers on the same machine. */
export type ProcessFacts = {
  readonly program: 'jig';
  readonly pid: number;
  readonly definitions: string | null;
};

/**
 * `/healthz`: the process is alive. `/readyz`: the screens can be used, that is the database answers, a release is in force
 * and the screens are built; else 503 with what is missing. `problem` says why a newer release is not served.
 */
export function healthRoutes(
  facts: ProcessFacts,
  hasScreens: () => boolean,
): (parts: HttpParts) => Hono<HttpEnvironment> {
  return ({ database, releases }) => {
    const routes = new Hono<HttpEnvironment>();
    routes.get('/healthz', (context) => {
      const near = facts.definitions !== null && isLocalRequest(context);
      return context.json({ status: 'ok', program: facts.program, ...(near ? facts : {}) });
    });
    routes.get('/readyz', async (context) => {
      const checks = { database: await answers(database), screens: hasScreens() };
      const ready = Object.values(checks).every(Boolean);
      context.header('cache-control', 'no-store');
      const found = releases.problem();
      const problem = isLocalRequest(context) ? found : found && UNSERVED;
      const facts = { ready, checks, release: releases.current().number };
      return context.json(problem === null ? facts : { ...facts, problem }, ready ? 200 : 503);
    });
    return routes;
  };
}

async function answers(database: HttpParts['database']): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), ANSWER_MS).unref();
  });
  const query = database.pool.query('select 1').then(
    () => true,
    () => false,
  );
  return Promise.race([query, late]);
}
