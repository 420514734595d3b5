import type { Code } from '../../runtime/diagnostics/registry.ts';

const ENTITIES = 20;

/** A one-file tool large enough that one kind of mistake finds 20 different places. */
export const BIG_TOOL = bigTool();

function bigTool(): string {
  const documents: string[] = [];
  const screens: string[] = [];
  for (let index = 0; index < ENTITIES; index += 1) {
    documents.push(entityText(index));
    screens.push(
      `  queue_${index}: { table: refund_${index}, columns: [number_${index}, amount_${index}], sort: -created_at }`,
    );
  }
  const tool = [
    'tool: refund_desk',
    'purpose: Pay customers back.',
    'owner: payments',
    'for: [support, finance]',
    'screens:',
  ];
  documents.push([...tool, ...screens].join('\n'));
  return `${documents.join('\n---\n')}\n`;
}

function entityText(n: number): string {
  const other = (n + 1) % ENTITIES;
  return `entity: refund_${n}
about: Money back, kind ${n}.
owner: payments
fields:
  number_${n}: { type: sequence, prefix: R${n}- }
  amount_${n}: { type: money, required: true, min: ${n + 1}, max: ${n + 100} }
  reason_${n}: { type: choice, options: [damaged_${n}, late_${n}, other_${n}], default: late_${n} }
  code_${n}: { type: text, pattern: "[A-Z]{2}[0-9]{${n + 1}}" }
  secret_${n}: { type: text }
  note_${n}:
    type: long_text
    label: Note of kind ${n}
    help: Seen by both teams.
  other_${n}: { type: reference, to: refund_${other} }
access:
  support: { read: { fields: [number_${n}, amount_${n}, reason_${n}, note_${n}] }, create: true }
  finance: { read: { fields: [number_${n}, amount_${n}, reason_${n}, other_${n}] }, update: true }`;
}

/** One mistake: `find` in the text is replaced by `replace`, and the place shown must be `at` within it. */
export type Seed = {
  readonly kind: string;
  readonly code: Code;
  /** Places where the mistake can be made, by number. */
  readonly edit: (n: number) => Edit;
};
type Edit = {
  readonly find: string;
  readonly replace: string;
  /** Text within `replace` (or, with `before`, within the whole) at whose start the mistake must be shown. */
  readonly at: string;
  /** The place shown is not in the replacement but the first `at` at or after this text. */
  readonly from?: string;
};

const entityHead = (n: number): string => `entity: refund_${n}\n`;

