import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hasFocus,
  input,
  openFormServer,
  openOrderForm,
  paste,
  pick,
  save,
  type,
  type FormPage,
  type FormServer,
  type Json,
} from './form-support.ts';

let server: FormServer;
let acme: Json;
const products: Record<string, string> = {};

const asPerson: FormServer['as'] = (...call) => server.as(...call);

let orders = 0;
function createOrder({ api }: FormPage, values: object = {}): Promise<Json> {
  orders += 1;
  return api('POST', '/records/order', { customer: acme.id, reference: `PO-${orders}`, ...values });
}
const line = (product: string, quantity: number, amount: string) => ({
  product: products[product],
  quantity,
  amount,
});
const change = ({ api }: FormPage, { id, version }: Json, values: object): Promise<Json> =>
  api('PATCH', `/records/order/${id}`, values, { 'if-match': `"${version}"` });
const read = ({ api }: FormPage, { id }: Json): Promise<Json> => api('GET', `/records/order/${id}`);

/** The part of the form's own bar that says what happens. */
const status = ({ page }: FormPage) => page.getByRole('form').getByRole('status').last();

beforeAll(async () => {
  server = await openFormServer();
  await asPerson('anna', async ({ api }) => {
    acme = await api('POST', '/records/customer', { name: 'Acme Ltd', city: 'London' });
    await api('POST', '/records/customer', { name: 'Bistro Brava', city: 'Lisbon' });
    for (const name of ['Earl Grey tea', 'Olive oil', 'Rye bread'])
      products[name] = (await api('POST', '/records/product', { name, price: '4.20' })).id;
  });
}, 120_000);

afterAll(async () => {
  await server.close();
});

describe('changing a record', () => {
  it('sends what changed and nothing else, marks it and can put the old value back', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      const order = await createOrder(form, { freight: '1234.50', boxes: 4 });
      await openOrderForm(form, order.id);
      await type(form, 'Boxes', '5');
      await type(form, 'Freight', '99.5');
      await pick(form, 'Customer', 'bist', 'Bistro Brava');
      await expect.poll(() => status(form).innerText()).toBe('3 fields changed');
      const back = page.getByRole('button', { name: 'Freight was changed. Put the old value back' });
      await back.hover();
      await expect.poll(() => page.getByRole('tooltip').innerText()).toContain('£1,234.50');
      await back.click();
      await page.getByRole('button', { name: /^Customer was changed/u }).click();
      expect(await input(form, 'Freight').inputValue()).toBe('1,234.50');
      expect(await input(form, 'Customer').inputValue()).toBe('Acme Ltd');
      const sent = page.waitForRequest((request) => request.method() === 'PATCH');
      await save(form, 'Save');
      expect((await sent).postDataJSON()).toEqual({ boxes: 5 });
      expect((await sent).headers()['if-match']).toBe('"1"');
    }));

  it('turns an emptied field into nothing', () =>
    asPerson('anna', async (form) => {
      const order = await createOrder(form, {
        freight: '5.00',
        note: 'x',
        labels: ['a'],
        due_at: '2026-06-01T09:00:00Z',
      });
      await openOrderForm(form, order.id);
      for (const label of ['Freight', 'Note', 'Due at']) await type(form, label, '');
      await form.page.getByRole('button', { name: 'Remove a from Labels' }).click();
      await save(form, 'Save');
      expect(await read(form, order)).toMatchObject({ freight: null, note: null, due_at: null });
    }));

  it('lets choose between the two instants of a time that comes twice, and says which time never comes', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      const order = await createOrder(form);
      await openOrderForm(form, order.id);
      await type(form, 'Due at', '29/03/2026 01:30');
      await expect
        .poll(() => page.locator('[data-field=due_at]').innerText())
        .toContain('Did you mean 02:30?');
      await type(form, 'Due at', '25/10/2026 01:30');
      await page.locator('[data-field=due_at]').getByRole('button', { name: 'GMT', exact: true }).click();
      await save(form, 'Save');
      expect((await read(form, order)).due_at).toBe('2026-10-25T01:30:00.000Z');
    }));
});

describe('a date', () => {
  it('can be picked from a calendar by the keyboard', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      const order = await createOrder(form, { ordered_on: '2026-11-20' });
      await openOrderForm(form, order.id);
      await input(form, 'Ordered on').press('Alt+ArrowDown');
      const calendar = page.getByRole('dialog', { name: 'Calendar' });
      await calendar.getByRole('button', { name: '20 November 2026' }).press('ArrowDown');
      await calendar.getByRole('button', { name: '27 November 2026' }).press('Enter');
      await calendar.waitFor({ state: 'detached' });
      expect(await input(form, 'Ordered on').inputValue()).toBe('27 Nov 2026');
      expect(await hasFocus(form, 'Ordered on')).toBe(true);
      await input(form, 'Ordered on').press('Alt+ArrowDown');
      await calendar.getByRole('button', { name: '27 November 2026' }).press('Escape');
      await calendar.waitFor({ state: 'detached' });
      await save(form, 'Save');
      expect((await read(form, order)).ordered_on).toBe('2026-11-27');
    }));
});

