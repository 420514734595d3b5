/** One record: text by column; an empty text is no value. */
export type Row = Readonly<Record<string, string>>;

/** Records as CSV (RFC 4180, line feeds), with the columns that any of them fills, in the order in which they first appear. */
export function formatCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) =>
    rows.some((row) => (row[column] ?? '') !== ''),
  );
  const lines = rows.map((row) => columns.map((column) => quote(row[column] ?? '')).join(','));
  return `${columns.join(',')}\n${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return /[",\n\r]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
