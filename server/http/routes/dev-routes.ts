import { Hono } from 'hono';
import type { Model } from '../../../runtime/model/model.ts';
import type { DevPeopleJson } from '../../../runtime/wire/view.ts';
import type { DevelopmentState } from '../../dev/development-state.ts';
import { findDevPerson, type DevPerson } from '../../identity/dev-people.ts';
import { startSession } from '../../identity/session.ts';
import { Refusal } from '../../operations/refusal.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { readJson } from '../request-body.ts';
import { isLocalRequest } from '../dev/loopback-guard.ts';

/** What the development routes need: who may sign in, and the state of the definitions. */
export type DevDoor = {
  /** The people of `people.dev.yaml`, as last read. */
  readonly people: () => readonly DevPerson[];
  readonly state: Pick<DevelopmentState, 'diagnostics' | 'events'>;
};

/**
 * `/api/v1/dev/*`: mounted in development mode only, and even then only callers on the same machine get an answer. Sign-in
 * asks for no password.
 */
export function devRoutes(door: DevDoor): (parts: HttpParts) => Hono<HttpEnvironment> {
  return ({ database, releases, now }) => {
    const routes = new Hono<HttpEnvironment>().basePath('/api/v1/dev');
    routes.use('*', async (context, next) => {
      if (!isLocalRequest(context))
        throw new Refusal(
          'dev/not_local',
          'Development addresses answer only callers on the machine where Jig runs.',
        );
      await next();
    });
    routes.get('/people', (context) => context.json(describePeople(door.people(), releases.current().model)));
    routes.post('/sign-in', async (context) => {
      const person = readPerson(await readJson(context));
      const isKnown = door.people().some(({ key }) => key === person);
      const actorId = isKnown ? await findDevPerson(database, person) : null;
      if (actorId === null) throw new Refusal('dev/unknown_person', `Nobody here is called \`${person}\`.`);
      const cookie = await startSession(database, actorId, now(), false);
      return context.body(null, 204, { 'set-cookie': cookie });
    });
    routes.get('/diagnostics', (context) => context.json(door.state.diagnostics()));
    routes.get('/events', (context) => {
      const present = door.state.diagnostics();
      return door.state.events.answer(context, [
        { event: 'diagnostics', data: present },
        ...(present.release === null ? [] : [{ event: 'release', data: { release: present.release } }]),
      ]);
    });
    return routes;
  };
}

/** People with the titles of their roles. */
export function describePeople(people: readonly DevPerson[], model: Model): DevPeopleJson {
  const titled = (name: string) => ({ name, title: model.roles[name]?.title ?? name });
  const namesOf = ({ roles }: DevPerson): string[] => [...new Set(roles.map(({ role }) => role))];
  return {
    people: people.map((person) => ({
      key: person.key,
      name: person.name,
      roles: namesOf(person).map(titled),
    })),
  };
}

function readPerson(body: unknown): string {
  const person: unknown =
    typeof body === 'object' && body !== null ? (body as { person?: unknown }).person : undefined;
  if (typeof person === 'string' && person.length <= 100) return person;
  throw new Refusal('request/malformed', 'Expected a body of the form `{"person": "anna"}`.');
}
