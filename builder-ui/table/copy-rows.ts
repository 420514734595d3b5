import type { RecordJson } from '../../runtime/wire/record.ts';
import type { ColumnView } from '../../runtime/wire/view.ts';
import { plainValue } from './cells/plain-value.ts';

/** One cell of tab-separated text. A leading `= + - @` of a text would be run as a formula by a spreadsheet. */
function cell(column: ColumnView, record: RecordJson): string {
  const text = plainValue(column, record[column.path]).replaceAll(/[\t\r\n]+/gu, ' ');
  return column.align === 'start' && /^[=+\-@]/u.test(text) ? `'${text}` : text;
}

/** Rows with a line of labels, as a spreadsheet takes them from the clipboard. */
export function rowsAsText(columns: readonly ColumnView[], records: readonly RecordJson[]): string {
  const head = columns.map((column) => column.label).join('\t');
  return [head, ...records.map((record) => columns.map((column) => cell(column, record)).join('\t'))].join(
    '\n',
  );
}

/** Puts text on the clipboard; also where the page has no right to the clipboard, as on plain http. */
export async function copyText(text: string): Promise<void> {
  if (globalThis.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (!copied) throw new Error('The browser did not allow it.');
}