describe('a record that somebody else changed meanwhile', () => {
  it('is merged by field and line as the person chooses', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      const lines = [line('Earl Grey tea', 2, '12.50'), line('Olive oil', 3, '23.00')];
      const order = await createOrder(form, { freight: '10.00', boxes: 1, note: 'old', lines });
      await openOrderForm(form, order.id);
      await type(form, 'Note', 'mine');
      await type(form, 'Freight', '20');
      await type(form, 'Boxes', '2');
      await type(form, 'Quantity, line 1', '7');
      const theirs = order.lines.map(({ id, product, amount }: Json, index: number) => ({
        id,
        product: product.id,
        amount,
        quantity: 50 + index,
      }));
      await asPerson('ben', async (ben) => {
        await change(ben, order, { note: 'theirs', boxes: 9, contact_phone: '555', lines: theirs });
      });
      await page.keyboard.press('Control+s');
      const dialog = page.getByRole('dialog', { name: 'This record was changed while you were editing it' });
      await expect.poll(() => dialog.innerText()).toContain('Ben Carter saved it');
      const saveThese = dialog.getByRole('button', { name: 'Save these' });
      expect(await saveThese.isDisabled()).toBe(true);
      await dialog.getByLabel('Note: take yours').check();
      await dialog.getByLabel('Boxes: take theirs').check();
      await dialog.getByLabel('Lines: take yours').first().check();
      await saveThese.click();
      await page.waitForURL((address) => !address.pathname.endsWith('/edit'));
      const merged = await read(form, order);
      expect(merged).toMatchObject({
        version: 3,
        note: 'mine',
        boxes: 9,
        freight: '20.00',
        contact_phone: '555',
      });
      expect(merged.lines.map(({ quantity }: Json) => quantity)).toEqual([7, 51]);
    }));

  it('is merged without a word where nobody touched the same thing twice, once the person agrees', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      const order = await createOrder(form, { boxes: 1 });
      await openOrderForm(form, order.id);
      await type(form, 'Boxes', '2');
      await change(form, order, { note: 'theirs' });
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('button', { name: 'Back to editing' }).click();
      expect(await input(form, 'Boxes').inputValue()).toBe('2');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('button', { name: 'Save these' }).click();
      await page.waitForURL((address) => !address.pathname.endsWith('/edit'));
      expect(await read(form, order)).toMatchObject({ boxes: 2, note: 'theirs' });
    }));
});

describe('a save whose answer was lost', () => {
  it('is found done when it is tried again, without asking and without doubling lines', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      const order = await createOrder(form, { lines: [line('Olive oil', 1, '1.00')] });
      await openOrderForm(form, order.id);
      await type(form, 'Note', 'kept once');
      await page.getByRole('button', { name: 'Add order line' }).click();
      await pick(form, 'Product, line 2', 'rye', 'Rye bread');
      await type(form, 'Quantity, line 2', '3');
      await type(form, 'Amount, line 2', '0.05');
      let lost = false;
      await page.route(`**/api/v1/records/order/${order.id}`, async (route) => {
        if (route.request().method() !== 'PATCH' || lost) return route.continue();
        lost = true;
        await route.fetch();
        return route.abort('connectionreset');
      });
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect.poll(() => page.getByRole('alert').innerText()).toContain('nothing is saved twice');
      await save(form, 'Save');
      const saved = await read(form, order);
      expect(saved).toMatchObject({ version: 2, note: 'kept once' });
      expect(saved.lines).toHaveLength(2);
    }));
});

describe('input that is not saved', () => {
  it('is not left behind without asking', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      const order = await createOrder(form);
      await page.goto(`/r/order/${order.id}`);
      await page.getByRole('button', { name: 'Edit' }).click();
      await type(form, 'Note', 'precious');
      expect(await page.evaluate(`dispatchEvent(new Event('beforeunload', { cancelable: true }))`)).toBe(
        false,
      );
      const question = page.getByRole('dialog', { name: 'Leave without saving?' });
      await page.getByRole('link', { name: 'Orders' }).first().click();
      await question.getByRole('button', { name: 'Keep editing' }).click();
      expect(await input(form, 'Note').inputValue()).toBe('precious');
      await page.goBack();
      await question.getByRole('button', { name: 'Keep editing' }).click();
      await question.waitFor({ state: 'detached' });
      await input(form, 'Note').press('Escape');
      await question.getByRole('button', { name: 'Discard changes' }).click();
      await page.waitForURL((address) => !address.pathname.endsWith('/edit'));
      expect((await read(form, order)).note).toBeNull();
    }));

  it('is offered again after the page was lost, and only then put in', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      const order = await createOrder(form, { boxes: 1 });
      await openOrderForm(form, order.id);
      await type(form, 'Note', 'typed before the crash');
      await type(form, 'Boxes', '12 crates');
      page.on('dialog', (dialog) => void dialog.accept());
      await page.reload();
      const offer = page.getByText('You have unsaved input');
      await expect.poll(() => offer.innerText(), { timeout: 8000 }).toContain('Boxes, Note');
      expect(await input(form, 'Note').inputValue()).toBe('');
      await page.getByRole('button', { name: 'Restore' }).click();
      expect(await input(form, 'Note').inputValue()).toBe('typed before the crash');
      expect(await input(form, 'Boxes').inputValue()).toBe('12 crates');
      await type(form, 'Boxes', '12');
      await save(form, 'Save');
      await openOrderForm(form, order.id);
      expect(await offer.count()).toBe(0);
    }));
});

