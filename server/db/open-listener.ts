import { Client } from 'pg';
import type { Database } from './open.ts';

/** A connection of its own that listens, beside the pool: requests that wait for a connection do not keep it waiting. */
export type DatabaseListener = {
  /** Runs a statement on the connection; throws while there is none. */
  readonly query: (text: string, values?: readonly unknown[]) => Promise<{ readonly rows: unknown[] }>;
  readonly close: () => Promise<void>;
};

type Told = {
  readonly onMessage: (message: string) => void;
  /** After every time that the connection was opened: what was said in between is unknown. */
  readonly onOpen: () => void;
  readonly onLost: (error: Error) => void;
};

/** First and longest wait before a lost connection is opened again. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** Listens on a channel until it is closed, and opens a lost connection again and again. Never throws by itself. */
export function openListener(database: Database, channel: string, told: Told): DatabaseListener {
  let client: Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let wait = FIRST_WAIT_MS;
  let isClosed = false;

  const again = (): void => {
    if (isClosed || timer !== undefined) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        void connect();
      },
      wait * (0.5 + Math.random()),
    );
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };
  const lost = (opened: Client, error: Error): void => {
    if (client === opened) client = null;
    opened.end().catch(() => undefined);
    if (isClosed) return;
    told.onLost(error);
    again();
  };
  const connect = async (): Promise<void> => {
    const opened = new Client({ ...database.pool.options, application_name: 'jig releases' });
    let isLost = false;
    const once = (error: Error): void => {
      if (isLost) return;
      isLost = true;
      lost(opened, error);
    };
    opened.on('error', once);
    opened.on('end', () => once(new Error('The connection was closed.')));
    opened.on('notification', ({ payload }) => told.onMessage(payload ?? ''));
    try {
      await opened.connect();
      await opened.query(`listen "${channel}"`);
    } catch (error) {
      once(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (isClosed) {
      await opened.end();
      return;
    }
    client = opened;
    wait = FIRST_WAIT_MS;
    told.onOpen();
  };
  const begun = connect();
  return {
    query: async (text, values = []) => {
      await begun;
      if (client === null) throw new Error('The connection for releases is lost.');
      return client.query(text, [...values]);
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await begun;
      const open = client;
      client = null;
      await open?.end().catch(() => undefined);
    },
  };
}
