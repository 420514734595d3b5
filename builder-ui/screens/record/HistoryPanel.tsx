import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import type { RecordJson } from '../../../runtime/wire/record.ts';
import type { HistoryEntryJson } from '../../../runtime/wire/rules.ts';
import type { DetailView, FieldView } from '../../../runtime/wire/view.ts';
import { recordHistory } from '../../api/can.ts';
import { useFormats } from '../../format/formats.ts';
import { CellValue } from '../../table/cells/CellValue.tsx';
import { isFilled } from '../key-facts.ts';
import { ProblemPanel } from '../ProblemPanel.tsx';
import classes from './record.module.css';

type Props = { readonly view: DetailView; readonly record: RecordJson };

const OPERATIONS: Readonly<Record<string, string>> = {
  'create-record': 'created it',
  'create-records': 'created it',
  'update-record': 'changed it',
  'delete-record': 'deleted it',
  'restore-record': 'restored it',
};

/** What somebody did, after their name. */
function operationWords(view: DetailView, operation: string): string {
  if (Object.hasOwn(OPERATIONS, operation)) return OPERATIONS[operation] ?? operation;
  const name = operation.startsWith('action ') ? operation.slice('action '.length) : null;
  if (name === null) return operation;
  const steps = Object.values(view.lifecycle?.next ?? {}).flat();
  const known =
    view.actions.find((action) => action.name === name) ?? steps.find(({ action }) => action === name);
  return `ran “${known?.title ?? name}”`;
}

function Value({ field, value }: { readonly field: FieldView; readonly value: unknown }) {
  if (!isFilled(value)) return <span className={classes.quiet}>empty</span>;
  return <CellValue field={field} value={value} />;
}

/** A field that the view does not show is named by its name, and its value shown as it was kept. */
function bareField(path: string): FieldView {
  const label = `${path.charAt(0).toUpperCase()}${path.slice(1)}`.replaceAll('_', ' ');
  return {
    path,
    label,
    help: null,
    type: 'text',
    widget: 'text',
    cell: 'text',
    align: 'start',
    required: false,
    writable: false,
    computed: null,
    masked: false,
    conditional: false,
  };
}

type EntryProps = {
  readonly view: DetailView;
  readonly entry: HistoryEntryJson;
  readonly fields: ReadonlyMap<string, FieldView>;
};

function Entry({ view, entry, fields }: EntryProps) {
  const formats = useFormats();
  const isNew = entry.operation.startsWith('create-');
  const source = [
    entry.decided_by,
    entry.release === null ? null : `release ${entry.release}`,
    entry.version === null ? null : `version ${entry.version}`,
  ].filter((each) => each !== null);
  return (
    <li className={classes.entry}>
      <p className={classes.entryHead}>
        <span>
          <strong>{entry.actor.name}</strong> {operationWords(view, entry.operation)}
        </span>
        <time dateTime={entry.at} title={formats.utc(entry.at)}>
          {formats.datetime(entry.at)}
        </time>
      </p>
      {entry.reason === null ? null : <p className={classes.entryReason}>“{entry.reason}”</p>}
      {entry.changes.length === 0 ? null : (
        <dl className={classes.changes}>
          {entry.changes.map(({ field: path, before, after }) => {
            const field = fields.get(path) ?? bareField(path);
            const shown = field.lines === undefined && field.type !== 'children';
            return (
              <div key={path}>
                <dt>{field.label}</dt>
                <dd>
                  {!shown ? (
                    <span className={classes.quiet}>changed</span>
                  ) : (
                    <>
                      {isNew ? null : (
                        <>
                          <span className={classes.before}>
                            <Value field={field} value={before} />
                          </span>
                          <ArrowRight size={12} aria-label="became" />
                        </>
                      )}
                      <Value field={field} value={after} />
                    </>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      {source.length === 0 ? null : <p className={classes.entrySource}>{source.join(' · ')}</p>}
    </li>
  );
}

/** Who did what to the record and when, the newest first, as far as the reader may see it. */
export function HistoryPanel({ view, record }: Props) {
  const { name } = view.entity;
  const history = useInfiniteQuery({
    queryKey: ['records', name, 'history', record.id],
    queryFn: ({ pageParam, signal }) => recordHistory(name, record.id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const fields = new Map(
    view.sections.flatMap((section) => section.fields).map((field) => [field.path, field] as const),
  );
  if (history.data === undefined)
    return history.error === null ? (
      <output className={classes.quiet}>Loading the history…</output>
    ) : (
      <ProblemPanel error={history.error} onRetry={() => void history.refetch()} />
    );
  const entries = history.data.pages.flatMap((page) => page.data);
  if (entries.length === 0) return <p className={classes.quiet}>Nothing that you may see was changed.</p>;
  return (
    <>
      <ol className={classes.history}>
        {entries.map((entry, index) => (
          <Entry key={`${entry.at} ${index}`} view={view} entry={entry} fields={fields} />
        ))}
      </ol>
      {history.hasNextPage ? (
        <Button
          variant="default"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          Earlier changes
        </Button>
      ) : null}
    </>
  );
}
