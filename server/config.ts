import { resolve } from 'node:path';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Settings of one process of Jig; everything a first run may need has a default. */
export type Config = {
  readonly mode: 'development' | 'production';
  readonly port: number;
  readonly host: string;
  /** Null means the embedded server. */
  readonly databaseUrl: string | null;
  /** Absolute. */
  readonly dataFolder: string;
  /** Whether nobody chose `dataFolder`, so that the embedded server may keep its files elsewhere when it must. */
  readonly dataFolderIsDefault: boolean;
  /** Absolute. */
  readonly definitionsFolder: string;
  readonly logLevel: string;
  /** Absolute; null where the environment has none. */
  readonly bindingsFile: string | null;
};

/** A setting that cannot be used; the message says which, why and what to write instead. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Settings from the environment, with what the command line gave on top. An empty variable counts as absent.
 * Throws ConfigProblem for a value that cannot be meant.
 */
export function readConfig(env: Environment, overrides: Partial<Config> = {}): Config {
  const mode = overrides.mode ?? 'development';
  const bindings = read(env, 'JIG_BINDINGS');
  const dataFolder = overrides.dataFolder ?? read(env, 'JIG_DATA');
  return {
    mode,
    port: overrides.port ?? readPort(read(env, 'PORT') ?? '3000'),
    host: readHost(overrides.host ?? read(env, 'JIG_HOST'), mode),
    databaseUrl: overrides.databaseUrl ?? readDatabaseUrl(read(env, 'DATABASE_URL')),
    dataFolder: resolve(dataFolder ?? '.jig'),
    dataFolderIsDefault: overrides.dataFolderIsDefault ?? dataFolder === undefined,
    definitionsFolder: resolve(overrides.definitionsFolder ?? read(env, 'JIG_DEFINITIONS') ?? 'definitions'),
    logLevel: overrides.logLevel ?? readLogLevel(read(env, 'JIG_LOG_LEVEL') ?? 'info'),
    bindingsFile: overrides.bindingsFile ?? (bindings === undefined ? null : resolve(bindings)),
  };
}

function read(env: Environment, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === '' ? undefined : text;
}

/** A TCP port; 0 lets the system choose a free one. Throws ConfigProblem. */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new ConfigProblem(`PORT is \`${text}\`. Set it to a whole number from 0 to 65535, such as 3000.`);
}

/** Development signs in whoever asks, so it answers this machine only. */
function readHost(text: string | undefined, mode: Config['mode']): string {
  if (mode === 'production') return text ?? '0.0.0.0';
  if (text === undefined || text === '127.0.0.1' || text === '::1' || text === 'localhost')
    return text ?? '127.0.0.1';
  throw new ConfigProblem(
    `JIG_HOST is \`${text}\`, but development answers this machine only: anyone can sign in there. Leave JIG_HOST out, or use 127.0.0.1.`,
  );
}

/** The text is never repeated: it may hold a password. */
function readDatabaseUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (protocol === 'postgres:' || protocol === 'postgresql:') return text;
  throw new ConfigProblem(
    'DATABASE_URL is not the address of a Postgres database. Write it as `postgres://user:password@host:5432/database` ' +
      '(special characters in the password percent-encoded), or leave it out to use the embedded server.',
  );
}

function readLogLevel(text: string): string {
  if (LOG_LEVELS.includes(text)) return text;
  throw new ConfigProblem(`JIG_LOG_LEVEL is \`${text}\`. Use one of ${LOG_LEVELS.join(', ')}.`);
}
