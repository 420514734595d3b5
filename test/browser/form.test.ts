import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, overflowOf } from './support/open-page.ts';
import {
  hasFocus,
  input,
  openFormServer,
  openOrderForm,
  pick,
  save,
  type,
  type FormPage,
  type FormServer,
  type Json,
} from './form-support.ts';

let server: FormServer;
let acme: Json;
let bistro: Json;

const asPerson: FormServer['as'] = (...call) => server.as(...call);

let orders = 0;
/** A new order with a reference of its own. */
function createOrder({ api }: FormPage, values: object = {}): Promise<Json> {
  orders += 1;
  return api('POST', '/records/order', { customer: acme.id, reference: `PO-${orders}`, ...values });
}

beforeAll(async () => {
  server = await openFormServer();
  await asPerson('anna', async ({ api }) => {
    acme = await api('POST', '/records/customer', { name: 'Acme Ltd', city: 'London' });
    bistro = await api('POST', '/records/customer', { name: 'Bistro Brava', city: 'Lisbon' });
    for (const name of ['Earl Grey tea', 'Olive oil', 'Rye bread'])
      await api('POST', '/records/product', { name, price: '4.20' });
  });
}, 120_000);

afterAll(async () => {
  await server.close();
});

describe('a new record', () => {
  it('takes every type of field as people type it and stores it exactly', () =>
    asPerson('anna', async (form) => {
      await openOrderForm(form);
      // Every field that can be written has its input: without precompiled validators the engine draws fewer.
      expect(await form.page.getByRole('form').locator('input, textarea').count()).toBe(22);
      await pick(form, 'Customer', 'acm', 'Acme Ltd');
      await type(form, 'Reference', 'PO-ALL');
      await pick(form, 'Status', 'ship', 'Shipped');
      expect(await type(form, 'Ordered on', '2026-11-20')).toBe('20 Nov 2026');
      expect(await type(form, 'Due at', '1/6/2026 10:00')).toBe('1 Jun 2026, 10:00');
      expect(await type(form, 'Call at', '2pm')).toBe('14:00');
      expect(await type(form, 'Handling', '90m')).toBe('1h 30m');
      expect(await type(form, 'Discount', '12.5')).toBe('12.50');
      expect(await type(form, 'Freight', '9007199254740993.07')).toBe('9,007,199,254,740,993.07');
      expect(await type(form, 'Weight', '1.5')).toBe('1.500');
      expect(await type(form, 'Boxes', '12')).toBe('12');
      await input(form, 'Urgent').check();
      await pick(form, 'Channels', 'pho', 'Phone');
      await input(form, 'Labels').pressSequentially('fragile,cold,');
      await pick(form, 'Watchers', 'bist', 'Bistro Brava');
      await pick(form, 'Agent', 'ben', 'Ben Carter');
      await type(form, 'Contact email', 'jo@acme.example');
      await type(form, 'Site', 'https://acme.example');
      await type(form, 'Contact phone', '+44 20 7946 0000');
      await type(form, 'Note', 'Ring twice.\nBack door.');
      await type(form, 'Brief', '**Bold**');
      await type(form, 'Meta', '{"source": "phone"}');
      const id = await save(form, 'Create');
      expect(await form.api('GET', `/records/order/${id}`)).toMatchObject({
        customer: { id: acme.id, title: 'Acme Ltd' },
        status: 'shipped',
        ordered_on: '2026-11-20',
        due_at: '2026-06-01T09:00:00.000Z',
        call_at: '14:00:00',
        handling: 5400,
        discount: '0.1250',
        freight: '9007199254740993.07',
        weight: '1.500',
        boxes: 12,
        urgent: true,
        channels: ['phone'],
        labels: ['fragile', 'cold'],
        watchers: [{ id: bistro.id, title: 'Bistro Brava' }],
        agent: { title: 'Ben Carter' },
        note: 'Ring twice.\nBack door.',
        brief: '**Bold**',
        meta: { source: 'phone' },
      });
    }));

  it('says what is missing and what cannot be read, at the field and in a list of links', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      await openOrderForm(form);
      await type(form, 'Boxes', '12 crates');
      await expect
        .poll(() => page.locator('[data-field=boxes]').innerText())
        .toContain('Write a whole number');
      await type(form, 'Discount', '60');
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      const summary = page.getByRole('alert');
      await expect
        .poll(() => summary.innerText())
        .toBe(
          [
            '3 values need correction',
            'Customer: This value is required.',
            'Discount: Must be 50% or less.',
            'Boxes: Write a whole number such as 1,250.',
          ].join('\n'),
        );
      await expect.poll(() => hasFocus(form, 'Customer')).toBe(true);
      await summary.getByRole('link', { name: 'Boxes' }).click();
      expect(await hasFocus(form, 'Boxes')).toBe(true);
      expect(await input(form, 'Boxes').inputValue()).toBe('12 crates');
      await type(form, 'Boxes', '12');
      await expect.poll(() => summary.innerText()).not.toContain('Boxes');
    }));

  it('reads amounts in the locale of the workspace without losing a digit', () =>
    asPerson('anna', async (form) => {
      await form.page.route('**/api/v1/me', async (route) => {
        const answer = await route.fetch();
        const me: Json = await answer.json();
        await route.fulfill({ json: { ...me, workspace: { ...me.workspace, locale: 'de-DE' } } });
      });
      await openOrderForm(form);
      await pick(form, 'Customer', 'acm', 'Acme Ltd');
      expect(await type(form, 'Freight', '9.007.199.254.740.993,07')).toBe('9.007.199.254.740.993,07');
      expect(await type(form, 'Weight', '1.234')).toBe('1.234,000');
      const id = await save(form, 'Create');
      expect(await form.api('GET', `/records/order/${id}`)).toMatchObject({
        freight: '9007199254740993.07',
        weight: '1234.000',
      });
    }));

  it('is made once, however often saving is pressed and even when the answer is lost', () =>
    asPerson('anna', async (form) => {
      const { page, api } = form;
      await openOrderForm(form);
      await pick(form, 'Customer', 'acm', 'Acme Ltd');
      await type(form, 'Note', 'Only once');
      let lost = 0;
      await page.route('**/api/v1/records/order', async (route) => {
        if (route.request().method() !== 'POST' || lost > 0) return route.continue();
        lost += 1;
        await route.fetch();
        // Long enough for the second press to come while the first is under way.
        await page.waitForTimeout(400);
        return route.abort('connectionreset');
      });
      await page.keyboard.press('Control+s');
      await page.keyboard.press('Control+s');
      await expect.poll(() => page.getByRole('alert').innerText()).toContain('nothing is saved twice');
      await type(form, 'Note', 'Only once, corrected');
      const id = await save(form, 'Create');
      const { data } = await api('GET', '/records/order?filter.note.starts_with=Only%20once&fields=note');
      expect(data).toMatchObject([{ id, note: 'Only once, corrected' }]);
    }));

  it('can be followed by the next one from the keyboard', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      await openOrderForm(form);
      await pick(form, 'Customer', 'acm', 'Acme Ltd');
      await type(form, 'Reference', 'PO-FIRST');
      await page.keyboard.press('Control+Enter');
      await expect.poll(() => input(form, 'Reference').inputValue()).toBe('');
      expect(new URL(page.url()).pathname).toBe('/r/order/new');
      const { data } = await form.api('GET', '/records/order?filter.reference=PO-FIRST&fields=reference');
      expect(data).toHaveLength(1);
    }));

  it('can make the record it refers to in place', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      await openOrderForm(form);
      await input(form, 'Customer').fill('Corner Café');
      await page.getByRole('option', { name: 'New customer “Corner Café”…' }).click();
      const dialog = page.getByRole('dialog', { name: 'New customer' });
      await expect.poll(() => dialog.getByLabel('Name').inputValue()).toBe('Corner Café');
      await dialog.getByLabel('City').fill('Leeds');
      await page.keyboard.press('Control+s');
      await expect.poll(() => input(form, 'Customer').inputValue()).toBe('Corner Café');
      const id = await save(form, 'Create');
      expect((await form.api('GET', `/records/order/${id}`)).customer.title).toBe('Corner Café');
    }));
});

