import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** Proxies and browsers give up on a silent connection; this keeps it alive. */
const KEEP_ALIVE_MS = 25_000;

/** Tabs and tools that may listen at once; browsers open at most six connections to one address anyway. */
const MOST_LISTENERS = 64;

export type ServerEvent = { readonly event: string; readonly data: unknown };

export type EventStream = {
  /** Sends to everyone who listens now. */
  readonly send: (event: ServerEvent) => void;
  /** Answers a request with the stream; `first` is sent at once, so that a listener never misses the present state. */
  readonly answer: (context: Context, first: readonly ServerEvent[]) => Response;
  /** Ends every stream. */
  readonly close: () => void;
};

type Listener = { readonly send: (event: ServerEvent) => void; readonly end: () => void };

/** Server-sent events to any number of browsers. */
export function createEventStream(): EventStream {
  const listeners = new Set<Listener>();
  const answer = (context: Context, first: readonly ServerEvent[]): Response =>
    streamSSE(context, async (stream) => {
      const ended = Promise.withResolvers<undefined>();
      const write = ({ event, data }: ServerEvent): void => {
        stream.writeSSE({ event, data: JSON.stringify(data) }).catch(() => ended.resolve(undefined));
      };
      const listener: Listener = { send: write, end: () => ended.resolve(undefined) };
      const [oldest] = listeners;
      if (listeners.size >= MOST_LISTENERS) oldest?.end();
      listeners.add(listener);
      stream.onAbort(listener.end);
      for (const event of first) write(event);
      const timer = setInterval(
        () => void stream.write(': still here\n\n').catch(listener.end),
        KEEP_ALIVE_MS,
      );
      await ended.promise;
      clearInterval(timer);
      listeners.delete(listener);
    });
  return {
    answer,
    send: (event) => {
      for (const listener of listeners) listener.send(event);
    },
    close: () => {
      for (const listener of listeners) listener.end();
    },
  };
}
