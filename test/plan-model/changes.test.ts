import { expect, it } from 'vitest';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import type { Change } from '../../runtime/diff/change.ts';
import { diffModels } from '../../runtime/diff/diff-models.ts';
import { desk, type Edit } from './desk.ts';

/** `kind subject: before -> after` of every change that the edits make. */
function told(...edits: readonly Edit[]): readonly string[] {
  return diffModels(desk(), desk(...edits)).map(line);
}

const line = ({ kind, subject, before, after, cosmetic }: Change): string =>
  `${cosmetic ? '(words) ' : ''}${kind} ${subject}: ${before ?? '-'} -> ${after ?? '-'}`;

it('two models that say the same have no difference', () => {
  expect(told()).toEqual([]);
});

it('layout, comments, other files and other ways to write an expression are no change', () => {
  expect(
    told(['that: total == null || total <= params.most', 'that: "total==null   || (total <= params.most)"']),
  ).toEqual([]);
  expect(told(['about: Who buys.', 'about: Who buys. # our customers'])).toEqual([]);
  expect(told(['entity: customer\n', '# first\n\nentity: customer\n'])).toEqual([]);
});

it('a renamed field is one change, however much names it', () => {
  expect(
    told(
      [
        '  total: { type: money, min: 0, max: 100000 }',
        '  amount: { type: money, was: total, label: Total, min: 0, max: 100000 }',
      ],
      ['total * 0.2', 'amount * 0.2'],
      ['total == null || total <= params.most', 'amount == null || amount <= params.most'],
      ['at: total', 'at: amount'],
      ['when: total > 0 && route(total)', 'when: amount > 0 && route(amount)'],
      ['note, total]', 'note, amount]'],
      ['status, total]', 'status, amount]'],
      ['sort: [-total, number]', 'sort: [-amount, number]'],
      ['[number, customer, total]', '[number, customer, amount]'],
      ['[customer, total]', '[customer, amount]'],
      ['sum: orders.total', 'sum: orders.amount'],
      ['total: "11.00"', 'amount: "11.00"'],
      ['inputs: { total: order.total }', 'inputs: { total: order.amount }'],
    ),
  ).toEqual(['field/renamed order.amount: total -> amount']);
});

it('a renamed entity is one change, and going back to the former name is one too', () => {
  const edits: readonly Edit[] = [
    ['entity: customer\n', 'entity: client\nwas: customer\ntitle: Customer\nplural: Customers\n'],
    ['to: customer', 'to: client'],
  ];
  const [base, head] = [desk(), desk(...edits)];
  expect(diffModels(base, head).map(line)).toEqual(['entity/renamed client: customer -> client']);
  expect(diffModels(head, base).map(line)).toEqual(['entity/renamed customer: client -> customer']);
});

it('renamings are followed into loops, paths of screens, messages, defaults and inputs', () => {
  const rules: readonly Edit[] = [
    [
      '  many: { that:',
      '  named: { that: \'lines.all(each, each.what != customer.name)\', say: "Not {customer.name}." }\n  many: { that:',
    ],
    [
      '    read: { fields: [number, customer, status, note, total], when: customer.region in user.regions,',
      '    read: { fields: [number, customer, status, note, total], when: \'lines.exists(each, each.what == "x")\',',
    ],
    ['remark: { type: text } }', 'remark: { type: text }, other: { type: reference, to: customer } }'],
    [
      'when: total > 0 && route',
      'when: (input.other == null || input.other.name != "x") && total > 0 && route',
    ],
  ];
  const base = desk(...rules);
  const head = desk(
    ...rules,
    ['entity: line\n', 'entity: item\nwas: line\ntitle: Line\nplural: Lines\n'],
    ['of: line }', 'of: item }'],
    ['  what: { type: text', '  thing: { type: text, was: what, label: What'],
    ['each.what', 'each.thing'],
    [
      '  name: { type: text, required: true, max',
      '  called: { type: text, was: name, label: Name, required: true, max',
    ],
    ['search: [name]', 'search: [called]'],
    ['customer.name', 'customer.called'],
    ['input.other.name', 'input.other.called'],
    ['customer: { name: Ada }', 'customer: { called: Ada }'],
  );
  expect(diffModels(base, head).map(line)).toEqual([
    'field/renamed customer.called: name -> called',
    'entity/renamed item: line -> item',
    'field/renamed item.thing: what -> thing',
  ]);
  expect(compareAccess(base, head)).toEqual([]);
});

it('an order that people see is a change, the order of documents is none', () => {
  expect(
    told([
      '  code: { type: text, unique: true, max_length: 8 }\n  since: { type: date, min: 1990-01-01 }\n',
      '  since: { type: date, min: 1990-01-01 }\n  code: { type: text, unique: true, max_length: 8 }\n',
    ]),
  ).toEqual([
    'entity/field_order customer: name, region, code, since, orders, open_value -> name, region, since, code, orders, open_value',
  ]);
  expect(told(['[gift, rush]', '[rush, gift]'])).toEqual([
    'field/option_order order.kinds: gift, rush -> rush, gift',
  ]);
});

