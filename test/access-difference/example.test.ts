import { expect, it } from 'vitest';
import { type Edit, example, rows } from './example.ts';

/** Edits of the workspace that Jig ships, with the rows of the matrix that they change. */
const CASES: readonly (Edit & { readonly name: string; readonly expected: readonly string[] })[] = [
  {
    name: 'a wider condition',
    file: 'entities/customer.yaml',
    from: 'read: region == null || region in user.regions',
    to: 'read: region == null || region in user.regions || status == "prospect"',
    expected: ['customer sales read: wider'],
  },
  {
    name: 'a narrower condition',
    file: 'entities/customer.yaml',
    from: 'read: region == null || region in user.regions',
    to: 'read: region in user.regions',
    expected: ['customer sales read: narrower', 'customer sales update: narrower'],
  },
  {
    name: 'the same condition, turned',
    file: 'entities/customer.yaml',
    from: 'read: region == null || region in user.regions',
    to: 'read: "!(region != null && !(region in user.regions))"',
    expected: ['customer sales read: equivalent'],
  },
  {
    name: 'another condition',
    file: 'entities/customer.yaml',
    from: 'read: region == null || region in user.regions',
    to: 'read: status == "active"',
    expected: ['customer sales read: incomparable', 'customer sales update: narrower'],
  },
  {
    name: 'every order',
    file: 'entities/order.yaml',
    from: '    read: customer.region == null || customer.region in user.regions\n',
    to: '    read: true\n',
    expected: [
      'customer sales read open_value: wider',
      'order_line sales read: wider',
      'order_line sales update: wider',
      'order_line sales delete: wider',
      'order sales read: wider',
      'order sales action hold: wider',
      'order sales action resume: wider',
      'order sales action cancel: wider',
    ],
  },
  {
    name: 'a mask gone',
    file: 'entities/supplier.yaml',
    from: 'read: { mask: { iban: last_4 } }',
    to: 'read: true',
    expected: ['supplier buyer read iban: wider', 'supplier buyer export iban: wider'],
  },
  {
    name: 'an export',
    file: 'entities/order.yaml',
    from: 'actions: [hold, resume, cancel]\n  sales_lead',
    to: 'actions: [hold, resume, cancel]\n    export: true\n  sales_lead',
    expected: ['order sales export: wider'],
  },
  {
    name: 'a state more',
    file: 'entities/order.yaml',
    from: 'from: [new, on_hold]\n    to: cancelled',
    to: 'from: [new, on_hold, packed]\n    to: cancelled',
    expected: ['order sales action cancel: wider', 'order sales_lead action cancel: wider'],
  },
  {
    name: 'not_by gone',
    file: 'entities/order.yaml',
    from: '    not_by: entered_by\n',
    to: '',
    expected: [
      'order sales_lead action approve_discount: wider',
      'order finance action approve_discount: wider',
    ],
  },
  {
    name: 'no limit afterwards',
    file: 'entities/customer.yaml',
    from: '      after: credit_limit == null || credit_limit <= params.credit_ceiling\n',
    to: '',
    expected: ['customer finance update: wider'],
  },
  {
    name: 'another decision',
    file: 'decisions.yaml',
    from: 'discount: "(0.1..0.2]", approver: sales_lead',
    to: 'discount: "(0.1..0.2]", approver: finance',
    expected: [
      'order sales_lead action approve_discount: narrower',
      'order finance action approve_discount: wider',
    ],
  },
  {
    name: 'lines, whenever',
    file: 'entities/order.yaml',
    from: '    editable_when: status in ["new", "on_hold"] && discount_approved_by == null\n',
    to: '',
    expected: [
      'order sales create lines: wider',
      'order sales update lines: wider',
      'order sales_lead create lines: wider',
      'order sales_lead update lines: wider',
    ],
  },
  {
    name: 'a field less',
    file: 'entities/supplier.yaml',
    from: 'fields: [number, name, status, city, country, website, certificates, products] } }',
    to: 'fields: [number, name, status, city, country, website, products] } }',
    expected: ['supplier sales read certificates: narrower'],
  },
  {
    name: 'a role less',
    file: 'entities/shipper.yaml',
    from: '  finance: { read: true, export: true }\n',
    to: '',
    expected: ['shipper finance read: narrower', 'shipper finance export: narrower'],
  },
  {
    name: 'who gives a role',
    file: 'roles.yaml',
    from: 'given_by: [sales_lead, people_lead]',
    to: 'given_by: [people_lead]',
    expected: ['workspace sales_lead gives sales: narrower'],
  },
  {
    name: 'another label',
    file: 'entities/order.yaml',
    from: 'label: Ordered by',
    to: 'label: Who ordered',
    expected: [],
  },
];

const base = example();

it.each(CASES)('$name', ({ expected, ...edit }) => {
  expect(rows(base, example(edit))).toEqual(expected);
});
