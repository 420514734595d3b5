import { compile } from '../../runtime/compile/compile.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Model } from '../../runtime/model/model.ts';
import { loadDefinitions } from '../../server/releases/load-files.ts';
import { EXAMPLE } from '../support/activate-definitions.ts';

/** In a file of the example, one text in place of another that stands there. */
export type Edit = readonly [file: string, from: string | RegExp, to: string];

/** What a team might change in a week, so that every part of the page has something to show. */
const EDITS: readonly Edit[] = [
  // Fields: one new and required, one renamed, one gone, limits, options, a label and a condition.
  [
    'entities/order.yaml',
    '  customer_reference:\n    type: text',
    '  priority:\n    type: choice\n    required: true\n    options: { normal: { color: gray }, express: { color: red } }\n    default: normal\n    help: Express leaves the same day.\n  customer_reference:\n    type: text\n    required: true',
  ],
  [
    'entities/order.yaml',
    '  internal_note: { type: long_text, label: For us,',
    '  house_note: { type: long_text, was: internal_note, label: House note,',
  ],
  ['entities/order.yaml', /internal_note, labels/gu, 'house_note, labels'],
  ['tools/order-desk.yaml', /internal_note/gu, 'house_note'],
  ['entities/order.yaml', '  tracking_link: { type: url }\n', ''],
  ['entities/order.yaml', /tracking_number, tracking_link/gu, 'tracking_number'],
  ['tools/order-desk.yaml', /tracking_number, tracking_link/gu, 'tracking_number'],
  [
    'entities/order.yaml',
    '      visit: { color: pink }\n',
    '      fair: { label: Trade fair, color: orange }\n',
  ],
  ['entities/order.yaml', /channel: visit/gu, 'channel: fair'],
  [
    'entities/order.yaml',
    'boxes: { type: integer, min: 1, max: 400 }',
    'boxes: { type: integer, min: 1, max: 600 }',
  ],
  ['entities/order.yaml', 'label: For the driver', 'label: Note for the driver'],
  [
    'entities/order.yaml',
    'visible_when: status == "on_hold"',
    'visible_when: status in ["on_hold", "cancelled"]',
  ],
  // Rules: one tightened, one new, one action from another state.
  ['entities/order.yaml', 'addDays(ordered_on, 1)', 'addDays(ordered_on, 2)'],
  [
    'entities/order.yaml',
    'lifecycle: {',
    '  free_means_small:\n    that: freight == null || freight > 0 || total < 500\n    say: Large orders pay for their freight.\n    at: freight\nlifecycle: {',
  ],
  ['entities/order.yaml', '    title: Cancel order\n', '    title: Cancel the order\n'],
  // Access: wider for the warehouse, narrower for finance, a mask gone, one more exporter.
  [
    'entities/order.yaml',
    '      when: status in ["picking", "packed", "shipped"]',
    '      when: status in ["picking", "packed", "shipped", "delivered"]',
  ],
  [
    'entities/order.yaml',
    'finance: { read: true, actions: [approve_discount], export: true }',
    'finance: { read: status != "new", actions: [approve_discount] }',
  ],
  [
    'entities/shipper.yaml',
    'warehouse: { read: true, create: true, update: true, delete: true }',
    'warehouse: { read: true, create: true, update: true, delete: true, export: true }',
  ],
  // Screens: columns, a condition, a new screen, sections.
  [
    'tools/order-desk.yaml',
    'columns: [number, customer.name, status, required_on, ordered_on, total, ship_city, shipper.name,\n      taken_by]',
    'columns: [number, priority, customer.name, status, ordered_on, required_on, total, shipper.name]',
  ],
  [
    'tools/order-desk.yaml',
    'where: required_on < today && status in ["new", "picking", "packed"]',
    'where: required_on < today && status in ["new", "picking", "packed", "on_hold"]',
  ],
  [
    'tools/order-desk.yaml',
    '  customers:\n    table: customer',
    '  express:\n    table: order\n    title: Express orders\n    columns: [number, customer.name, status, required_on]\n    where: priority == "express"\n    sort: required_on\n  customers:\n    table: customer',
  ],
  [
    'tools/order-desk.yaml',
    '      Order: [customer, contact, customer_reference, channel,',
    '      Order: [customer, contact, priority, channel, customer_reference,',
  ],
  [
    'tools/order-desk.yaml',
    '      Order: [number, status, hold_reason,',
    '      Order: [number, status, priority, hold_reason,',
  ],
  // Operations.
  ['parameters.yaml', 'value: 0.15', 'value: 0.2'],
  ['workspace.yaml', 'contact: warehouse@saltmarsh.example', 'contact: lynn@saltmarsh.example'],
];

/** The files of the example, once. */
export async function exampleFiles(): Promise<readonly SourceFile[]> {
  const { files } = await loadDefinitions(EXAMPLE);
  return files;
}

/** The files after some edits. Throws where a text that an edit looks for is not there. */
export function editFiles(files: readonly SourceFile[], edits: readonly Edit[]): readonly SourceFile[] {
  return edits.reduce((edited, [path, from, to]) => {
    const file = edited.find((each) => each.path === path);
    const text = file?.text.replaceAll(from, to);
    if (text === undefined || text === file?.text) throw new Error(`${path} does not hold ${String(from)}`);
    return edited.map((each) => (each.path === path ? { ...each, text } : each));
  }, files);
}

/** Compiles, or throws with what is wrong. */
export function modelOfFiles(files: readonly SourceFile[]): Model {
  const { model, diagnostics } = compile(files);
  if (model === null)
    throw new Error(
      diagnostics.map(({ span, message }) => `${span.file}:${span.line}: ${message}`).join('\n'),
    );
  return model;
}

/** The example before and after all edits. */
export async function exampleModels(): Promise<{ readonly base: Model; readonly head: Model }> {
  const files = await exampleFiles();
  return { base: modelOfFiles(files), head: modelOfFiles(editFiles(files, EDITS)) };
}
