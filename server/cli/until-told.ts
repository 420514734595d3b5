import type { CommandIo } from './command.ts';

/** Waits until the program is told to stop (Ctrl+C, SIGTERM). Told once more, it ends at once. */
export async function untilTold(io: Pick<CommandIo, 'out'>): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  await new Promise<void>((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve());
  });
  io.out('Stopping ...\n');
  for (const signal of signals) process.once(signal, () => process.exit(1));
}
