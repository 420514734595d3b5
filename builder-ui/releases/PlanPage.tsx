import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { FileSearch } from 'lucide-react';
import { useState } from 'react';
import type { PlanAnswerJson } from '../../runtime/wire/releases.ts';
import { PageSkeleton } from '../access/PageSkeleton.tsx';
import { plain } from '../access/plain-words.ts';
import { TypingPlace } from '../access/TypingPlace.tsx';
import { ApiProblem } from '../api/problem.ts';
import { planQuery, planReviewQuery, planRollback, useReleasesChanged } from '../api/releases.ts';
import { useFormats } from '../format/formats.ts';
import { PlaceLink, useGo } from '../routes/PlaceLink.tsx';
import { EmptyPanel } from '../screens/EmptyPanel.tsx';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { showFailure } from '../shell/toasts.ts';
import { AwaitedFindings } from './AwaitedFindings.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import { ReviewView } from './ReviewView.tsx';
import access from '../access/access.module.css';
import classes from './releases.module.css';

/** The plan that the address names: what it does, what is still missing, and the way to publish it. */
export function PlanPage() {
  const hash = useParams({ strict: false, select: (params: { plan?: string }) => params.plan ?? '' });
  const query = useQuery(planQuery(hash));
  const back = query.data?.rolls_back_to ?? null;
  usePageTitle(back === null ? 'Plan' : `Plan: back to release ${back}`);
  if (query.error instanceof ApiProblem && query.error.status === 404)
    return (
      <EmptyPanel
        page
        icon={FileSearch}
        title="There is no such plan"
        text="Plans are kept for 30 days, and as long as nobody published them."
      >
        <PlaceLink path="/releases">To all releases</PlaceLink>
      </EmptyPanel>
    );
  if (query.data !== undefined)
    return (
      <TypingPlace>
        <OnePlan key={hash} answer={query.data} />
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

function OnePlan({ answer }: { readonly answer: PlanAnswerJson }) {
  const review = useQuery(planReviewQuery(answer.plan.hash));
  return (
    <div className={access.page}>
      <PlanBar answer={answer} />
      {answer.awaited.length === 0 ? null : <AwaitedFindings answer={answer} />}
      {review.data === undefined ? null : (
        <div className={classes.review}>
          <ReviewView review={review.data} below />
        </div>
      )}
      {review.isPending ? <PageSkeleton /> : null}
      {review.error === null || review.data !== undefined ? null : (
        <ProblemPanel error={review.error} onRetry={() => void review.refetch()} />
      )}
    </div>
  );
}

function PlanBar({ answer }: { readonly answer: PlanAnswerJson }) {
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  const { plan, moved, made_by: by, made_at: at, rolls_back_to: back, may_publish: may } = answer;
  const action = back === null ? 'Publish' : `Go back to release ${back}`;
  return (
    <>
      <div className={access.head}>
        <div className={access.headText}>
          <h1 className={access.title}>{back === null ? 'Plan' : `Back to release ${back}`}</h1>
          <p className={access.lead}>
            Made by {by.name}, {formats.datetime(at)}. Nothing has happened yet.
          </p>
        </div>
        {moved.length > 0 ? (
          <PlanAgain answer={answer} />
        ) : (
          <Button disabled={!may.allowed} aria-describedby="may" onClick={() => setAsking(true)}>
            {action}
          </Button>
        )}
      </div>
      {moved.length === 0 ? null : (
        <div className={classes.problem} role="alert">
          <strong>This plan is out of date.</strong>
          <ul>
            {moved.map((sentence) => (
              <li key={sentence}>{plain(sentence)}</li>
            ))}
          </ul>
        </div>
      )}
      {may.allowed ? null : (
        <p id="may" className={classes.why}>
          {plain(may.reason)}
        </p>
      )}
      {asking ? (
        <PublishDialog plan={plan} action={action} back={back} onClose={() => setAsking(false)} />
      ) : null}
    </>
  );
}

/** A plan whose ground has moved is made again; that of definitions is made where they are. */
function PlanAgain({ answer: { rolls_back_to: back } }: { readonly answer: PlanAnswerJson }) {
  const go = useGo();
  const changed = useReleasesChanged();
  const [busy, setBusy] = useState(false);
  if (back === null) return null;
  const plan = async (): Promise<void> => {
    setBusy(true);
    try {
      const made = await planRollback(back);
      await changed();
      go({ path: `/releases/plans/${made.plan.hash}` }, { replace: true });
    } catch (error) {
      showFailure('The plan could not be made again.', error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button loading={busy} onClick={() => void plan()}>
      Plan again
    </Button>
  );
}
