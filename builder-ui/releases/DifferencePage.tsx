import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { PageSkeleton } from '../access/PageSkeleton.tsx';
import { TypingPlace } from '../access/TypingPlace.tsx';
import { differenceQuery, releasesQuery } from '../api/releases.ts';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { CompareBar } from './CompareBar.tsx';
import { ReviewView } from './ReviewView.tsx';
import access from '../access/access.module.css';
import classes from './releases.module.css';

type Params = { readonly release?: string; readonly from?: string };

/** What two releases differ in, as the address names them. */
export function DifferencePage() {
  const { release, from } = useParams({ strict: false, select: (params: Params) => params });
  const ends = { from: Number(from), to: Number(release) };
  usePageTitle(`From release ${ends.from} to ${ends.to}`);
  const releases = useInfiniteQuery(releasesQuery).data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <TypingPlace>
      <div className={access.page}>
        <CompareBar key={`${ends.from} ${ends.to} ${releases.length > 1}`} releases={releases} start={ends} />
        <Difference number={ends.to} from={ends.from} />
      </div>
    </TypingPlace>
  );
}

type Props = {
  readonly number: number;
  readonly from: number;
  /** Whether it stands below a heading of the page. */
  readonly below?: boolean;
};

/** The review page of two releases. */
export function Difference({ number, from, below = false }: Props) {
  const query = useQuery(differenceQuery(number, from));
  if (query.data !== undefined)
    return (
      <div className={classes.review} data-past>
        <ReviewView review={query.data} below={below} />
      </div>
    );
  if (query.error !== null)
    return <ProblemPanel page={!below} error={query.error} onRetry={() => void query.refetch()} />;
  return <PageSkeleton />;
}