describe('an ended session', () => {
  it('costs nothing that was typed', () =>
    asPerson('anna', async (form) => {
      const { page, context } = form;
      const order = await createOrder(form);
      await openOrderForm(form, order.id);
      await type(form, 'Note', 'typed before the session ended');
      await context.clearCookies();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Anna Berg').first().waitFor();
      await dialog.getByRole('button', { name: /Anna Berg/u }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await input(form, 'Note').inputValue()).toBe('typed before the session ended');
      await save(form, 'Save');
      expect((await read(form, order)).note).toBe('typed before the session ended');
    }));
});

describe('the grid of lines', () => {
  it('is filled from the keyboard, with running totals', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      await openOrderForm(form);
      await pick(form, 'Customer', 'acm', 'Acme Ltd');
      await page.getByRole('button', { name: 'Add order line' }).click();
      await expect.poll(() => hasFocus(form, 'Product, line 1')).toBe(true);
      await pick(form, 'Product, line 1', 'earl', 'Earl Grey tea');
      await page.keyboard.type('2');
      await page.keyboard.press('Tab');
      await page.keyboard.type('9007199254740993.07');
      await page.keyboard.press('Enter');
      await expect.poll(() => hasFocus(form, 'Product, line 2')).toBe(true);
      await pick(form, 'Product, line 2', 'rye', 'Rye bread');
      await page.keyboard.type('3');
      await page.keyboard.press('Tab');
      await page.keyboard.type('0.05');
      await page.keyboard.press('Control+d');
      await expect.poll(() => hasFocus(form, 'Amount, line 3')).toBe(true);
      const totals = page.locator('tfoot');
      await expect.poll(() => totals.innerText()).toMatch(/3 lines\s+8\s+£9,007,199,254,740,993\.17/u);
      await page.keyboard.press('Control+Shift+Backspace');
      await page.getByRole('button', { name: 'Delete line 1' }).click();
      expect(await page.locator('tbody tr').count()).toBe(1);
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await input(form, 'Product, line 1').inputValue()).toBe('Earl Grey tea');
      const id = await save(form, 'Create');
      expect((await read(form, { id })).lines).toMatchObject([
        { product: { title: 'Earl Grey tea' }, quantity: 2, amount: '9007199254740993.07' },
        { product: { title: 'Rye bread' }, quantity: 3, amount: '0.05' },
      ]);
    }));

  it('takes rows of a spreadsheet, shows first which cells it cannot read, and keeps them', () =>
    asPerson('anna', async (form) => {
      const { page } = form;
      const order = await createOrder(form, { lines: [line('Olive oil', 1, '1.00')] });
      await openOrderForm(form, order.id);
      await page.getByRole('button', { name: 'Add order line' }).click();
      await expect.poll(() => hasFocus(form, 'Product, line 2')).toBe(true);
      await paste(
        form,
        'Product\tAmount\tQuantity\nEarl Grey tea\t"12,50"\t2\nRye bread\t4.20\tfive\nUnheard of\t1\t1\n',
      );
      const preview = page.getByRole('dialog', { name: 'Paste 3 rows' });
      await expect.poll(() => preview.innerText()).toContain('3 cells need correction');
      expect(await preview.innerText()).toContain('No product has this name.');
      await preview.getByRole('button', { name: 'Paste 3 rows' }).click();
      expect(await input(form, 'Product, line 2').inputValue()).toBe('Earl Grey tea');
      expect(await input(form, 'Amount, line 2').inputValue()).toBe('12,50');
      expect(await input(form, 'Quantity, line 3').inputValue()).toBe('five');
      await type(form, 'Amount, line 2', '12.50');
      await type(form, 'Quantity, line 3', '5');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect.poll(() => page.getByRole('alert').innerText()).toContain('Order line 4, product');
      await page.getByRole('button', { name: 'Delete line 4' }).click();
      await save(form, 'Save');
      expect((await read(form, order)).lines).toMatchObject([
        { quantity: 1, amount: '1.00' },
        { quantity: 2, amount: '12.50' },
        { quantity: 5, amount: '4.20' },
      ]);
    }));
});