it('words are told apart from everything else', () => {
  expect(
    told(
      ['label: Remark', 'label: Note'],
      ['help: Seen by the customer.', 'help: For all.'],
      ['about: Who buys.', 'about: Buyers.'],
    ),
  ).toEqual([
    '(words) entity/about customer: Who buys. -> Buyers.',
    '(words) field/label order.note: Remark -> Note',
    '(words) field/help order.note: Seen by the customer. -> For all.',
  ]);
});

it('an example is told as somebody would tell it', () => {
  expect(told(['total: "11.00" }, expect', 'total: "12.00" }, expect'])).toEqual([
    '(words) example/changed order.examples.too_much: lead create: refused by checks.within_limit (params { most: 10.00 }, with { customer { name: Ada }, total: 11.00 }) -> lead create: refused by checks.within_limit (params { most: 10.00 }, with { customer { name: Ada }, total: 12.00 })',
  ]);
});

it('columns of decision tables come, go and change', () => {
  expect(
    told(
      ['inputs: { total: order.total }', 'inputs: { total: order.total, part: order.count }'],
      ['outputs: { signer: role }', 'outputs: { signer: text }'],
      ['route(total)', 'route(total, count)'],
      ['.signer in user.roles', '.signer == "lead"'],
    ),
  ).toEqual([
    'column/added decision.route.part: - -> a whole number, may be empty',
    'column/type decision.route.signer: a choice, may be empty -> a text, may be empty',
    'action/when order.actions.send: total > 0 && route(total).signer in user.roles -> total > 0 && route(total, count).signer == "lead"',
  ]);
});

it('fields, options, rules, grants, screens, parameters and decisions come, go and change', () => {
  expect(
    told(
      ['  took: { type: duration, max: P3D }\n', '  due: { type: date, required: true, default: =today }\n'],
      ['options: [north, south]', 'options: [north, west]'],
      ['total <= params.most', 'total < params.most'],
      ['So many?, enforce: warn', 'So many?, enforce: observe'],
      ['from: [open, sent], to: closed', 'from: [sent], to: closed'],
      ['read: region in user.regions, create', 'read: true, create'],
      ['columns: [number, customer.name, status, total]', 'columns: [number, status, total]'],
      ['value: 500.00, min: 0, max: 9000', 'value: 400.00, min: 0, max: 8000'],
      ['total: <= 100, signer', 'total: <= 50, signer'],
      ['total: "> 100", signer', 'total: "> 50", signer'],
      [
        'owners:\n  sales: { title: Sales, contact: sales@desk.example, approvers: [lead] }',
        'owners:\n  sales: { title: Sales, contact: desk@desk.example, approvers: [clerk] }',
      ],
    ),
  ).toEqual([
    'owner/approvers owner.sales: lead -> clerk',
    'grant/changed customer.access.clerk.read: when region in user.regions; every field -> every record; every field',
    'option/added customer.region: - -> west',
    'option/removed customer.region: south -> -',
    'field/added order.due: - -> date, required, default today',
    'field/removed order.took: duration -> -',
    'parameter/default parameter.most: 500.00 -> 400.00',
    'parameter/max parameter.most: 9000.00 -> 8000.00',
    'row/changed decision.route.small: total <= 100, signer clerk -> total <= 50, signer clerk',
    'row/changed decision.route.large: total > 100, signer lead -> total > 50, signer lead',
    'check/that order.checks.within_limit: total == null || total <= params.most -> total == null || total < params.most',
    'check/enforce order.checks.many: warn -> observe',
    'action/from order.actions.close: open, sent -> sent',
    'screen/columns tool.desk.screens.open: number, customer.name, status, total -> number, status, total',
    'owner/contact owner.sales: sales@desk.example -> desk@desk.example',
  ]);
});

it('without a base everything is new, thing by thing', () => {
  expect(diffModels(null, desk()).map(line)).toEqual([
    'entity/added customer: - -> 6 fields',
    'entity/added order: - -> 14 fields, 2 checks, 1 never, 2 actions',
    'entity/added line: - -> 2 fields',
    'tool/added tool.desk: - -> open, order, edit',
  ]);
});

it('a change tells where it is: in the head, and of what is gone in the base', () => {
  const changes = diffModels(
    desk(),
    desk(['  took: { type: duration, max: P3D }\n', ''], ['count < 40', 'count < 41']),
  );
  expect(changes.map(({ kind, span, spanOf }) => [kind, spanOf, span?.file, span?.line])).toEqual([
    ['field/removed', 'base', 'entities/order.yaml', 18],
    ['check/that', 'head', 'entities/order.yaml', 25],
  ]);
});
