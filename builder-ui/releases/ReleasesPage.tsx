import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { GitCommitVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlansJson, ReleaseJson, ReleasesJson } from '../../runtime/wire/releases.ts';
import { PageSkeleton } from '../access/PageSkeleton.tsx';
import { TypingPlace } from '../access/TypingPlace.tsx';
import { isOpen, plansQuery, releasesQuery } from '../api/releases.ts';
import { useFormats, type Formats } from '../format/formats.ts';
import { PlaceLink } from '../routes/PlaceLink.tsx';
import { EmptyPanel } from '../screens/EmptyPanel.tsx';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { ScrollRegion } from '../screens/ScrollRegion.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { CompareBar } from './CompareBar.tsx';
import { MigrationPanel } from './MigrationPanel.tsx';
import { reasonOf, shortHash } from './release-words.ts';
import access from '../access/access.module.css';
import classes from './releases.module.css';

/** Every release, what goes on, and what waits to be published. */
export function ReleasesPage() {
  usePageTitle('Releases');
  const query = useInfiniteQuery(releasesQuery);
  const [first] = query.data?.pages ?? [];
  if (query.error !== null && first === undefined)
    return <ProblemPanel page error={query.error} onRetry={() => void query.refetch()} />;
  const releases = query.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <TypingPlace>
      <div className={access.page}>
        <div className={access.head}>
          <div className={access.headText}>
            <h1 className={access.title}>
              Releases
              {first?.environment == null ? null : (
                <span className={access.badge} data-tone="quiet">
                  {first.environment}
                </span>
              )}
            </h1>
            <p className={access.lead}>
              Every state of the definitions that was put in force: when, by whom and why. Releases never
              change; going back to one publishes it again, under a new number.
            </p>
            {first === undefined ? null : <Processes page={first} />}
          </div>
        </div>
        {isOpen(first?.migration) ? <MigrationPanel migration={first.migration} /> : null}
        <WaitingPlans />
        {query.isPending ? <PageSkeleton /> : null}
        {query.isSuccess && releases.length === 0 ? (
          <EmptyPanel
            icon={GitCommitVertical}
            title="No release yet"
            text="The first one is made when definitions are published."
          />
        ) : null}
        {releases.length === 0 ? null : (
          <>
            <CompareBar releases={releases} />
            <ReleaseTable releases={releases} />
          </>
        )}
        {query.hasNextPage ? (
          <Button
            className={access.more ?? ''}
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show earlier releases
          </Button>
        ) : null}
      </div>
    </TypingPlace>
  );
}

/** Whether every process serves what is in force. */
function Processes({ page: { processes, in_force: inForce } }: { readonly page: ReleasesJson }) {
  const behind = processes.filter(({ serving }) => serving < inForce);
  if (processes.length < 2 && behind.length === 0) return null;
  const all = `${processes.length} ${processes.length === 1 ? 'process' : 'processes'}`;
  return (
    <p className={behind.length === 0 ? classes.processes : classes.behind}>
      {behind.length === 0
        ? `${all} serve release ${inForce}.`
        : `${behind.length} of ${all} ${behind.length === 1 ? 'does' : 'do'} not serve release ${inForce} yet: ${behind.map(({ name, serving }) => `${name} serves ${serving}`).join(', ')}.`}
    </p>
  );
}

function WaitingPlans() {
  const plans = useQuery(plansQuery).data?.data ?? [];
  if (plans.length === 0) return null;
  return (
    <section className={classes.waiting} aria-labelledby="plans">
      <h2 id="plans" className={access.sectionTitle}>
        Plans that are not published
      </h2>
      <ul>
        {plans.map((plan) => (
          <WaitingPlan key={plan.hash} plan={plan} />
        ))}
      </ul>
    </section>
  );
}

function WaitingPlan({ plan }: { readonly plan: PlansJson['data'][number] }) {
  const formats = useFormats();
  const { hash, summary, made_by: by, made_at: at, rolls_back_to: back, blocked, awaiting } = plan;
  return (
    <li>
      <PlaceLink path={`/releases/plans/${hash}`} className={access.person}>
        {back === null ? summary : `Back to release ${back}`}
      </PlaceLink>
      {blocked ? <span className={access.badge}>Blocked</span> : null}
      {awaiting === 0 ? null : (
        <span className={access.badge}>
          {awaiting === 1 ? '1 approval missing' : `${awaiting} approvals missing`}
        </span>
      )}
      <span className={access.small}>
        {back === null ? '' : `${summary}. `}Made by {by.name}, {formats.datetime(at)}
      </span>
    </li>
  );
}

type Column = {
  readonly title: string;
  readonly nowrap?: true;
  /** What the cell shows; null where the release has nothing there. A column of nothing is left out. */
  readonly show: (release: ReleaseJson, formats: Formats) => ReactNode;
};

const hash = (text: string | null): ReactNode =>
  text === null ? null : <code title={text}>{shortHash(text)}</code>;

const COLUMNS: readonly Column[] = [
  {
    title: 'In force from',
    nowrap: true,
    show: (release, formats) => formats.datetime(release.activated_at),
  },
  { title: 'By', show: (release) => release.activated_by.name },
  { title: 'Why', show: (release) => reasonOf(release) },
  { title: 'What changed', show: (release) => release.summary },
  { title: 'Commit', nowrap: true, show: (release) => hash(release.git_commit) },
  { title: 'Content', nowrap: true, show: (release) => hash(release.content_hash) },
];

function ReleaseTable({ releases }: { readonly releases: readonly ReleaseJson[] }) {
  const formats = useFormats();
  const columns = COLUMNS.filter(({ show }) => releases.some((release) => show(release, formats) !== null));
  return (
    <ScrollRegion label="Releases" className={access.scroll}>
      <table className={access.table}>
        <thead>
          <tr>
            {['Release', ...columns.map(({ title }) => title)].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {releases.map((release) => (
            <ReleaseRow key={release.number} release={release} columns={columns} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

type RowProps = { readonly release: ReleaseJson; readonly columns: readonly Column[] };

function ReleaseRow({ release, columns }: RowProps) {
  const formats = useFormats();
  const { number, in_force: inForce, rolled_back_to: back } = release;
  return (
    <tr>
      <th scope="row" data-label="Release" className={access.nowrap}>
        <span>
          <PlaceLink path={`/releases/${number}`} className={access.person}>
            {number}
          </PlaceLink>
          {inForce ? <span className={classes.force}>In force</span> : null}
          {back === null ? null : (
            <span className={access.badge} data-tone="quiet">
              Back to {back}
            </span>
          )}
        </span>
      </th>
      {columns.map(({ title, nowrap, show }) => {
        const shown = show(release, formats);
        return (
          <td
            key={title}
            data-label={title}
            data-empty={shown === null || undefined}
            className={nowrap === true ? access.nowrap : undefined}
          >
            {shown}
          </td>
        );
      })}
    </tr>
  );
}