describe('what the server refuses', () => {
  it('stands at its field until the field changes', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      await createOrder(form, { reference: 'PO-TAKEN' });
      await openOrderForm(form);
      await pick(form, 'Customer', 'acm', 'Acme Ltd');
      await type(form, 'Reference', 'PO-TAKEN');
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      const message = page.locator('[data-field=reference] [id$=_error]');
      await message.waitFor();
      expect(await hasFocus(form, 'Reference')).toBe(true);
      await input(form, 'Reference').fill('PO-FREE');
      await message.waitFor({ state: 'detached' });
      await save(form, 'Create');
    }));

  it('stands in its cell of a line, blank lines notwithstanding', () =>
    asPerson('anna', async (form) => {
      const { page, api } = form;
      const gone = await api('POST', '/records/product', { name: 'Ghost pepper' });
      await openOrderForm(form);
      await pick(form, 'Customer', 'acm', 'Acme Ltd');
      const add = page.getByRole('button', { name: 'Add order line' });
      await add.click();
      await add.click();
      await pick(form, 'Product, line 2', 'ghost', 'Ghost pepper');
      await type(form, 'Quantity, line 2', '3');
      await type(form, 'Amount, line 2', '1.50');
      await api('DELETE', `/records/product/${gone.id}`, undefined, { 'if-match': `"${gone.version}"` });
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      const cell = page.locator('tr[data-row="1"] td[data-label=Product]');
      await expect.poll(() => cell.innerText()).toContain('There is no such record');
      expect(await page.getByRole('alert').innerText()).toContain('Order line 2, product');
    }));
});

