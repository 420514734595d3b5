import { useQuery } from '@tanstack/react-query';
import { listRecords } from '../api/records.ts';
import type { Query } from '../api/request.ts';
import { screenQuery } from '../api/views.ts';
import { useFormats } from '../format/formats.ts';
import { listQuery } from '../routes/list-search.ts';
import { todayIn } from '../routes/relative-dates.ts';
import classes from './pages.module.css';

type Props = { readonly tool: string; readonly screen: string };

/** How many records the list of a screen holds now; nothing until it is known, or where it cannot be. */
export function ScreenCount({ tool, screen }: Props) {
  const formats = useFormats();
  const { data: view } = useQuery(screenQuery(tool, screen));
  const table = view?.kind === 'table' ? view : null;
  const query: Query =
    table === null
      ? []
      : [
          ...listQuery(table, {}, table.shown.slice(0, 1), todayIn(formats.timeZone)),
          ['limit', '1'],
          ['count', 'capped'],
        ];
  const { data } = useQuery({
    queryKey: ['records', table?.entity.name, 'count', query],
    queryFn: ({ signal }) => listRecords(table?.entity.name ?? '', query, signal),
    enabled: table !== null,
  });
  if (data?.count === undefined) return null;
  return (
    <span className={classes.rowCount}>
      {formats.count(data.count.value)}
      {data.count.capped ? '+' : ''}
    </span>
  );
}
