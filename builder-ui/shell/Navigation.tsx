import { ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { MeJson } from '../../runtime/wire/view.ts';
import { useNavigation } from '../api/views.ts';
import { openScreens } from '../routes/place.ts';
import { PlaceLink } from '../routes/PlaceLink.tsx';
import { workspacePages } from '../routes/workspace-pages.ts';
import { MeMenu } from '../session/MeMenu.tsx';
import { Mark } from './Mark.tsx';
import classes from './shell.module.css';

type GroupProps = {
  readonly name: string;
  readonly title: string;
  /** Address of the group's own page, where it has one. */
  readonly path: string | null;
  readonly startsOpen: boolean;
  readonly children: ReactNode;
};

function Group({ name, title, path, startsOpen, children }: GroupProps) {
  const key = `jig.navigation.${name}`;
  const [open, setOpen] = useState(() => (localStorage.getItem(key) ?? (startsOpen ? 'on' : 'off')) === 'on');
  const toggle = (): void => {
    localStorage.setItem(key, open ? 'off' : 'on');
    setOpen(!open);
  };
  return (
    <div className={classes.group}>
      <div className={classes.groupHead}>
        {path === null ? (
          <button type="button" className={classes.groupTitle} onClick={toggle} tabIndex={-1}>
            {title}
          </button>
        ) : (
          <PlaceLink path={path} exact className={classes.groupTitle}>
            {title}
          </PlaceLink>
        )}
        <button
          type="button"
          className={classes.fold}
          aria-expanded={open}
          aria-label={`${title} in the navigation`}
          onClick={toggle}
        >
          <ChevronDown size={14} aria-hidden />
        </button>
      </div>
      {open ? <ul className={classes.items}>{children}</ul> : null}
    </div>
  );
}

function Item({ path, title }: { readonly path: string; readonly title: string }) {
  return (
    <li>
      <PlaceLink path={path} className={classes.item}>
        {title}
      </PlaceLink>
    </li>
  );
}

/** Tools with their screens, all records, and who is signed in. */
export function Navigation({ me }: { readonly me: MeJson }) {
  const navigation = useNavigation();
  const pages = workspacePages(me);
  return (
    <nav className={classes.nav} aria-label="Tools">
      <PlaceLink path="/" exact className={classes.brand}>
        <Mark />
        <span>{me.workspace.title}</span>
      </PlaceLink>
      <div className={classes.navScroll}>
        {navigation.tools.map((tool) => (
          <Group key={tool.name} name={tool.name} title={tool.title} path={`/t/${tool.name}`} startsOpen>
            {openScreens(tool.screens).map((screen) => (
              <Item key={screen.name} path={`/t/${tool.name}/${screen.name}`} title={screen.title} />
            ))}
          </Group>
        ))}
        {navigation.entities.length === 0 ? null : (
          <Group name="records" title="All records" path={null} startsOpen={navigation.tools.length === 0}>
            {navigation.entities.map((entity) => (
              <Item key={entity.name} path={`/r/${entity.name}`} title={entity.plural} />
            ))}
          </Group>
        )}
        {pages.length === 0 ? null : (
          <Group name="workspace" title="Workspace" path={null} startsOpen>
            {pages.map((page) => (
              <Item key={page.path} path={page.path} title={page.title} />
            ))}
          </Group>
        )}
      </div>
      <div className={classes.foot}>
        <MeMenu me={me} />
      </div>
    </nav>
  );
}
