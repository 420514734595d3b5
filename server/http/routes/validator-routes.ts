import { Hono } from 'hono';
import { Refusal } from '../../operations/refusal.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { caller } from '../middleware.ts';
import type { ValidatorStore } from '../validators/validator-store.ts';
import { callerOf, viewScopeOf } from './caller.ts';
import { allForms } from './view-routes.ts';

/**
 * `/validators/<entity>/<hash>.mjs`: the modules that form views name. After a restart, or on another process, the caller's
 * own forms are made again to find the schema behind the address.
 */
export function validatorRoutes(validators: ValidatorStore): (parts: HttpParts) => Hono<HttpEnvironment> {
  return (parts) => {
    const routes = new Hono<HttpEnvironment>();
    routes.use('/validators/*', caller(parts));
    routes.get('/validators/:entity/:file', (context) => {
      const { path } = context.req;
      callerOf(context);
      const text = validators.find(path) ?? findAgain();
      if (text === null)
        throw new Refusal('view/not_found', 'No form of yours has the validator at that address.', {
          hint: 'Load the form again.',
        });
      return new Response(text, {
        headers: {
          'content-type': 'text/javascript; charset=utf-8',
          'cache-control': 'private, max-age=31536000, immutable',
          'x-content-type-options': 'nosniff',
        },
      });

      function findAgain(): string | null {
        for (const view of allForms(viewScopeOf(context, parts.now()), context.req.param('entity')))
          validators.remember(view);
        return validators.find(path);
      }
    });
    return routes;
  };
}
