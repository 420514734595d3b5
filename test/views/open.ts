import { screenRoutes, type ScreenOptions } from '../../server/http/screen-routes.ts';
import { openTestApp, type TestApp, type TestPeople } from '../support/app.ts';

/** Fixed instant of a test: already the next day in the workspace's zone. */
const NOW = new Date('2026-11-21T12:30:00.000Z');

/** The HTTP door with the routes of the screens, over a fresh database. */
export function openViewApp(
  definitions: string,
  people: TestPeople,
  options: Partial<ScreenOptions> = {},
): Promise<TestApp> {
  const facts = { program: 'jig', pid: 1, definitions: '/somewhere' } as const;
  const routes = screenRoutes({ mode: 'production', facts, files: null, dev: null, ...options });
  return openTestApp(definitions, people, { routes, now: () => NOW });
}
