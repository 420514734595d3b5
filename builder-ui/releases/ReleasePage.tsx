import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { GitCommitVertical } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ReleaseDetailJson } from '../../runtime/wire/releases.ts';
import { PageSkeleton } from '../access/PageSkeleton.tsx';
import { plain } from '../access/plain-words.ts';
import { TypingPlace } from '../access/TypingPlace.tsx';
import { ApiProblem } from '../api/problem.ts';
import { planRollback, releaseQuery, releasesQuery, useReleasesChanged } from '../api/releases.ts';
import { useFormats } from '../format/formats.ts';
import { PlaceLink, useGo } from '../routes/PlaceLink.tsx';
import { EmptyPanel } from '../screens/EmptyPanel.tsx';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ApprovalTable } from './ApprovalTable.tsx';
import { CompareBar } from './CompareBar.tsx';
import { Difference } from './DifferencePage.tsx';
import { reasonOf, shortHash } from './release-words.ts';
import access from '../access/access.module.css';
import classes from './releases.module.css';

/** The page of the release that the address names. */
export function ReleasePage() {
  const number = Number(
    useParams({ strict: false, select: (params: { release?: string }) => params.release ?? '' }),
  );
  usePageTitle(Number.isSafeInteger(number) ? `Release ${number}` : 'Release');
  const query = useQuery({ ...releaseQuery(number), enabled: Number.isSafeInteger(number) });
  if (!Number.isSafeInteger(number) || (query.error instanceof ApiProblem && query.error.status === 404))
    return (
      <EmptyPanel
        page
        icon={GitCommitVertical}
        title="There is no such release"
        text="The address names none."
      >
        <PlaceLink path="/releases">To all releases</PlaceLink>
      </EmptyPanel>
    );
  if (query.data !== undefined)
    return (
      <TypingPlace>
        <OneRelease key={number} release={query.data} />
      </TypingPlace>
    );
  if (query.error !== null)
    return <ProblemPanel page error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={access.page}>
      <PageSkeleton />
    </div>
  );
}

function OneRelease({ release }: { readonly release: ReleaseDetailJson }) {
  const formats = useFormats();
  const releases = useInfiniteQuery(releasesQuery).data?.pages.flatMap(({ data }) => data) ?? [];
  const other = releases.find((each) => each.number !== release.number)?.number ?? release.number;
  const { number, in_force: inForce, base, approvals, git_commit: commit, content_hash: hash } = release;
  return (
    <div className={access.page}>
      <div className={access.head}>
        <div className={access.headText}>
          <h1 className={access.title}>
            Release {number}
            {inForce ? <span className={classes.force}>In force</span> : null}
          </h1>
          <p className={access.lead}>{reasonOf(release)}</p>
        </div>
        {inForce ? null : <RollBack release={release} />}
      </div>
      <dl className={access.facts}>
        <Fact name="In force from">{formats.datetime(release.activated_at)}</Fact>
        <Fact name="By">{release.activated_by.name}</Fact>
        <Fact name="Before it">
          {base === null ? 'Nothing' : <PlaceLink path={`/releases/${base}`}>Release {base}</PlaceLink>}
        </Fact>
        {release.rolled_back_to === null ? null : (
          <Fact name="Publishes again">
            <PlaceLink path={`/releases/${release.rolled_back_to}`}>
              Release {release.rolled_back_to}
            </PlaceLink>
          </Fact>
        )}
        {commit === null ? null : (
          <Fact name="Commit">
            <code title={commit}>{shortHash(commit)}</code>
          </Fact>
        )}
        {hash === null ? null : (
          <Fact name="Content">
            <code title={hash}>{shortHash(hash)}</code>
          </Fact>
        )}
      </dl>
      {approvals.length === 0 ? null : <ApprovalTable approvals={approvals} />}
      <section className={access.section} aria-label="Compare">
        <CompareBar
          key={releases.length > 1 ? 'known' : 'unknown'}
          releases={releases}
          start={{ from: base ?? other, to: number }}
        />
      </section>
      {base === null ? (
        <p className={access.none}>It was the first one: everything in it was new.</p>
      ) : (
        <Difference number={number} from={base} below />
      )}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Plans the way back, and shows the plan: nothing happens before somebody has read it. */
function RollBack({ release: { number, may_roll_back: may } }: { readonly release: ReleaseDetailJson }) {
  const go = useGo();
  const changed = useReleasesChanged();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  if (!may.allowed) return <p className={classes.why}>{plain(may.reason)}</p>;
  const plan = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const made = await planRollback(number);
      void changed();
      go({ path: `/releases/plans/${made.plan.hash}` });
    } catch (error) {
      setFailure(error instanceof Error ? error : null);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes.rollBack}>
      <Button variant="default" loading={busy} onClick={() => void plan()}>
        Plan the way back to this release
      </Button>
      {failure === null ? null : (
        <p className={classes.failed} role="alert">
          {plain(failure.message)}
          {failure instanceof ApiProblem && failure.hint !== null ? ` ${plain(failure.hint)}` : ''}
        </p>
      )}
    </div>
  );
}
