import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FormView } from '../../runtime/wire/view.ts';
import type { TestApp } from '../support/app.ts';
import { openViewApp } from './open.ts';
import { PEOPLE, WORKSPACE } from './workspace.ts';

type Validate = ((value: unknown) => boolean) & {
  errors: { instancePath: string; keyword: string; parentSchema: unknown }[] | null;
};

let test: TestApp;
let call: TestApp['call'];
let form: FormView;
beforeAll(async () => {
  test = await openViewApp(WORKSPACE, PEOPLE);
  call = test.call;
  form = (await call('lea', 'GET', '/api/v1/views/job/form')).json as FormView;
});
afterAll(() => test.close());

async function load(text: string): Promise<Record<string, Validate>> {
  const module = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as {
    validators: Record<string, Validate>;
  };
  return module.validators;
}

it('a form names the module with its validator, which may be kept for ever', async () => {
  const address = form.create?.validator ?? '';
  expect(address).toMatch(/^\/validators\/job\/[0-9a-f]{24}\.mjs$/u);
  const { status, headers } = await call('lea', 'GET', address);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
});

it('the module imports nothing and makes no code at run time', async () => {
  const { text } = await call('lea', 'GET', form.create?.validator ?? '');
  expect(text).not.toMatch(/\brequire\s*\(|\bimport\b|\beval\s*\(|new Function\b/u);
  expect(Object.keys(await load(text))).toEqual([form.create?.schema.$id]);
});

it('create and update have a validator of their own', async () => {
  const [create, update] = [form.create, form.update];
  expect(create?.validator).not.toBe(update?.validator);
  const validators = {
    ...(await load((await call('lea', 'GET', create?.validator ?? '')).text)),
    ...(await load((await call('lea', 'GET', update?.validator ?? '')).text)),
  };
  const onCreate = validators[create?.schema.$id ?? ''];
  expect(onCreate?.({})).toBe(false);
  expect(onCreate?.errors?.map(({ keyword }) => keyword)).toEqual(['required', 'required']);
  expect(onCreate?.errors?.[0]?.parentSchema).toBeDefined();
  expect(validators[update?.schema.$id ?? '']?.({})).toBe(true);
});

it.each([
  [{ subject: 'x'.repeat(41) }, '/subject'],
  [{ subject: '\u{1f600}'.repeat(40) }, null],
  [{ price: '12.5x' }, '/price'],
  [{ company: 'no id' }, '/company'],
  [{ words: ['a', 'a'] }, '/words'],
  [{ parts: [{ what: 'a' }, {}] }, '/parts/1'],
  [{ pieces: 2 ** 53 }, '/pieces'],
  [{ story: null, state: 'open', label: null }, null],
  [{ state: null }, '/state'],
])('it judges %j at the right place', async (values, place) => {
  const { text } = await call('lea', 'GET', form.update?.validator ?? '');
  const validate = (await load(text))[form.update?.schema.$id ?? ''];
  expect(validate?.(values)).toBe(place === null);
  if (place !== null) expect(validate?.errors?.[0]?.instancePath).toBe(place);
});

it('a process that did not send the form makes its validator again, for those who may see that form', async () => {
  const other = await openViewApp(WORKSPACE, PEOPLE);
  const otherCall = other.call;
  try {
    const address = form.create?.validator ?? '';
    expect((await otherCall('cleo', 'GET', address)).status).toBe(404);
    expect((await otherCall(null, 'GET', address)).status).toBe(401);
    expect((await otherCall('lea', 'GET', address)).status).toBe(200);
    for (const wrong of [
      '/validators/job/000000000000000000000000.mjs',
      '/validators/nothing/a.mjs',
      '/validators/__proto__/a.mjs',
    ]) {
      const { status, json } = await otherCall('lea', 'GET', wrong);
      expect([wrong, status, json.code]).toEqual([wrong, 404, 'view/not_found']);
    }
  } finally {
    await other.close();
  }
});
