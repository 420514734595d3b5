import type { MigrationJson, ReleaseJson } from '../../runtime/wire/releases.ts';

/** A commit or a hash in as many characters as tell it from others; what follows a dash stays. */
export function shortHash(hash: string): string {
  const [digits = '', ...rest] = hash.split('-');
  return [digits.slice(0, 10), ...rest].join('-');
}

/** Why a release was made; of one without a reason where it came from. */
export function reasonOf({
  reason,
  rolled_back_to: back,
}: Pick<ReleaseJson, 'reason' | 'rolled_back_to'>): string {
  if (reason !== null) return reason;
  return back === null ? 'No reason given.' : `Back to release ${back}.`;
}

/** What a migration is doing, in a few words. */
export function migrationState({ state, attended, problem }: MigrationJson): string {
  if (state === 'done') return 'Done';
  if (state === 'taken_back') return 'Taken back';
  if (state === 'paused' || problem !== null) return 'Waits';
  if (!attended) return 'Left behind';
  return state === 'taking_back' ? 'Is taken back' : 'Goes on';
}

/** Words for the parts of a migration, in the order in which they come. */
export const PHASES: Readonly<Record<MigrationJson['stages'][number]['phase'], string>> = {
  expand: 'Prepare',
  backfill: 'Fill',
  activate: 'Put in force',
  contract: 'Tidy up',
};
