import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ParameterChangeJson, ParameterJson } from '../../runtime/wire/parameters.ts';
import { parameterHistoryQuery } from '../api/parameters.ts';
import { useFormats } from '../format/formats.ts';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { ScrollRegion } from '../screens/ScrollRegion.tsx';
import { CellValue } from '../table/cells/CellValue.tsx';
import access from '../access/access.module.css';
import classes from './parameters.module.css';

const STATES: Readonly<Record<ParameterChangeJson['state'], string>> = {
  planned: 'Planned',
  in_force: 'In force',
  past: 'Held before',
  withdrawn: 'Withdrawn',
  withdrawal: 'Withdrawal',
  misfit: 'No longer fits',
};

/** Every change of a parameter, the latest first. */
export function ParameterHistory({ parameter }: { readonly parameter: ParameterJson }) {
  const { name, title } = parameter;
  const query = useInfiniteQuery(parameterHistoryQuery(name));
  const changes = query.data?.pages.flatMap((page) => page.data) ?? [];
  if (query.error !== null) return <ProblemPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <p className={classes.history}>Reading the history…</p>;
  if (changes.length === 0) return <p className={classes.history}>Nobody has changed it yet.</p>;
  return (
    <div className={classes.history}>
      <ScrollRegion label={`History of ${title}`} className={access.scroll}>
        <table className={access.table}>
          <thead>
            <tr>
              {['Value', 'Holds from', 'State', 'Set by', 'Set', 'Why'].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <ChangeRow key={change.id} change={change} parameter={parameter} all={changes} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {query.hasNextPage ? (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show earlier changes
        </Button>
      ) : null}
    </div>
  );
}

type RowProps = {
  readonly change: ParameterChangeJson;
  readonly parameter: ParameterJson;
  readonly all: readonly ParameterChangeJson[];
};

function ChangeRow({ change, parameter: { field }, all }: RowProps) {
  const formats = useFormats();
  const withdrawn = all.find((each) => each.id === change.withdraws);
  const value = change.value ?? withdrawn?.value ?? null;
  const from = change.effective_from ?? withdrawn?.effective_from ?? null;
  return (
    <tr>
      <td data-label="Value" data-withdrawn={change.state === 'withdrawn' || undefined}>
        {value === null ? '' : <CellValue field={field} value={value} />}
      </td>
      <td data-label="Holds from" className={access.nowrap}>
        {from === null ? '' : formats.datetime(from)}
      </td>
      <td data-label="State" className={access.nowrap}>
        {STATES[change.state]}
      </td>
      <td data-label="Set by">{change.set_by.name}</td>
      <td data-label="Set" className={access.nowrap}>
        {formats.datetime(change.set_at)}
      </td>
      <td data-label="Why">{change.reason}</td>
    </tr>
  );
}
