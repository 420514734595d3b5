import type { ChangeResult } from '../migrations.ts';

/** The page of results, for people. */
export function migrationsPage(results: readonly ChangeResult[], records: number, machine: string): string {
  const rows = results.map(
    ({ what, seconds, requests, failed, longestMs, slowest, lost }) =>
      `| ${what} | ${seconds.toFixed(1)} s | ${requests} | ${failed.length} | ${longestMs.toFixed(0)} ms (${slowest}) | ${lost} |`,
  );
  return `# Results of \`npm run bench migrations\`

Every kind of change on a table of ${records.toLocaleString('en-GB')} records, each a release that goes through its steps while four clients list, read, change
and create records through the HTTP app of another process without a pause. The limit is: no request fails, none waits longer than
1,200 ms, no value is lost. Values are compared after each change: those that the server acknowledged, and all others with what was
there at the beginning. Machine: ${machine}; clients, server, migration and Postgres share it.

| change | takes | requests | failed | longest wait | values lost |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}
