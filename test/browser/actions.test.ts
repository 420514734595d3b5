import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectClean, openRuleServer, type RuleServer } from './rule-support.ts';

let server: RuleServer;
beforeAll(async () => {
  server = await openRuleServer();
});
afterAll(() => server.close());

test('an action asks for its input, checks it, runs, and leaves its mark in state and history', async () => {
  const { id } = await server.refund({});
  await server.as('lea', `/r/refund/${id}`, async (page) => {
    await page.getByRole('button', { name: /^More for/u }).click();
    await page.getByRole('menuitem', { name: 'Reject' }).click();
    const dialog = page.getByRole('dialog');
    const why = dialog.getByLabel('Why', { exact: true });
    await why.waitFor();
    await dialog.getByRole('button', { name: 'Reject', exact: true }).click();
    await dialog.getByText('This value is required.').waitFor();
    await expectClean(page);
    await why.fill('Bought elsewhere');
    await why.press('Control+Enter');
    await page.getByText('is now Rejected').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Status: Rejected. Next states' }).press('Enter');
    await page.getByText('Rejected is final').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'History' }).click();
    const history = page.getByRole('region', { name: 'History' });
    await history.getByText('ran “Reject”').waitFor();
    await history.getByText('created it').waitFor();
    expect(await history.locator('dd', { hasText: 'Requested' }).first().textContent()).toContain('Rejected');
    await expectClean(page);
  });
});

test('what may not be done now stays in its place and says why, by keyboard', async () => {
  const { id } = await server.refund({});
  await server.as('sam', `/r/refund/${id}`, async (page) => {
    const approve = page.getByRole('button', { name: 'Approve is not possible. Why?' });
    await approve.press('Enter');
    const reason = page.getByRole('dialog');
    await reason.getByText('takes somebody else', { exact: false }).first().waitFor();
    await reason.getByText('refund.actions.approve.not_by').waitFor();
    await expectClean(page);
    await page.keyboard.press('Escape');
    await reason.waitFor({ state: 'detached' });
    expect(await approve.and(page.locator(':focus')).count()).toBe(1);
    await page.getByRole('button', { name: /^More for/u }).press('Enter');
    await expectClean(page);
    await page.getByRole('menuitem', { name: 'Delete is not possible. Why?' }).press('Enter');
    await page.getByRole('dialog').getByText('You hold Support', { exact: false }).waitFor();
  });
});

test('a state that does not allow an action is said with the states that do', async () => {
  const { id } = await server.refund({ amount: '280.00' });
  await server.as('fay', `/r/refund/${id}`, async (page) => {
    await page.getByRole('button', { name: 'Pay is not possible. Why?' }).click();
    await page.getByRole('dialog').getByText('only while the refund is Approved', { exact: false }).waitFor();
  });
});

test('an action on a record that somebody changed meanwhile does nothing, and shows what is', async () => {
  const { id } = await server.refund({});
  await server.as('lea', `/r/refund/${id}`, async (page) => {
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    const answer = await page.request.patch(`/api/v1/records/refund/${id}`, {
      data: { amount: '60.00' },
      headers: { 'if-match': '"1"' },
    });
    expect(answer.status()).toBe(200);
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('was changed meanwhile', { exact: false }).waitFor();
    await page.getByText('£60.00').first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('is now Approved').waitFor();
  });
});

test('masked values show what may be seen; lists of a condition name it; whoever may exports what is shown', async () => {
  await server.refund({ iban: 'GB29NWBK60161331926819' });
  await server.as('fay', '/t/refund_desk/all', async (page) => {
    await page.getByText('•••• 6819').first().waitFor();
    await page.getByText(', partly hidden').first().waitFor({ state: 'attached' });
    expect(await page.content()).not.toContain('NWBK');
    const link = page.getByRole('link', { name: 'Export these refunds as CSV' });
    const href = (await link.getAttribute('href')) ?? '';
    const file = await page.request.get(href);
    const text = await file.text();
    expect([file.status(), text.split(/\r?\n/u)[0]]).toEqual([200, 'id,number,purchase,amount,iban,status']);
    expect(text).not.toContain('NWBK');
    await expectClean(page);
  });
  await server.as('fay', '/t/refund_desk/waiting', async (page) => {
    await page.getByText('status is Requested and amount is less than', { exact: false }).waitFor();
    const asked = page.waitForRequest((request) => request.url().includes('where='));
    await page.reload();
    expect(new URL((await asked).url()).searchParams.get('where')).toBe(
      'status == "requested" && amount < 1000',
    );
  });
  await server.as('sam', '/t/refund_desk/all', async (page) => {
    await page.getByText('GB29NWBK60161331926819').first().waitFor();
    expect(await page.getByRole('link', { name: /^Export/u }).count()).toBe(0);
  });
});

test.each([
  ['light', 390],
  ['dark', 1440],
  ['dark', 390],
] as const)('record, reasons and history are clean in %s at %i pixels', async (scheme, width) => {
  const { id } = await server.refund({ lines: [{ what: 'Jam', pieces: 1, price: '2.50' }] });
  await server.as(
    'sam',
    `/r/refund/${id}`,
    async (page) => {
      await page.getByRole('button', { name: 'History' }).click();
      await page.getByText('created it').waitFor();
      await page.getByRole('button', { name: 'Approve is not possible. Why?' }).click();
      await page.getByRole('dialog').waitFor();
      await expectClean(page);
    },
    { scheme, width },
  );
});
