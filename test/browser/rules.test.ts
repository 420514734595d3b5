import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectClean, openRuleServer, pick, type, type RuleServer } from './rule-support.ts';

let server: RuleServer;
beforeAll(async () => {
  server = await openRuleServer();
});
afterAll(() => server.close());

test('fields appear, are required and are worked out while a person types', async () => {
  await server.as('sam', '/r/refund/new', async (page) => {
    const form = page.getByRole('form');
    await form.getByLabel('Amount', { exact: true }).waitFor();
    expect(await form.getByLabel('Note', { exact: true }).count()).toBe(0);
    await type(page, 'Amount', '50');
    expect(await form.getByLabel('Fee', { exact: true }).textContent()).toBe('£1.00');
    await pick(page, 'Reason', 'Late');
    expect(await form.getByLabel('Note', { exact: true }).getAttribute('aria-required')).toBeNull();
    await pick(page, 'Reason', 'Other');
    await form.locator('[aria-required="true"][id$="note"]').waitFor();
    await pick(page, 'Purchase', 'P-1');
    await expect.poll(() => form.getByLabel('Discount', { exact: true }).inputValue()).toBe('5.00');
    await page.getByRole('button', { name: 'How Fee is worked out' }).press('Enter');
    await page.getByText('Fee: (amount times fee rate)').waitFor();
  });
});

test('an error stops saving and is listed above; a warning stands beside the field and stops nothing', async () => {
  await server.as('sam', '/r/refund/new', async (page) => {
    await page.getByRole('form').getByLabel('Amount', { exact: true }).waitFor();
    await pick(page, 'Purchase', 'P-1');
    await pick(page, 'Reason', 'Late');
    await type(page, 'Amount', '420');
    await page.getByText('Only £300.00 was paid for this purchase.').waitFor();
    await page.getByText('More than £200 is looked at twice.').waitFor();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('alert').getByText('One value needs correction').waitFor();
    await expectClean(page);
    await type(page, 'Amount', '250');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.waitForURL(/\/r\/refund\/[0-9a-f-]{36}/u);
    // The server says it again, beside what was saved.
    await page.getByText('More than £200 is looked at twice.').last().waitFor();
    await page.getByRole('form').waitFor({ state: 'detached' });
    expect(await page.getByText('More than £200 is looked at twice.').count()).toBe(1);
  });
});

test('lines are worked out and summed while they are typed, and checked against their record', async () => {
  await server.as('sam', '/r/refund/new', async (page) => {
    const form = page.getByRole('form');
    await form.getByLabel('Amount', { exact: true }).waitFor();
    await pick(page, 'Purchase', 'P-1');
    await pick(page, 'Reason', 'Late');
    await type(page, 'Amount', '20');
    await page.getByRole('button', { name: 'Add refund line' }).click();
    await type(page, 'What, line 1', 'Honey');
    await type(page, 'Pieces, line 1', '3');
    await type(page, 'Price, line 1', '25');
    expect(await form.getByLabel('Listed', { exact: true }).textContent()).toBe('£75.00');
    await page.getByText('One piece costs more than the whole refund.').waitFor();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('alert').getByText('The lines come to more than the amount.').waitFor();
  });
});

test('a field that may not be changed now is text, and says why', async () => {
  const { id } = await server.refund({});
  await server.as('lea', `/r/refund/${id}`, async (page) => {
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByRole('dialog').getByText('Approve this refund?').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('is now Approved').waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    const why = page.getByRole('button', { name: 'Amount cannot be changed. Why?' });
    await why.waitFor();
    expect(await page.getByRole('form').getByLabel('Amount', { exact: true }).count()).toBe(0);
    await why.press('Enter');
    await page.getByRole('dialog').getByText('Amount can be changed only', { exact: false }).waitFor();
    await page.getByRole('dialog').getByText('refund.amount.editable_when').waitFor();
    await expectClean(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await why.and(page.locator(':focus')).count()).toBe(1);
  });
});

test('whoever may change nothing gets the reason in place of the form', async () => {
  const { id } = await server.refund({});
  await server.as('fay', `/r/refund/${id}/edit`, async (page) => {
    await page.getByText('You cannot change refunds').waitFor();
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.getByRole('dialog').getByText('You hold Finance', { exact: false }).waitFor();
    await expectClean(page);
  });
});
