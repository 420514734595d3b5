import { Hono } from 'hono';
import { viewNavigation, viewTool } from '../../../runtime/view/navigation.ts';
import { describeApi } from '../../../runtime/view/openapi/document.ts';
import { viewEntity, viewScreen } from '../../../runtime/view/screen-view.ts';
import type { ViewScope } from '../../../runtime/view/scope.ts';
import type { ScreenView } from '../../../runtime/wire/view.ts';
import { Refusal } from '../../operations/refusal.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import type { ValidatorStore } from '../validators/validator-store.ts';
import { callerOf, viewScopeOf } from './caller.ts';

const KINDS: readonly string[] = ['table', 'form', 'detail'] satisfies ScreenView['kind'][];

/** Navigation, tools, screens, views and the API's description, each as the caller may see it. */
export function viewRoutes(validators: ValidatorStore): (parts: HttpParts) => Hono<HttpEnvironment> {
  return ({ now }) => {
    const routes = new Hono<HttpEnvironment>();
    routes.get('/api/v1/navigation', (context) => context.json(viewNavigation(viewScopeOf(context, now()))));
    routes.get('/api/v1/openapi.json', (context) => {
      return context.json(describeApi(viewScopeOf(context, now()), callerOf(context).release.number));
    });
    routes.get('/api/v1/tools/:tool', (context) => {
      const name = context.req.param('tool');
      return context.json(
        viewTool(viewScopeOf(context, now()), name) ?? missing(`There is no tool \`${name}\` for you.`),
      );
    });
    routes.get('/api/v1/tools/:tool/screens/:screen', (context) => {
      const { tool, screen } = context.req.param();
      const view = viewScreen(viewScopeOf(context, now()), tool, screen);
      return context.json(
        sent(view, validators) ??
          missing(`There is no screen \`${screen}\` in the tool \`${tool}\` for you.`),
      );
    });
    routes.get('/api/v1/views/:entity/:kind', (context) => {
      const { entity, kind } = context.req.param();
      if (!isKind(kind)) missing(`There is no view of kind \`${kind}\`; use one of ${KINDS.join(', ')}.`);
      const view = viewEntity(viewScopeOf(context, now()), entity, kind, context.req.query('tool') ?? null);
      return context.json(
        sent(view, validators) ?? missing(`There are no records \`${entity}\` that you may read.`),
      );
    });
    return routes;
  };
}

function isKind(text: string): text is ScreenView['kind'] {
  return KINDS.includes(text);
}

function missing(detail: string): never {
  throw new Refusal('view/not_found', detail);
}

function sent(view: ScreenView | null, validators: ValidatorStore): ScreenView | null {
  if (view !== null) validators.remember(view);
  return view;
}

/** Every view of an entity in which the actor can fill in something: the ones made for it, and the forms of tools. */
export function allForms(scope: ViewScope, entity: string): readonly ScreenView[] {
  const authored = Object.values(scope.model.tools).flatMap((tool) =>
    Object.values(tool.screens)
      .filter((screen) => screen.kind === 'form' && screen.entity === entity)
      .map((screen) => viewScreen(scope, tool.name, screen.name)),
  );
  const own = (['form', 'detail'] as const).map((kind) => viewEntity(scope, entity, kind, null));
  return [...own, ...authored].filter((view) => view !== null);
}
