import { expect, it } from 'vitest';
import { differences, type Edit, told } from './desk.ts';

/** Changes of who may read and export, with the rows of the matrix that they change. */
const CASES: readonly {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly expected: string;
}[] = [
  {
    name: 'a condition that lets more rows in',
    edits: [['when: area in user.regions }', 'when: area in user.regions || status == "paid" }']],
    expected: `
refund support read: wider
  Somebody with Support can now read a refund with area x and status Paid, which they could not before.
refund_line support read: wider (follows refund read)
  Somebody with Support can now read a refund line with refund's area x and refund's status Paid, which they could not before.
`,
  },
  {
    name: 'records without a value, let in',
    edits: [['when: area in user.regions }', 'when: area == null || area in user.regions }']],
    expected: `
refund support read: wider
  Somebody with Support can now read a refund with no area, which they could not before.
refund support update: wider (follows refund read)
  Somebody with Support can now change a refund with no area and status Requested so that it has amount £1.00 afterwards, which they could not before.
refund_line support read: wider (follows refund read)
  Somebody with Support can now read a refund line with the refund's area empty, which they could not before.
`,
  },
  {
    name: 'a condition that lets fewer rows in',
    edits: [['when: area in user.regions }', 'when: area in user.regions && urgent }']],
    expected: `
refund support read: narrower
  Somebody with Support and regions x can no longer read a refund with area x, not marked as urgent.
refund support update: narrower (follows refund read)
  Somebody with Support and regions x can no longer change a refund with area x and status Requested, not marked as urgent, so that it has amount £1.00 afterwards.
refund_line support read: narrower (follows refund read)
  Somebody with Support and regions x can no longer read a refund line with refund's area x and refund's urgent no.
`,
  },
  {
    name: 'another condition altogether',
    edits: [['when: area in user.regions }', 'when: agent == user }']],
    expected: `
refund support read: incomparable
  Somebody with Support can now read a refund with themselves as agent and area x, which they could not before.
  Somebody with Support and regions z can no longer read a refund with somebody else as agent and area z.
refund support update: incomparable (follows refund read)
  Somebody with Support can now change a refund with themselves as agent, status Requested and area x so that it has amount £1.00 afterwards, which they could not before.
  Somebody with Support and regions z can no longer change a refund with somebody else as agent, status Requested and area z so that it has amount £1.00 afterwards.
refund_line support read: incomparable (follows refund read)
  Somebody with Support can now read a refund line with themselves as refund's agent and refund's area x, which they could not before.
  Somebody with Support and regions z can no longer read a refund line with somebody else as refund's agent and refund's area z.
`,
  },
  {
    name: 'the field that another one repeats, by name',
    edits: [['when: area in user.regions }', 'when: customer.region in user.regions }']],
    expected: `

`,
  },
  {
    name: 'a condition turned twice',
    edits: [['when: area in user.regions }', 'when: "!(!(area in user.regions))" }']],
    expected: `
refund support read: equivalent
`,
  },
  {
    name: 'a part that the database makes always true',
    edits: [['when: area in user.regions }', 'when: area in user.regions && (amount >= 0 || due == null) }']],
    expected: `
refund support read: equivalent
`,
  },
  {
    name: 'a regular expression',
    edits: [
      ['when: area in user.regions }', 'when: \'area in user.regions || note.matches("^[a-c]+7$")\' }'],
    ],
    expected: `
refund support read: undecided: \`matches\` is beyond what is decided
refund support update: undecided (follows refund read): \`matches\` is beyond what is decided
refund_line support read: undecided (follows refund read): \`matches\` is beyond what is decided
`,
  },
  {
    name: 'a day',
    edits: [['when: area in user.regions }', 'when: area in user.regions && due < today }']],
    expected: `
refund support read: narrower
  Somebody with Support and regions x can no longer read a refund with area x and due 15 Jun 2026 on 15 Jun 2026.
refund support update: narrower (follows refund read)
  Somebody with Support and regions x can no longer change a refund with area x, due 15 Jun 2026 and status Requested so that it has amount £1.00 afterwards on 15 Jun 2026.
refund_line support read: narrower (follows refund read)
  Somebody with Support and regions x can no longer read a refund line with refund's area x and refund's due 15 Jun 2026 on 15 Jun 2026.
`,
  },
  {
    name: 'a rate',
    edits: [['when: area in user.regions }', 'when: area in user.regions && rate > 0.05 }']],
    expected: `
refund support read: narrower
  Somebody with Support and regions x can no longer read a refund with area x and rate 5%.
refund support update: narrower (follows refund read)
  Somebody with Support and regions x can no longer change a refund with area x, rate 5% and status Requested so that it has amount £1.00 afterwards.
refund_line support read: narrower (follows refund read)
  Somebody with Support and regions x can no longer read a refund line with refund's area x and refund's rate 5%.
`,
  },
  {
    name: 'a person behind a reference',
    edits: [['when: area in user.regions }', 'when: area in user.regions || customer.owner == user }']],
    expected: `
refund support read: wider
  Somebody with Support can now read a refund with area x and themselves as customer's owner, which they could not before.
refund support update: wider (follows refund read)
  Somebody with Support can now change a refund with area x, themselves as customer's owner and status Requested so that it has amount £1.00 afterwards, which they could not before.
refund_line support read: wider (follows refund read)
  Somebody with Support can now read a refund line with refund's area x and themselves as refund's customer's owner, which they could not before.
`,
  },
  {
    name: 'an attribute of the person',
    edits: [['when: area in user.regions }', 'when: area in user.regions && user.department == "claims" }']],
    expected: `
refund support read: narrower
  Somebody with Support, regions x and department x can no longer read a refund with area x.
refund support update: narrower (follows refund read)
  Somebody with Support, regions x and department x can no longer change a refund with area x and status Requested so that it has amount £1.00 afterwards.
refund_line support read: narrower (follows refund read)
  Somebody with Support, regions x and department x can no longer read a refund line with refund's area x.
`,
  },
  {
    name: 'a mask taken away',
    edits: [['mask: { iban: last_4 }, ', '']],
    expected: `
refund support read iban: wider
  Somebody with Support and regions x can now read “IBAN” of a refund with area x, which they could not before.
`,
  },
  {
    name: 'another mask',
    edits: [['mask: { iban: last_4 }', 'mask: { iban: initial }']],
    expected: `
refund support read masked initial iban: wider
  Somebody with Support and regions x can now read the first character of “IBAN” of a refund with area x, which they could not before.
refund support read masked last_4 iban: narrower
  Somebody with Support and regions x can no longer read the last four characters of “IBAN” of a refund with area x.
`,
  },
  {
    name: 'a field more',
    edits: [['due, urgent]', 'due, urgent, cost]']],
    expected: `
refund support read cost: wider
  Somebody with Support and regions x can now read “Cost” of a refund with area x, which they could not before.
`,
  },
  {
    name: 'a derived field, although what it derives from stays hidden',
    edits: [['due, urgent]', 'due, urgent, margin]']],
    expected: `
refund support read margin: wider
  Somebody with Support and regions x can now read “Margin” of a refund with area x, which they could not before.
`,
  },
  {
    name: 'every row of one grant instead of some',
    edits: [
      [
        '    read: { fields: [number, customer, area, amount, iban, status, note, agent, due, urgent], mask: { iban: last_4 }, when: area in user.regions }\n',
        '    read: true\n',
      ],
    ],
    expected: `
refund support read: wider
  Somebody with Support can now read a refund with area x, which they could not before.
refund support read cost: wider
  Somebody with Support can now read “Cost” of any refund, which they could not before.
refund support read margin: wider
  Somebody with Support can now read “Margin” of any refund, which they could not before.
refund support read rate: wider
  Somebody with Support can now read “Rate” of any refund, which they could not before.
refund support read iban: wider
  Somebody with Support can now read “IBAN” of any refund, which they could not before.
refund support read approved_by: wider
  Somebody with Support can now read “Approved by” of any refund, which they could not before.
refund support read lines: wider
  Somebody with Support can now read “Lines” of any refund, which they could not before.
refund support update: wider (follows refund read)
  Somebody with Support can now change a refund with status Requested and area x so that it has amount £1.00 afterwards, which they could not before.
refund_line support read: wider (follows refund read)
  Somebody with Support can now read a refund line with refund's area x, which they could not before.
`,
  },
  {
    name: 'a grant taken out: the others are held to it no more',
    edits: [
      [
        '    read: { fields: [number, customer, area, amount, iban, status, note, agent, due, urgent], mask: { iban: last_4 }, when: area in user.regions }\n',
        '',
      ],
    ],
    expected: `
refund support update: wider (follows refund read)
  Somebody with Support can now change a refund with status Requested and area x so that it has amount £1.00 afterwards, which they could not before.
refund support read: narrower
  Somebody with Support and regions x can no longer read a refund with area x.
refund_line support read: narrower (follows refund read)
  Somebody with Support and regions x can no longer read a refund line with refund's area x.
`,
  },
  {
    name: 'records that others refer to',
    edits: [['support: { read: region in user.regions }', 'support: { read: true }']],
    expected: `
customer support read: wider
  Somebody with Support can now read a customer with region x, which they could not before.
`,
  },
  {
    name: 'more exported',
    edits: [['export: { fields: [number, amount] }', 'export: { fields: [number, amount, iban] }']],
    expected: `
refund finance export iban: wider
  Somebody with Finance can now export “IBAN” of any refund, which they could not before.
`,
  },
  {
    name: 'fewer rows exported',
    edits: [
      [
        'export: { fields: [number, amount] }',
        'export: { fields: [number, amount], when: status == "paid" }',
      ],
    ],
    expected: `
refund finance export: narrower
  Somebody with Finance can no longer export a refund with status Requested.
`,
  },
];

it.each(CASES)('$name', ({ edits, expected }) => {
  expect(told(differences(...edits))).toBe(expected);
});
