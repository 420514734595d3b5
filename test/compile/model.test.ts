import { describe, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Model } from '../../runtime/model/model.ts';

const WORKSPACE =
  'workspace: acme\nlanguage: 1\ncurrency: JPY\nowners: { sales: { contact: sales@acme.example } }\n---\nrole: sales\n---\n';

function modelOf(text: string, more: readonly { path: string; text: string }[] = []): Model {
  const { model, diagnostics } = compile([{ path: 'definitions.yaml', text: WORKSPACE + text }, ...more]);
  expect(diagnostics).toEqual([]);
  if (model === null) throw new Error('no model');
  return model;
}

const entity = (fields: string, more = ''): string =>
  `entity: purchase_order_line\nowner: sales\nfields:\n${fields
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('')}${more}access: { sales: { read: true } }\n`;

function fieldOf(line: string): Field {
  const field = modelOf(entity(`name: { type: text }\n${line}`)).entities['purchase_order_line']?.fields['f'];
  if (field === undefined) throw new Error('no field');
  return field;
}

it('titles, plurals and labels are the names in words unless the author says otherwise', () => {
  const { workspace, entities, roles } = modelOf(
    entity('vat_id: { type: text }\nship_city: { type: text, label: Town }'),
  );
  const { title, plural, fields } = entities['purchase_order_line'] ?? {};
  expect([workspace.title, title, plural, roles['sales']?.title]).toEqual([
    'Acme',
    'Purchase order line',
    'Purchase order lines',
    'Sales',
  ]);
  expect([fields?.['vat_id']?.label, fields?.['ship_city']?.label]).toEqual(['VAT ID', 'Town']);
});

it.each([
  ['amount: { type: money }\nname: { type: text }\nnumber: { type: sequence }', 'number', ['number']],
  ['code: { type: text }\nname: { type: text, required: true }', 'name', ['name']],
  ['on: { type: date }', 'on', []],
])('the title field follows from the fields: %s', (fields, titleField, search) => {
  expect(modelOf(entity(fields)).entities['purchase_order_line']).toMatchObject({ titleField, search });
});

describe('values are kept in the one form that the rest of the program reads', () => {
  it.each([
    ['f: { type: money, min: 5, default: 1000 }', { currency: 'JPY', scale: 0, min: '5', default: '1000' }],
    ['f: { type: money, currency: GBP, max: 12.5 }', { currency: 'GBP', scale: 2, max: '12.50' }],
    ['f: { type: money, currency: BHD }', { scale: 3 }],
    ['f: { type: percent, max: 0.5 }', { scale: 4, max: '0.5000' }],
    ['f: { type: time, min: 09:30, default: "10:00:30" }', { min: '09:30:00', default: '10:00:30' }],
    [
      'f: { type: datetime, min: 2026-11-21T10:30:00+01:00, default: =now }',
      { min: '2026-11-21T09:30:00.000Z', default: 'now' },
    ],
    ['f: { type: duration, max: P1DT2H, default: PT90S }', { max: 93_600, default: 90 }],
    ['f: { type: boolean, default: false }', { default: false }],
    ['f: { type: integer, min: -3, default: 0 }', { min: -3, max: null, default: 0 }],
    ['f: { type: tags, default: [a, b] }', { default: ['a', 'b'] }],
    ['f: { type: user, default: =user }', { default: 'user' }],
    ['f: { type: sequence }', { unique: true, prefix: '', start: 1 }],
    ['f: { type: email }', { maxLength: 320, minLength: null }],
    [
      'f: { type: choices, options: { in_stock: {}, "1.10": { label: Ten, color: red } }, default: ["1.10"] }',
      {
        options: [
          { name: 'in_stock', label: 'In stock', color: null },
          { name: '1.10', label: 'Ten', color: 'red' },
        ],
        default: ['1.10'],
      },
    ],
  ])('%s', (line, expected) => expect(fieldOf(line)).toMatchObject(expected));
});

it('lines know their parent, and children the reference that leads back', () => {
  const order =
    'entity: order\nowner: sales\nfields: { number: { type: sequence }, lines: { type: children, of: purchase_order_line } }\naccess: { sales: { read: true } }\n---\n';
  const { entities } = modelOf(
    order + entity('order: { type: reference, to: order, part_of: true }\nname: { type: text }'),
  );
  expect(entities['purchase_order_line']?.partOf).toEqual({ field: 'order', entity: 'order' });
  expect(entities['purchase_order_line']?.fields['order']).toMatchObject({ required: true, partOf: true });
  expect(entities['order']?.fields['lines']).toMatchObject({
    of: 'purchase_order_line',
    by: 'order',
    owned: true,
  });
});

it('a tool carries its runbook, its filters as text and its sort with the direction', () => {
  const tool =
    '---\ntool: desk\npurpose: Work.\nowner: sales\nfor: [sales]\nrunbook: runbooks/desk.md\nscreens: { all: { table: purchase_order_line, columns: [f], sort: [-f, created_at], filter: { f: { gte: 5, empty: false }, created_at: 2026-01-01 } } }\n';
  const model = modelOf(entity('name: { type: text }\nf: { type: integer }') + tool, [
    { path: 'runbooks/desk.md', text: '# Desk\n' },
  ]);
  expect(model.tools['desk']).toMatchObject({
    title: 'Desk',
    roles: ['sales'],
    runbook: { path: 'runbooks/desk.md', text: '# Desk\n' },
  });
  expect(model.tools['desk']?.screens['all']).toMatchObject({
    sort: [
      { path: 'f', descending: true },
      { path: 'created_at', descending: false },
    ],
    filters: [
      { path: 'f', operator: 'gte', values: ['5'] },
      { path: 'f', operator: 'empty', values: ['false'] },
      { path: 'created_at', operator: 'eq', values: ['2026-01-01'] },
    ],
  });
});

it('the model is frozen through and through, plain data, and the same whatever the order of files', () => {
  const files = [
    { path: 'b.yaml', text: entity('name: { type: text }') },
    { path: 'a.yaml', text: WORKSPACE.replace(/---\n$/u, '') },
  ];
  const { model } = compile(files);
  expect(structuredClone(model)).toEqual(model);
  expect(compile(files.toReversed())).toEqual(compile(files));
  const open: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) open.push(path);
    for (const [key, part] of Object.entries(value)) visit(part, `${path}.${key}`);
  };
  visit(model, 'model');
  expect(open).toEqual([]);
});
