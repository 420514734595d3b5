import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { RelatedView } from '../../runtime/wire/view.ts';
import { listRecords } from '../api/records.ts';
import { useNavigation } from '../api/views.ts';
import { useFormats } from '../format/formats.ts';
import { findPlace, listPath, newPath, recordPath } from '../routes/place.ts';
import { PlaceLink } from '../routes/PlaceLink.tsx';
import { CellValue } from '../table/cells/CellValue.tsx';
import { recordTitle } from '../table/record-title.ts';
import { ProblemPanel } from './ProblemPanel.tsx';
import { ColumnHeads } from './ColumnHeads.tsx';
import { ScrollRegion } from './ScrollRegion.tsx';
import { inSentence } from '../format/in-sentence.ts';
import classes from './detail.module.css';

/** Rows shown in place; the full list has the rest. */
const MOST_ROWS = 8;
const MOST_COLUMNS = 6;
const LINKS = new Set(['reference', 'references', 'email', 'url', 'phone']);

type Props = { readonly related: RelatedView; readonly record: RecordJson; readonly tool: string | null };

function useRelated({ related, record }: Props) {
  const { table, by } = related;
  const byPath = new Map(table.columns.map((column) => [column.path, column]));
  const columns = table.shown
    .map((path) => byPath.get(path))
    .filter((column) => column !== undefined)
    .slice(0, MOST_COLUMNS);
  const fields = [...new Set([table.entity.title_field, ...columns.map((column) => column.path)])].filter(
    (path) => byPath.has(path),
  );
  const query = [
    [`filter.${by}.eq`, record.id],
    ...(table.sort.length === 0 ? [] : [['sort', table.sort.join(',')] as const]),
    ['fields', fields.join(',')],
    ['limit', String(MOST_ROWS)],
    ['count', 'capped'],
  ] as const;
  const list = useQuery({
    queryKey: ['records', table.entity.name, 'related', query],
    queryFn: ({ signal }) => listRecords(table.entity.name, query, signal),
  });
  return { columns, list };
}

/** Records that refer to the one on the page: the newest few, and the way to all of them. */
export function RelatedList(props: Props) {
  const { related, record, tool } = props;
  const { table, by } = related;
  const formats = useFormats();
  const place = findPlace(useNavigation(), table.entity.name, tool);
  const { columns, list } = useRelated(props);
  const rows = list.data?.data ?? [];
  const count = list.data?.count ?? null;
  return (
    <section className={classes.section} aria-label={related.title}>
      <div className={classes.relatedHead}>
        <h2 className={classes.sectionTitle}>
          {related.title}{' '}
          {count === null ? null : (
            <span className={classes.relatedCount}>
              {formats.count(count.value)}
              {count.capped ? '+' : ''}
            </span>
          )}
        </h2>
        {table.can.create && record.deleted !== true ? (
          <PlaceLink
            className={classes.relatedAction}
            path={newPath(place)}
            search={{ [`set.${by}`]: record.id }}
          >
            <Plus size={13} aria-hidden /> New {inSentence(table.entity.title)}
          </PlaceLink>
        ) : null}
      </div>
      {list.error === null ? null : <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 ? <p className={classes.none}>None yet.</p> : null}
      {rows.length === 0 ? null : (
        <ScrollRegion className={classes.tableScroll} label={`${related.title}, rows`}>
          <table className={classes.lines}>
            <ColumnHeads columns={columns} />
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  {columns.map((column, index) => {
                    const cell = <CellValue field={column} value={row[column.path]} />;
                    return (
                      <td key={column.path} data-align={column.align}>
                        {index > 0 || LINKS.has(column.cell) ? (
                          cell
                        ) : (
                          <PlaceLink className={classes.rowLink} path={recordPath(place, row.id)}>
                            {row[column.path] === null ? recordTitle(table.entity, row) : cell}
                          </PlaceLink>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {list.data?.next === null || rows.length === 0 ? null : (
        <PlaceLink
          className={classes.all}
          path={listPath(place)}
          search={{ [`filter.${by}.eq`]: [record.id] }}
        >
          All {inSentence(table.entity.plural)}
        </PlaceLink>
      )}
    </section>
  );
}
