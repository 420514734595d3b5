import type { MeJson } from '../../runtime/wire/view.ts';

export type WorkspacePage = { readonly title: string; readonly path: string };

export const ACCESS_PAGE: WorkspacePage = { title: 'People and access', path: '/access' };
export const PARAMETERS_PAGE: WorkspacePage = { title: 'Parameters', path: '/parameters' };

export const RELEASES_PAGE: WorkspacePage = { title: 'Releases', path: '/releases' };

/** Pages of the workspace as a whole that hold something for the person. */
export function workspacePages({ places }: MeJson): readonly WorkspacePage[] {
  return [
    ...(places.access ? [ACCESS_PAGE] : []),
    ...(places.parameters ? [PARAMETERS_PAGE] : []),
    ...(places.releases ? [RELEASES_PAGE] : []),
  ];
}
