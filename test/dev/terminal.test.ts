import { expect, it } from 'vitest';
import { logObservations, openLog } from '../../server/observe/log.ts';
import { readableLog } from '../../server/dev/terminal.ts';

function printed(level: string): { observe: ReturnType<typeof logObservations>; text: () => string } {
  let text = '';
  const destination = readableLog({ err: (more) => void (text += more), colour: false });
  return { observe: logObservations(openLog(level, destination)), text: () => text };
}

it('a fault is one readable line with its request id, and where it came from', () => {
  const { observe, text } = printed('warn');
  const cause = new Error('The cable is out');
  observe({ kind: 'request_failed', path: '/api/v1/records/task', requestId: 'r-1', cause });
  const [line = '', ...stack] = text().split('\n');
  expect(line).toMatch(/^\d\d:\d\d:\d\d request_failed .*path=\/api\/v1\/records\/task requestId=r-1$/u);
  expect(stack.join('\n')).toMatch(/The cable is out[\s\S]*terminal\.test\.ts/u);
});

it('what goes well is not printed, unless it is asked for', () => {
  const done = {
    kind: 'request_done',
    method: 'GET',
    path: '/',
    status: 200,
    requestId: 'r',
    milliseconds: 1,
  } as const;
  const quiet = printed('warn');
  quiet.observe(done);
  expect(quiet.text()).toBe('');
  const loud = printed('debug');
  loud.observe(done);
  expect(loud.text()).toContain('request_done');
});

it('nothing that a request carries can steer the terminal', () => {
  const { observe, text } = printed('warn');
  observe({
    kind: 'request_failed',
    path: '/\u001b[2J\u0007\u202e',
    requestId: 'r',
    cause: new Error('a\u001b]0;title\u0007'),
  });
  expect(text()).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
});
