import { LayoutGrid } from 'lucide-react';
import { useMe, useNavigation } from '../api/views.ts';
import { openScreens } from '../routes/place.ts';
import { PlaceLink } from '../routes/PlaceLink.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import classes from './pages.module.css';

/** The tools of the person, each with its purpose, its owner and its screens. */
export function HomePage() {
  const me = useMe();
  const { tools, entities } = useNavigation();
  usePageTitle(me.workspace.title);
  if (tools.length === 0 && entities.length === 0)
    return (
      <EmptyPanel
        page
        icon={LayoutGrid}
        title="No tools for you yet"
        text="None of your roles opens a tool. Whoever gives out roles in your company can give you one."
      />
    );
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{me.workspace.title}</h1>
      <ul className={classes.cards}>
        {tools.map((tool) => (
          <li key={tool.name} className={classes.card}>
            <h2 className={classes.cardTitle}>
              <PlaceLink path={`/t/${tool.name}`} className={classes.cardLink}>
                {tool.title}
              </PlaceLink>
            </h2>
            <p className={classes.purpose}>{tool.purpose}</p>
            <ul className={classes.screens}>
              {openScreens(tool.screens).map((screen) => (
                <li key={screen.name}>
                  <PlaceLink path={`/t/${tool.name}/${screen.name}`} className={classes.screen}>
                    {screen.title}
                  </PlaceLink>
                </li>
              ))}
            </ul>
            <p className={classes.owner}>Owned by {tool.owner.title}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
