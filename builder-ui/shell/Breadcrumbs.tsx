import { useLocation } from '@tanstack/react-router';
import { useMe, useNavigation } from '../api/views.ts';
import { listPath } from '../routes/place.ts';
import { PlaceLink } from '../routes/PlaceLink.tsx';
import { ACCESS_PAGE, PARAMETERS_PAGE, RELEASES_PAGE } from '../routes/workspace-pages.ts';
import { usePageParams, usePageSearch, usePlace } from '../routes/use-place.ts';
import { useShownTitle } from './page-title.ts';
import classes from './shell.module.css';

type Crumb = { readonly title: string; readonly path: string | null };

function useCrumbs(workspace: string): readonly Crumb[] {
  const navigation = useNavigation();
  const { tool, screen, entity } = usePageParams();
  const place = usePlace();
  const { pathname } = useLocation();
  const title = useShownTitle();
  const seesPeople = useMe().places.access;
  if (tool !== undefined) {
    const found = navigation.tools.find((each) => each.name === tool);
    const own = found?.screens.find((each) => each.name === screen);
    const crumbs: Crumb[] = [{ title: found?.title ?? tool, path: `/t/${tool}` }];
    if (screen !== undefined) crumbs.push({ title: own?.title ?? screen, path: `/t/${tool}/${screen}` });
    if (place !== null && pathname !== listPath(place)) crumbs.push({ title, path: null });
    return crumbs;
  }
  if (pathname.startsWith(`${ACCESS_PAGE.path}/`))
    return [...(seesPeople ? [ACCESS_PAGE] : []), { title, path: null }];
  if (pathname.startsWith(`${RELEASES_PAGE.path}/`)) return [RELEASES_PAGE, { title, path: null }];
  if ([ACCESS_PAGE, PARAMETERS_PAGE, RELEASES_PAGE].some(({ path }) => path === pathname))
    return [{ title, path: null }];
  if (entity === undefined) return [{ title: workspace, path: '/' }];
  const found = navigation.entities.find((each) => each.name === entity);
  const crumbs: Crumb[] = [{ title: found?.plural ?? entity, path: `/r/${entity}` }];
  if (place !== null && pathname !== listPath(place)) crumbs.push({ title, path: null });
  return crumbs;
}

/** Tool, screen and record of the page. The way back to a list keeps its filters. */
export function Breadcrumbs({ workspace }: { readonly workspace: string }) {
  const crumbs = useCrumbs(workspace);
  const search = usePageSearch();
  return (
    <nav aria-label="Where you are" style={{ flex: 1, minWidth: 0 }}>
      <ol className={classes.crumbs}>
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          return (
            <li key={`${index} ${crumb.title}`} className={classes.crumb}>
              {crumb.path === null || last ? (
                <span aria-current="page">{crumb.title}</span>
              ) : (
                <PlaceLink path={crumb.path} search={index === crumbs.length - 2 && index > 0 ? search : {}}>
                  {crumb.title}
                </PlaceLink>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