describe('a record that may partly be changed', () => {
  it('shows the rest as text, lines included', () =>
    asPerson('anna', async (form) => {
      const { data } = await form.api('GET', '/records/product?limit=1');
      const lines = [{ product: data[0].id, quantity: 3, amount: '4.20' }];
      const { id } = await createOrder(form, { freight: '12.50', discount: '0.05', boxes: 3, lines });
      await asPerson('cleo', async (clerk) => {
        const { page } = clerk;
        await page.goto(`/t/desk/open/${id}/edit`);
        await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
        const edited = page.getByRole('form');
        expect(await edited.locator('input, textarea').count()).toBe(2);
        expect(await edited.innerText()).toMatch(/Acme Ltd[\s\S]*£12\.50[\s\S]*5%/u);
        expect(await edited.getByRole('table', { name: 'Lines' }).innerText()).toMatch(/3\s+£4\.20/u);
        expect(await axeViolations(page)).toEqual([]);
        await type(clerk, 'Note', 'Seen.');
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page.waitForURL((address) => !address.pathname.endsWith('/edit'));
        expect(await clerk.api('GET', `/records/order/${id}`)).toMatchObject({
          note: 'Seen.',
          freight: '12.50',
          lines: [{ quantity: 3 }],
        });
      });
    }));
});

describe.each(['light', 'dark'] as const)('in %s colours', (scheme) => {
  it('has nothing that axe objects to, empty, refused and with an open list', () =>
    asPerson(
      'anna',
      async (form) => {
        const { page } = form;
        const { id } = await createOrder(form, {
          freight: '12.50',
          watchers: [bistro.id],
          labels: ['cold'],
          note: 'x',
        });
        await openOrderForm(form, id);
        await page.getByRole('button', { name: 'Add order line' }).click();
        await type(form, 'Quantity, line 1', 'many');
        await type(form, 'Boxes', '1000');
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page.getByRole('alert').waitFor();
        await input(form, 'Customer').click();
        await page.getByRole('option', { name: 'Acme Ltd' }).waitFor();
        expect(await axeViolations(page)).toEqual([]);
        await page.getByRole('button', { name: 'Calendar for Ordered on' }).click();
        await page.getByRole('dialog', { name: 'Calendar' }).getByRole('button', { name: 'Today' }).waitFor();
        expect(await axeViolations(page)).toEqual([]);
      },
      { scheme },
    ));
});

describe('on a narrow screen', () => {
  it('fits, and shows lines as cards', () =>
    asPerson(
      'anna',
      async (form) => {
        const { page } = form;
        await openOrderForm(form);
        await page.getByRole('button', { name: 'Add order line' }).click();
        await type(form, 'Quantity, line 1', '3');
        expect(await overflowOf(page)).toBeLessThanOrEqual(0);
        const box = await page.locator('td[data-label=Quantity]').boundingBox();
        expect(box?.width).toBeGreaterThan(300);
        expect(await axeViolations(page)).toEqual([]);
      },
      // High enough that no field lies half behind the bar at the bottom.
      { width: 390, height: 2200 },
    ));
});
