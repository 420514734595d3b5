import { ActionIcon, Tooltip } from '@mantine/core';
import { Download } from 'lucide-react';
import type { TableView } from '../../runtime/wire/view.ts';
import type { Query } from '../api/request.ts';
import { inSentence } from '../format/in-sentence.ts';

type Props = {
  readonly view: TableView;
  /** The request of the list as it is shown: its columns, filters, search and order. */ readonly query: Query;
};

/** Saves what the list shows as a file for spreadsheets, all pages of it. */
export function ExportLink({ view, query }: Props) {
  const text = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
  const label = `Export these ${inSentence(view.entity.plural)} as CSV`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        component="a"
        size={28}
        href={`/api/v1/records/${encodeURIComponent(view.entity.name)}/export.csv?${text}`}
        download
        aria-label={label}
      >
        <Download size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
