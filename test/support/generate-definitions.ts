import type { SourceFile } from '../../runtime/definition/source-file.ts';

/** What to generate: the same numbers always give the same text. */
export type Generated = {
  readonly entities: number;
  /** Fields of each entity besides its name and references; 12 when left out. */
  readonly fields?: number;
  readonly seed?: number;
};

const ROLES = ['clerk', 'lead', 'auditor'] as const;

/** Lines of fields, one for each turn of the wheel; `{n}` is a number of its own. */
const FIELDS = [
  'text_{n}: { type: text, max_length: 80, help: Kept as the customer wrote it. }',
  'amount_{n}: { type: money, min: 0, max: 100000.00 }',
  'count_{n}: { type: integer, required: true, min: 0, max: 5000, default: 10 }',
  'state_{n}: { type: choice, options: [open, checked, closed], default: open }',
  'rate_{n}: { type: percent, min: 0, max: 1 }',
  'due_{n}: { type: date, default: =today }',
  'seen_{n}: { type: datetime }',
  'flag_{n}: { type: boolean, required: true, default: false }',
  'mail_{n}: { type: email }',
  'code_{n}: { type: text, unique: true, max_length: 20, pattern: "[A-Z]{2}[0-9]{1,6}" }',
  'kinds_{n}: { type: choices, options: { small: { color: gray }, large: { label: Very large, color: blue } } }',
  'note_{n}: { type: long_text, label: Internal note }',
  'took_{n}: { type: duration, max: P30D }',
  'words_{n}: { type: tags }',
] as const;

/** A workspace of so many entities, each with access, references to earlier ones, and a screen in one of the tools. */
export function generateDefinitions({ entities, fields = 12, seed = 1 }: Generated): readonly SourceFile[] {
  const random = createRandom(seed);
  const files: SourceFile[] = [{ path: 'workspace.yaml', text: WORKSPACE }];
  for (let index = 0; index < entities; index += 1)
    files.push({ path: `entities/${entityName(index)}.yaml`, text: entityText(index, fields, random) });
  const perTool = 20;
  for (let from = 0; from < entities; from += perTool)
    files.push({
      path: `tools/desk_${from / perTool}.yaml`,
      text: toolText(from, Math.min(entities, from + perTool)),
    });
  return files;
}

const WORKSPACE = `workspace: generated
language: 1
title: Generated
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { operations: { contact: operations@generated.example } }
---
${ROLES.map((role) => `role: ${role}`).join('\n---\n')}
---
parameters: limits
values: { limit: { type: money, value: 500.00, about: The most at once. } }
`;

const entityName = (index: number): string => `thing_${index}`;

/** Numbers from 0 up to below 1, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function entityText(index: number, fields: number, random: () => number): string {
  const lines = [
    `entity: ${entityName(index)}`,
    `about: Number ${index} of the generated things.`,
    'owner: operations',
    'search: [name]',
    'fields:',
    '  number: { type: sequence, prefix: T- }',
    '  name: { type: text, required: true, max_length: 120 }',
    '  total: { type: money, required: true, default: 0 }',
    '  twice: { type: money, formula: total + total }',
    '  status: { type: choice, options: [open, done] }',
    '  agent: { type: user, default: =user }',
  ];
  if (index > 0) {
    const other = entityName(Math.floor(random() * index));
    lines.push(`  other: { type: reference, to: ${other}, required: ${random() < 0.5} }`);
  }
  const turn = Math.floor(random() * FIELDS.length);
  for (let field = 0; field < fields; field += 1)
    lines.push(`  ${(FIELDS[(turn + field) % FIELDS.length] ?? '').replace('{n}', String(field))}`);
  lines.push(
    'indexes: [[name]]',
    'checks:',
    '  positive: { that: total >= 0, say: "{total} is less than nothing." }',
    'lifecycle: status',
    'actions:',
    '  finish: { from: open, to: done, not_by: agent, when: total < params.limit }',
    'access:',
    '  clerk: { read: status != "done" || agent == user, create: true, update: { when: agent == user }, delete: true }',
    '  lead: { read: true, create: true, update: true, delete: status == "open", actions: [finish], export: true }',
    '  auditor: { read: { fields: [number, name] } }',
    'never: { own: status == "done" && total < 0 }',
  );
  return `${lines.join('\n')}\n`;
}

function toolText(from: number, to: number): string {
  const screens: string[] = [];
  for (let index = from; index < to; index += 1) {
    const name = entityName(index);
    const columns = index === 0 ? 'number, name' : 'number, name, other.name';
    screens.push(
      `  all_${index}: { table: ${name}, columns: [${columns}], sort: -created_at, filter: { name: { empty: false } } }`,
      `  edit_${index}: { form: ${name} }`,
    );
  }
  const head = [
    `tool: desk_${from}`,
    'purpose: Work with the generated things.',
    'owner: operations',
    'for: [clerk, lead, auditor]',
    'screens:',
  ];
  return `${[...head, ...screens].join('\n')}\n`;
}
