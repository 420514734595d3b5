import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ConfigProblem, readConfig } from '../../server/config.ts';

it('has a usable answer for everything that is not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual({
    mode: 'development',
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: null,
    dataFolder: resolve('.jig'),
    dataFolderIsDefault: true,
    definitionsFolder: resolve('definitions'),
    logLevel: 'info',
    bindingsFile: null,
  });
});

it('takes the environment, and the command line over it', () => {
  const env = {
    PORT: '8080',
    HOST: 'my-laptop',
    JIG_DATA: '/data',
    DATABASE_URL: 'postgres://u:p@h/d',
    JIG_LOG_LEVEL: 'debug',
  };
  const config = readConfig(env, { port: 9000, mode: 'production' });
  expect(config).toMatchObject({
    mode: 'production',
    port: 9000,
    host: '0.0.0.0',
    databaseUrl: 'postgres://u:p@h/d',
    dataFolder: '/data',
    dataFolderIsDefault: false,
    logLevel: 'debug',
    bindingsFile: null,
  });
});

it.each([
  ['PORT', '3000x'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['JIG_LOG_LEVEL', 'loud'],
  ['JIG_HOST', '0.0.0.0'],
  ['DATABASE_URL', 'mysql://root:hunter2@host/db'],
  ['DATABASE_URL', 'host=localhost password=hunter2'],
])('refuses %s=%s, says what to write, and repeats no password', (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(ConfigProblem);
  expect(read).toThrow(new RegExp(name, 'u'));
  expect(read).not.toThrow(/hunter2/u);
});
