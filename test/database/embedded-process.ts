import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';
import { DatabaseProblem } from '../../server/db/database-problem.ts';

/**
 * A process of its own that uses the embedded server of a folder: `node embedded-process.ts <folder> [exit|handler]`.
 * Says `up <url> <first>` and stays until its input ends, then stops; `exit` exits without stopping, `handler` closes in
 * order on SIGTERM.
 */
const [dataFolder = '', mode] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
try {
  const server = await startEmbeddedPostgres({
    dataFolder,
    log: { info: (message) => say(`info ${message}`), warn: (message) => say(`warn ${message}`) },
  });
  say(`up ${server.url} ${server.firstStart}`);
  const end = async (): Promise<void> => {
    await server.stop();
    say('stopped');
    process.exit(0);
  };
  if (mode === 'exit') process.exit(3);
  if (mode === 'handler') process.on('SIGTERM', () => void end());
  process.stdin.on('end', () => void end()).resume();
} catch (error) {
  say(
    `problem ${error instanceof DatabaseProblem ? `${error.code} ${error.message.replaceAll('\n', ' | ')}` : String(error)}`,
  );
  process.exit(1);
}
