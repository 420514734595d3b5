import type { SourceFile } from '../../runtime/definition/source-file.ts';

/** What a release of the benchmark says; changes make another one of it. */
export type Parcels = {
  /** Name of the entity of the million records, and the one that it had before. */
  readonly entity: string;
  readonly was: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly indexes: readonly string[];
  readonly hasShelves: boolean;
};

/** Requests use `name`, `quantity` and `rate`, whatever else changes. */
export const FIRST: Parcels = {
  entity: 'parcel',
  was: null,
  fields: {
    name: 'type: text, required: true, max_length: 60',
    quantity: 'type: integer, required: true, default: 1',
    rate: 'type: decimal, scale: 2',
    status: 'type: choice, options: [open, packed, lost], required: true, default: open',
    city: 'type: text, max_length: 60',
    tier: 'type: text, default: plain',
    serial: 'type: text, max_length: 40',
    digits: 'type: text, max_length: 12',
    fee: 'type: money',
    note: 'type: text',
    former: 'type: text, required: true, default: old',
  },
  indexes: [],
  hasShelves: true,
};

export type Change = {
  /** As a reviewer would say it. */
  readonly what: string;
  readonly make: (before: Parcels) => Parcels;
};

const field =
  (name: string, text: string) =>
  (before: Parcels): Parcels => ({ ...before, fields: { ...before.fields, [name]: text } });

const withoutField =
  (...names: readonly string[]) =>
  (before: Parcels): Parcels => ({
    ...before,
    fields: Object.fromEntries(Object.entries(before.fields).filter(([name]) => !names.includes(name))),
  });

/** Every kind of change that a definition can make to a table, one release each, one upon the other. */
export const CHANGES: readonly Change[] = [
  { what: 'an optional field comes', make: field('extra', 'type: text') },
  {
    what: 'a required field comes, with a constant',
    make: field('priority', 'type: choice, options: [low, high], required: true, default: low'),
  },
  {
    what: 'a required field comes, filled for each record (`=today`)',
    make: field('checked_on', 'type: date, required: true, default: =today'),
  },
  { what: 'optional becomes required', make: field('tier', 'type: text, required: true, default: plain') },
  { what: 'required becomes optional', make: field('tier', 'type: text, default: plain') },
  {
    what: 'a tighter limit',
    make: field('quantity', 'type: integer, required: true, default: 1, min: 0, max: 1000'),
  },
  {
    what: 'a looser limit',
    make: field('quantity', 'type: integer, required: true, default: 1, min: 0, max: 5000'),
  },
  { what: 'a text becomes shorter', make: field('city', 'type: text, max_length: 40') },
  { what: 'a field becomes unique', make: field('serial', 'type: text, max_length: 40, unique: true') },
  { what: 'an index comes', make: (before) => ({ ...before, indexes: ['[city, status]'] }) },
  { what: 'an index goes', make: (before) => ({ ...before, indexes: [] }) },
  { what: 'a reference comes', make: field('shelf', 'type: reference, to: shelf') },
  { what: 'links come', make: field('shelves', 'type: references, to: shelf') },
  { what: 'a wider type: text to long_text', make: field('note', 'type: long_text') },
  {
    what: 'an option comes',
    make: field('status', 'type: choice, options: [open, packed, lost, late], required: true, default: open'),
  },
  {
    what: 'an option goes that no record has',
    make: field('status', 'type: choice, options: [open, packed, late], required: true, default: open'),
  },
  {
    what: 'another type: decimal of 2 digits to 4, written to all the while',
    make: field('rate', 'type: decimal, scale: 4'),
  },
  { what: 'another type: text to integer', make: field('digits', 'type: integer') },
  { what: 'a formula comes', make: field('worth', 'type: decimal, scale: 2, formula: quantity * 2') },
  { what: 'numbers come', make: field('number', 'type: sequence') },
  {
    what: 'a field is renamed',
    make: (before) => field('town', 'type: text, max_length: 40, was: city')(withoutField('city')(before)),
  },
  { what: 'the entity is renamed', make: (before) => ({ ...before, entity: 'package', was: 'parcel' }) },
  { what: 'a required field goes', make: withoutField('former') },
  {
    what: 'an entity goes, with the reference and the links to it',
    make: (before) => ({ ...withoutField('shelf', 'shelves')(before), hasShelves: false }),
  },
];

export function definitionsOf({ entity, was, fields, indexes, hasShelves }: Parcels): readonly SourceFile[] {
  const lines = Object.entries(fields).map(([name, text]) => `  ${name}: { ${text} }`);
  const access = 'access: { sales: { read: true, create: true, update: true, delete: true } }';
  const text = `workspace: parcels
language: 1
title: Parcels
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { sales: { contact: sales@bench.example } }
---
role: sales
about: Takes parcels.
---
${hasShelves ? `entity: shelf\nowner: sales\nfields: { name: { type: text, required: true } }\n${access}\n---\n` : ''}entity: ${entity}
owner: sales
${was === null ? '' : `was: ${was}\n`}title_field: name
fields:
${lines.join('\n')}
${indexes.length === 0 ? '' : `indexes: [${indexes.join(', ')}]\n`}${access}
`;
  return [{ path: 'parcels.yaml', text }];
}
