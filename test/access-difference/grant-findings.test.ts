import { expect, it } from 'vitest';
import { deskModel, type Edit, edited, findingsOf, reported } from './desk.ts';

/** What a reviewer reads of changes of grants. */
const CASES: readonly {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly expected: string;
}[] = [
  {
    name: 'access/wider, with what follows from it',
    edits: [['when: area in user.regions }', 'when: area == null || area in user.regions }']],
    expected: `
error access/wider refund.access.support.read [payments]
  Support may read more refunds. Now: where area is empty or area is one of the user's regions. Before: where area is one of the user's regions. The same goes for what they may change and the refund lines of these refunds.
  = have it approved by Payments team, or grant less
`,
  },
  {
    name: 'access/incomparable',
    edits: [['when: area in user.regions }', 'when: agent == user }']],
    expected: `
error access/incomparable refund.access.support.read [payments]
  Support may read other refunds. Now: where agent is the user. Before: where area is one of the user's regions. The same goes for what they may change and the refund lines of these refunds.
  = have it approved by Payments team, or grant less
`,
  },
  {
    name: 'access/undecided',
    edits: [
      ['when: area in user.regions }', 'when: \'area in user.regions || note.matches("^[a-c]+7$")\' }'],
    ],
    expected: `
error access/undecided refund.access.support.read [payments]
  It cannot be decided whether Support may read more refunds: \`matches\` is beyond what is decided. Now: where area is one of the user's regions or note matches the pattern “^[a-c]+7$”. Before: where area is one of the user's regions. The same goes for what they may change and the refund lines of these refunds.
  = have it approved by Payments team, or write the condition with comparisons, lists and \`startsWith\` alone, so that it can be proven
`,
  },
  {
    name: 'access/narrower',
    edits: [['when: area in user.regions }', 'when: area in user.regions && urgent }']],
    expected: `
warning access/narrower refund.access.support.read
  Support may read fewer refunds. Now: where area is one of the user's regions and urgent is yes. Before: where area is one of the user's regions. The same goes for what they may change and the refund lines of these refunds.
  = tell those who lose it, or keep what they need
`,
  },
  {
    name: 'access/field-opened: all fields of one grant are one finding',
    edits: [['due, urgent]', 'due, urgent, cost, margin]']],
    expected: `
error access/field-opened refund.access.support.read [payments]
  Support may now read Cost and Margin of refunds where area is one of the user's regions.
  = have it approved by Payments team, or grant less
`,
  },
  {
    name: 'access/field-opened: a mask that is gone',
    edits: [['mask: { iban: last_4 }, ', '']],
    expected: `
error access/field-opened refund.access.support.read [payments]
  Support may now read IBAN of refunds where area is one of the user's regions.
  = have it approved by Payments team, or grant less
`,
  },
  {
    name: 'access/bulk',
    edits: [['create: true\n', 'create: true\n    delete: true\n    export: true\n']],
    expected: `
error access/bulk refund.access.support.export [payments]
  Support may now export refunds where area is one of the user's regions.
  = have it approved by Payments team, or grant less
error access/bulk refund.access.support.delete [payments]
  Support may now delete refunds where area is one of the user's regions.
  = have it approved by Payments team, or grant less
`,
  },
  {
    name: 'access/everyone',
    edits: [
      ['  finance: { read: true, update', '  finance_lead: { read: true }\n  finance: { read: true, update'],
      [
        '    read: { fields: [number, customer, area, amount, iban, status, note, agent, due, urgent], mask: { iban: last_4 }, when: area in user.regions }\n',
        '    read: true\n',
      ],
    ],
    expected: `
error access/everyone refund.access.support.read [payments]
  Every role may now read refunds, all of them. Support and Finance lead could not before, or not all of them.
  = have it approved by Payments team, or give it to fewer roles or under a condition
error access/field-opened refund.access.support.read [payments]
  Support may now read Cost, Margin, Rate, IBAN, Approved by and Lines of refunds. The same goes for what they may change and the refund lines of these refunds.
  = have it approved by Payments team, or grant less
`,
  },
  {
    name: 'what a new role gets on an entity is one finding, and access/role-unheld',
    edits: [
      ['role: support\n', 'role: auditor\ngiven_by: [finance_lead]\n---\nrole: support\n'],
      [
        '  finance: { read: true, update',
        '  auditor: { read: true, create: true, export: true }\n  finance: { read: true, update',
      ],
    ],
    expected: `
error access/wider refund.access.auditor.read [payments]
  Auditor may now read and create refunds. They may now fill in Note of refunds that they create where status is Requested.
  = have it approved by Payments team, or grant less
error access/bulk refund.access.auditor.export [payments]
  Auditor may now export refunds.
  = have it approved by Payments team, or grant less
info access/role-unheld role.auditor
  Nobody holds the new role Auditor yet; Finance lead may give it.
`,
  },
  {
    name: 'a grant taken out that others were held to',
    edits: [
      [
        '    read: { fields: [number, customer, area, amount, iban, status, note, agent, due, urgent], mask: { iban: last_4 }, when: area in user.regions }\n',
        '',
      ],
    ],
    expected: `
error access/wider refund.access.support.update [payments]
  Support may change more refunds. Now: where status before the change is Requested and amount is at most 1000 GBP. Before: where area before the change is one of the user's regions, status before the change is Requested and amount is at most 1000 GBP. Nobody wrote that: it follows from what they may read.
  = have it approved by Payments team, or grant less
warning access/narrower refund.access.support.read
  Support may no longer read refunds. The same goes for the refund lines of these refunds.
  = tell those who lose it, or keep what they need
`,
  },
  {
    name: 'access/new: a field',
    edits: [['  due: { type: date }', '  due: { type: date }\n  memo: { type: text }']],
    expected: `
info access/new refund.memo
  New: Memo of refunds is filled in by Support; read by Finance.
`,
  },
  {
    name: 'access/new: an entity',
    edits: [
      [
        'entity: refund_line',
        'entity: letter\nowner: sales\nfields: { text: { type: text }, by: { type: user } }\naccess: { support: { read: by == user, create: true, delete: by == user }, finance: { read: true } }\n---\nentity: refund_line',
      ],
    ],
    expected: `
info access/new letter
  New: letters are read by Support (in part) and Finance; created by Support; deleted by Support (in part).
`,
  },
  {
    name: 'a new field that tells what was hidden',
    edits: [
      ['  due: { type: date }', '  due: { type: date }\n  gain: { type: money, formula: amount - cost }'],
      ['due, urgent]', 'due, urgent, gain]'],
    ],
    expected: `
error access/field-opened refund.access.support.read [payments]
  Support may read Gain of refunds, which is new and computed from Cost, which they may not read.
  = have it approved by Payments team, or take the field out of the list of the grant
info access/new refund.gain
  New: Gain of refunds is read by Support (in part) and Finance.
`,
  },
  {
    name: 'access/never-true',
    edits: [['when: area in user.regions }', 'when: area in user.regions && amount < 0 }']],
    expected: `
warning access/narrower refund.access.support.read
  Support may read fewer refunds. Now: where area is one of the user's regions and amount is less than 0 GBP. Before: where area is one of the user's regions. The same goes for what they may change and the refund lines of these refunds.
  = tell those who lose it, or keep what they need
warning access/never-true refund.access.support.read
  Support can never read refunds by this grant: it is never so that area is one of the user's regions and amount is less than 0 GBP.
  = correct the condition, or take the grant out
`,
  },
  {
    name: 'access/always-true',
    edits: [['finance: { read: true, update', 'finance: { read: amount >= 0, update']],
    expected: `
warning access/always-true refund.access.finance.read
  The condition of this grant is true of all refunds: amount is at least 0 GBP.
  = write \`true\` instead, or the condition that was meant
`,
  },
  {
    name: 'access/redundant',
    edits: [['finance: { read: true, update', 'finance: { read: [{ when: status == "paid" }, true], update']],
    expected: `
info access/redundant refund.access.finance.read
  This grant gives Finance nothing more: the one in line 72 covers it.
  = take it out
`,
  },
  {
    name: 'access/reads-hidden',
    edits: [['when: area in user.regions }', 'when: area in user.regions && cost == null }']],
    expected: `
warning access/narrower refund.access.support.read
  Support may read fewer refunds. Now: where area is one of the user's regions and cost is empty. Before: where area is one of the user's regions. The same goes for what they may change and the refund lines of these refunds.
  = tell those who lose it, or keep what they need
warning access/reads-hidden refund.access.support.read
  Which refunds Support may read depends on Cost, which they may not read.
  = let them read it, or decide by something that they may read
`,
  },
];

it.each(CASES)('$name', ({ edits, expected }) => {
  expect(reported(findingsOf(deskModel(), edited(...edits)))).toBe(expected);
});
