import type { MigrationOutcome, Progress } from '../migrate/migration-outcome.ts';
import type { CommandIo } from './command.ts';
import { REFUSED } from './with-database.ts';

/** How often one step that takes long says how far it is. */
const TELL_EVERY_MS = 2_000;

/** Tells a migration in lines: one for each step, and one now and then for a long one. */
export function tellProgress(io: CommandIo): (progress: Progress) => void {
  let stage = 0;
  let told = 0;
  return (progress) => {
    const isNew = progress.stage !== stage;
    const now = performance.now();
    if (!isNew && now - told < TELL_EVERY_MS) return;
    stage = progress.stage;
    told = now;
    const { of, what, rows, total, waiting } = progress;
    const far =
      rows === null
        ? ''
        : ` ${rows.toLocaleString('en')}${total === null ? '' : ` of about ${total.toLocaleString('en')}`} records.`;
    if (isNew) io.out(`  ${stage} of ${of}: ${what}${far}\n`);
    else if (waiting !== null) io.out(`    waits: ${waiting}\n`);
    else if (far !== '') io.out(`   ${far}\n`);
  };
}

/** Says how a migration ended, and gives the exit code. */
export function tellOutcome(io: CommandIo, outcome: MigrationOutcome): number {
  switch (outcome.state) {
    case 'done':
      io.out(`Release ${outcome.release} is in force.\n`);
      return 0;
    case 'taken_back':
      io.out('The migration was taken back; the release before is in force as it was.\n');
      return 0;
    case 'elsewhere':
      io.err('Another process works on the migration. `jig releases` shows how far it is.\n');
      return REFUSED;
    case 'paused': {
      const { message, next, samples } = outcome.problem;
      const shown = samples.length === 0 ? '' : `\n  Such as ${samples.join(', ')}`;
      io.err(
        `The migration is paused. ${message}${shown}\n${next}\n` +
          '`jig release --resume` goes on with it; `jig release --take-back` undoes it while its release is not in force.\n',
      );
      return REFUSED;
    }
    default:
      return outcome satisfies never;
  }
}
