const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Sees to it that no end of this process but `kill -9` leaves the server behind: `stop` on a signal, `stopNow` (which
 * cannot wait) on any other exit. A signal is only acted on where nobody else listens to it: a program that closes in
 * order calls `stop` itself. Gives the function that takes all of this back.
 */
export function stopWithProcess(stop: () => Promise<void>, stopNow: () => void): () => void {
  const unhook = SIGNALS.map((name) => {
    const listener = (): void => {
      if (process.listenerCount(name) > 1) return;
      const end = (): void => {
        process.off(name, listener);
        process.kill(process.pid, name);
      };
      stop().then(end, end);
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  process.on('exit', stopNow);
  return () => {
    process.off('exit', stopNow);
    for (const take of unhook) take();
  };
}