/** The kinds of mistake, each at 20 places. */
export const SEEDS: readonly Seed[] = [
  {
    kind: 'an unknown key',
    code: 'key/unknown',
    edit: (n) => ({
      find: `amount_${n}: { type: money, required:`,
      replace: `amount_${n}: { type: money, requird:`,
      at: 'requird',
    }),
  },
  {
    kind: 'an unknown field type',
    code: 'field/unknown-type',
    edit: (n) => ({
      find: `secret_${n}: { type: text }`,
      replace: `secret_${n}: { type: txet }`,
      at: 'txet',
    }),
  },
  {
    kind: 'an unknown role',
    code: 'reference/unknown-role',
    edit: (n) => ({
      find: `finance: { read: { fields: [number_${n}, amount_${n}, reason_${n}, other_${n}] }, update: true }`,
      replace: `finance: { read: { fields: [number_${n}, amount_${n}, reason_${n}, other_${n}] }, update: true }\n  finanse: { read: true }`,
      at: 'finanse',
    }),
  },
  {
    kind: 'an unknown field in a screen',
    code: 'reference/unknown-field',
    edit: (n) => ({
      find: `columns: [number_${n}, amount_${n}]`,
      replace: `columns: [number_${n}, amuont_${n}]`,
      at: 'amuont',
    }),
  },
  {
    kind: 'an unknown reference target',
    code: 'reference/unknown-entity',
    edit: (n) => ({
      find: `other_${n}: { type: reference, to: refund_`,
      replace: `other_${n}: { type: reference, to: refnud_`,
      at: 'refnud',
    }),
  },
  {
    kind: 'a duplicate option',
    code: 'field/duplicate-option',
    edit: (n) => ({
      find: `late_${n}, other_${n}], default`,
      replace: `late_${n}, other_${n}, damaged_${n}], default`,
      at: 'damaged',
    }),
  },
  {
    kind: 'a minimum above the maximum',
    code: 'field/bounds',
    edit: (n) => ({
      find: `min: ${n + 1}, max: ${n + 100} }`,
      replace: `min: ${n + 500}, max: ${n + 100} }`,
      at: `${n + 500}`,
    }),
  },
  {
    kind: 'a default outside the options',
    code: 'field/default',
    edit: (n) => ({ find: `default: late_${n} }`, replace: `default: lost_${n} }`, at: 'lost' }),
  },
  {
    kind: 'a duplicate name',
    code: 'name/duplicate',
    edit: (n) => ({
      find: `  secret_${n}: { type: text }\n`,
      replace: `  secret_${n}: { type: text }\n  code_${n}: { type: text }\n`,
      at: 'code',
    }),
  },
  {
    kind: 'a value of the wrong type',
    code: 'value/wrong-type',
    edit: (n) => ({
      find: `amount_${n}: { type: money, required: true`,
      replace: `amount_${n}: { type: money, required: yes`,
      at: 'yes',
    }),
  },
  {
    kind: 'a missing owner',
    code: 'key/missing',
    edit: (n) => ({
      find: `${entityHead(n)}about: Money back, kind ${n}.\nowner: payments\n`,
      replace: `${entityHead(n)}about: Money back, kind ${n}.\n`,
      at: 'entity',
    }),
  },
  {
    kind: 'a reserved name',
    code: 'name/reserved',
    edit: (n) => ({
      find: `  secret_${n}: { type: text }\n`,
      replace: `  secret_${n}: { type: text }\n  created_at: { type: date }\n`,
      at: 'created_at',
    }),
  },
  {
    kind: 'a bad pattern',
    code: 'field/pattern',
    edit: (n) => ({
      find: `"[A-Z]{2}[0-9]{${n + 1}}"`,
      replace: `"[A-Z]{2}([0-9]{${n + 1}}"`,
      at: '"[A-Z]{2}(',
    }),
  },
  {
    kind: 'an unreadable column in a screen',
    code: 'screen/unreadable-field',
    edit: (n) => ({
      find: `columns: [number_${n}, amount`,
      replace: `columns: [number_${n}, secret_${n}, amount`,
      at: 'secret',
    }),
  },
  {
    kind: 'a cycle of required references',
    code: 'entity/required-cycle',
    edit: (n) => ({
      find: `  secret_${n}: { type: text }\n`,
      replace: `  secret_${n}: { type: text }\n  whole_${n}: { type: reference, to: refund_${n}, required: true }\n`,
      at: 'whole',
    }),
  },
  {
    kind: 'a value cut by YAML',
    code: 'yaml/cut-by-hash',
    edit: (n) => ({
      find: `label: Note of kind ${n}\n`,
      replace: `label: Note of kind #${n}\n`,
      at: `Note of kind #${n}`,
    }),
  },
];

/** The text with the mistake, and the line and column at which it must be shown. */
export function seed(text: string, edit: Edit): { readonly text: string; readonly offset: number } {
  const found = text.indexOf(edit.find);
  if (found < 0 || text.indexOf(edit.find, found + 1) >= 0) throw new Error(`not exactly once: ${edit.find}`);
  const at = edit.replace.lastIndexOf(edit.at);
  if (at < 0) throw new Error(`not in the replacement: ${edit.at}`);
  return {
    text: text.slice(0, found) + edit.replace + text.slice(found + edit.find.length),
    offset: found + at,
  };
}

/** Line and column, counted from 1, of an offset. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
