import { useQuery } from '@tanstack/react-query';
import { ArrowRight, BookOpen } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { ToolJson } from '../../runtime/wire/view.ts';
import { ApiProblem } from '../api/problem.ts';
import { toolQuery, useNavigation } from '../api/views.ts';
import { openScreens } from '../routes/place.ts';
import { PlaceLink } from '../routes/PlaceLink.tsx';
import { usePageParams } from '../routes/use-place.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { NoAccessPage } from './NoAccessPage.tsx';
import { ProblemPanel } from './ProblemPanel.tsx';
import { ScreenCount } from './ScreenCount.tsx';
import classes from './pages.module.css';

const Runbook = lazy(() => import('./Runbook.tsx').then((module) => ({ default: module.Runbook })));

function Contact({ contact }: { readonly contact: string }) {
  if (contact.includes('@') && !contact.includes(' ')) return <a href={`mailto:${contact}`}>{contact}</a>;
  return <span>{contact}</span>;
}

function ToolScreens({ tool }: { readonly tool: Pick<ToolJson, 'name' | 'screens'> }) {
  return (
    <ul className={classes.rows}>
      {openScreens(tool.screens).map((screen) => (
        <li key={screen.name}>
          <PlaceLink path={`/t/${tool.name}/${screen.name}`} className={classes.rowLink}>
            <span className={classes.rowTitle}>{screen.title}</span>
            {screen.kind === 'table' ? <ScreenCount tool={tool.name} screen={screen.name} /> : null}
            <ArrowRight size={14} aria-hidden />
          </PlaceLink>
        </li>
      ))}
    </ul>
  );
}

/** A tool: what it is for, who answers for it, its screens, and how to work with it. */
export function ToolPage() {
  const { tool: name = '' } = usePageParams();
  const head = useNavigation().tools.find((each) => each.name === name);
  const query = useQuery({ ...toolQuery(name), enabled: head !== undefined });
  usePageTitle(head?.title ?? 'Tool');
  if (head === undefined || (query.error instanceof ApiProblem && query.error.status === 404))
    return <NoAccessPage tool={name} />;
  if (query.error !== null && query.data === undefined)
    return <ProblemPanel page error={query.error} onRetry={() => void query.refetch()} />;
  const runbook = query.data?.runbook ?? null;
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{head.title}</h1>
      <p className={classes.lead}>{head.purpose}</p>
      <p className={classes.answers}>
        Answered for by <strong>{head.owner.title}</strong>, <Contact contact={head.owner.contact} />
      </p>
      <ToolScreens tool={head} />
      {runbook === null ? (
        head.has_runbook ? null : (
          <p className={classes.owner}>This tool has no runbook yet.</p>
        )
      ) : (
        <section className={classes.runbook} aria-label="Runbook">
          <h2 className={classes.sectionTitle}>
            <BookOpen size={14} aria-hidden /> How to work with it
          </h2>
          <Suspense fallback={null}>
            <Runbook text={runbook} title={head.title} />
          </Suspense>
        </section>
      )}
    </div>
  );
}
