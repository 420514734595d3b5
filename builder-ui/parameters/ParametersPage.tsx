import { useQuery } from '@tanstack/react-query';
import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import type { ParameterChangeJson, ParameterJson } from '../../runtime/wire/parameters.ts';
import { PageSkeleton } from '../access/PageSkeleton.tsx';
import { TypingPlace } from '../access/TypingPlace.tsx';
import { parametersQuery } from '../api/parameters.ts';
import { EmptyPanel } from '../screens/EmptyPanel.tsx';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { ParameterCard } from './ParameterCard.tsx';
import { SetParameterDialog } from './SetParameterDialog.tsx';
import { WithdrawDialog } from './WithdrawDialog.tsx';
import access from '../access/access.module.css';
import classes from './parameters.module.css';

type Open =
  | { readonly what: 'set'; readonly parameter: ParameterJson }
  | { readonly what: 'withdraw'; readonly parameter: ParameterJson; readonly change: ParameterChangeJson }
  | null;

/** The values that rules read and that people change without a release. */
export function ParametersPage() {
  usePageTitle('Parameters');
  const query = useQuery(parametersQuery);
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  if (query.error !== null && query.data === undefined)
    return <ProblemPanel page error={query.error} onRetry={() => void query.refetch()} />;
  const parameters = query.data?.data ?? [];
  if (query.isSuccess && parameters.length === 0)
    return (
      <EmptyPanel
        page
        icon={SlidersHorizontal}
        title="No parameters"
        text="The definitions of this workspace have none. A parameter is a value that rules read and that people change without a release."
      />
    );
  return (
    <TypingPlace>
      <div className={access.page}>
        <div className={access.head}>
          <div className={access.headText}>
            <h1 className={access.title}>Parameters</h1>
            <p className={access.lead}>
              Values that rules read. A new value holds from the moment it is set, or from a later one that is
              planned; what was decided before stays as it was.
            </p>
          </div>
        </div>
        {query.isPending ? <PageSkeleton /> : null}
        <ul className={classes.list}>
          {parameters.map((parameter) => (
            <ParameterCard
              key={parameter.name}
              parameter={parameter}
              onSet={() => setOpen({ what: 'set', parameter })}
              onWithdraw={(change) => setOpen({ what: 'withdraw', parameter, change })}
            />
          ))}
        </ul>
      </div>
      {open?.what === 'set' ? <SetParameterDialog parameter={open.parameter} onClose={close} /> : null}
      {open?.what === 'withdraw' ? (
        <WithdrawDialog parameter={open.parameter} change={open.change} onClose={close} />
      ) : null}
    </TypingPlace>
  );
}
