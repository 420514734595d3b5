import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { App } from '../shell/App.tsx';
import { CrashPage } from '../screens/CrashPage.tsx';
import { NotFoundPage } from '../screens/NotFoundPage.tsx';
import { ScreenPage } from '../screens/ScreenPage.tsx';
import { parseAddress, printAddress, readListSearch } from './list-search.ts';

type RouterContext = { readonly client: QueryClient };

const root = createRootRouteWithContext<RouterContext>()({ component: App, notFoundComponent: NotFoundPage });
const parent = { getParentRoute: () => root } as const;

const homePage = lazyRouteComponent(() => import('../screens/HomePage.tsx'), 'HomePage');
const toolPage = lazyRouteComponent(() => import('../screens/ToolPage.tsx'), 'ToolPage');
const recordPage = lazyRouteComponent(() => import('../screens/RecordPage.tsx'), 'RecordPage');
const newPage = lazyRouteComponent(() => import('../screens/FormPages.tsx'), 'NewPage');
const editPage = lazyRouteComponent(() => import('../screens/FormPages.tsx'), 'EditPage');

const accessPage = lazyRouteComponent(() => import('../access/AccessPage.tsx'), 'AccessPage');
const personPage = lazyRouteComponent(() => import('../access/PersonPage.tsx'), 'PersonPage');
const parametersPage = lazyRouteComponent(() => import('../parameters/ParametersPage.tsx'), 'ParametersPage');

const releasesPage = lazyRouteComponent(() => import('../releases/ReleasesPage.tsx'), 'ReleasesPage');
const releasePage = lazyRouteComponent(() => import('../releases/ReleasePage.tsx'), 'ReleasePage');
const differencePage = lazyRouteComponent(() => import('../releases/DifferencePage.tsx'), 'DifferencePage');
const planPage = lazyRouteComponent(() => import('../releases/PlanPage.tsx'), 'PlanPage');

const list = { component: ScreenPage, validateSearch: readListSearch } as const;
const record = { component: recordPage, validateSearch: readListSearch } as const;
const create = { component: newPage } as const;
const edit = { component: editPage, validateSearch: readListSearch } as const;

const routeTree = root.addChildren([
  createRoute({ ...parent, path: '/', component: homePage }),
  createRoute({ ...parent, path: '/access', component: accessPage }),
  createRoute({ ...parent, path: '/access/$person', component: personPage }),
  createRoute({ ...parent, path: '/parameters', component: parametersPage }),
  createRoute({ ...parent, path: '/releases', component: releasesPage }),
  createRoute({ ...parent, path: '/releases/plans/$plan', component: planPage }),
  createRoute({ ...parent, path: '/releases/$release', component: releasePage }),
  createRoute({ ...parent, path: '/releases/$release/from/$from', component: differencePage }),
  createRoute({ ...parent, path: '/t/$tool', component: toolPage }),
  createRoute({ ...parent, path: '/t/$tool/$screen', ...list }),
  createRoute({ ...parent, path: '/t/$tool/$screen/new', ...create }),
  createRoute({ ...parent, path: '/t/$tool/$screen/$id', ...record }),
  createRoute({ ...parent, path: '/t/$tool/$screen/$id/edit', ...edit }),
  createRoute({ ...parent, path: '/r/$entity', ...list }),
  createRoute({ ...parent, path: '/r/$entity/new', ...create }),
  createRoute({ ...parent, path: '/r/$entity/$id', ...record }),
  createRoute({ ...parent, path: '/r/$entity/$id/edit', ...edit }),
]);

/** Addresses of the app. What a list shows stands in the address in the HTTP interface's own words. */
export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    parseSearch: parseAddress,
    stringifySearch: printAddress,
    defaultPreload: 'intent',
    defaultErrorComponent: CrashPage,
    defaultPendingMs: 400,
    notFoundMode: 'root',
  });
}

declare module '@tanstack/react-router' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- the router is extended by merging an interface
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
