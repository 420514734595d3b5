import { FIELD_TYPES } from '../../model/field-types/registry.ts';
import type { FieldTypeName } from '../../model/field.ts';
import { FIELD_KEYS } from './field-keys.ts';
import { INPUT_KEYS, PARAMETER_KEYS } from './input-keys.ts';
import { KINDS } from './language.ts';
import { SCREEN_KINDS } from './screen-keys.ts';
import { describeShape, type Key, type Keys, type RecordShape, type Shape } from './shape.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** A shape in a cell of its own, with what it is called in a sentence. */
function takes(shape: Shape): string {
  if (shape.is === 'word' && shape.of.length > 12) return 'the name of a type, see below';
  if (shape.is === 'word') return shape.of.map((word) => `\`${word}\``).join(', ');
  if (shape.is === 'whole') return `${shape.min} to ${shape.max}`;
  if (shape.is === 'text')
    return `a text of at most ${shape.most} characters${shape.lines ? ', in lines' : ''}`;
  if (shape.is === 'list' && shape.of.is === 'choice') return `a list; each ${takes(shape.of)}`;
  if (shape.is === 'list' && shape.of.is === 'list') return 'a list of lists';
  if (shape.is === 'choice') return shape.of.map(takes).join(', or ');
  if (shape.is === 'record' || shape.is === 'variant') return `a map: ${shape.noun}, see below`;
  return describeShape(shape);
}

const row = ([name, { shape, required, about }]: readonly [string, Key]): string =>
  `| \`${name}\`${required ? ' (required)' : ''} | ${cell(takes(shape))} | ${cell(about)} |`;

const table = (keys: Keys): string =>
  ['| key | takes | meaning |', '|---|---|---|', ...Object.entries(keys).map(row)].join('\n');

function kindSection([kind, shape]: readonly [string, RecordShape]): string {
  return `### ${kind}\n\n${table(shape.keys)}\n${nested(shape.keys)}`;
}

/** Tables of the records inside, but fields and screens, which have sections of their own. */
function nested(keys: Keys): string {
  return Object.entries(keys)
    .flatMap(([name, { shape }]) =>
      distinct(recordsIn(shape)).map((record) => `\n\`${name}\`, ${record.noun}:\n\n${table(record.keys)}\n`),
    )
    .join('');
}

/** Records with other keys than those before them. */
function distinct(records: readonly RecordShape[]): readonly RecordShape[] {
  const seen = new Set<string>();
  return records.filter(({ keys }) => {
    const text = JSON.stringify(keys);
    return !seen.has(text) && seen.add(text);
  });
}

function recordsIn(shape: Shape): readonly RecordShape[] {
  if (shape.is === 'record')
    return [shape, ...Object.values(shape.keys).flatMap((key) => recordsIn(key.shape))];
  if (shape.is === 'map' || shape.is === 'list') return recordsIn(shape.of);
  return shape.is === 'choice' ? shape.of.flatMap(recordsIn) : [];
}

function typeSections(): string {
  const common = commonKeys();
  const rows = (Object.keys(FIELD_TYPES) as FieldTypeName[]).map((name) => {
    const keys = Object.entries(FIELD_KEYS[name].keys).filter(([key]) => !common.has(key));
    const own = keys.map(([key, { required }]) => `\`${key}\`${required ? ' (required)' : ''}`).join(', ');
    const { operators, sortable } = FIELD_TYPES[name];
    const compared = operators.map((word) => `\`${word}\``).join(' ');
    return `| \`${name}\` | ${cell(FIELD_TYPES[name].about)} | ${own} | ${compared} | ${sortable ? 'yes' : ''} |`;
  });
  const types = [
    '| type | what it holds | own keys | filters | sorts |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
  return `### Fields\n\nEvery field takes these keys:\n\n${table(keysOf(common))}\n\nand those of its type:\n\n${types}\n\nThe keys of types mean:\n\n${table(ownKeys(common))}\n`;
}

/** Keys that every type has. */
function commonKeys(): ReadonlySet<string> {
  const shapes = Object.values(FIELD_KEYS);
  const first = Object.keys(shapes[0]?.keys ?? {});
  return new Set(first.filter((key) => shapes.every((shape) => Object.hasOwn(shape.keys, key))));
}

const keysOf = (names: ReadonlySet<string>): Keys =>
  Object.fromEntries(Object.entries(FIELD_KEYS.text.keys).filter(([name]) => names.has(name)));

function ownKeys(common: ReadonlySet<string>): Keys {
  const own: Record<string, Key> = {};
  for (const shape of Object.values(FIELD_KEYS))
    for (const [name, { shape: takes, about }] of Object.entries(shape.keys))
      if (!common.has(name)) own[name] ??= { shape: takes, about };
  return own;
}

function parameterSection(): string {
  const own = Object.entries(PARAMETER_KEYS['text']?.keys ?? {});
  const keys = own.filter(([name]) => !Object.hasOwn(FIELD_KEYS.text.keys, name));
  const types = Object.keys(PARAMETER_KEYS).map((name) => `\`${name}\``);
  const inputs = Object.keys(INPUT_KEYS).map((name) => `\`${name}\``);
  return [
    `### Parameters and inputs\n\nA parameter has one of the types ${types.join(', ')}, the limits of its type, and these keys:\n`,
    `${table(Object.fromEntries(keys))}\n`,
    `What an action asks for has one of the types ${inputs.join(', ')}, with the keys of a field that need no record around it.\n`,
  ].join('\n');
}

/** The keys of the language in Markdown tables, from the same description that the checker reads. */
export function renderReferenceTables(): string {
  const screens = Object.entries(SCREEN_KINDS).map(([kind, { keys }]) => `#### ${kind}\n\n${table(keys)}\n`);
  const kinds = Object.entries(KINDS).map(kindSection);
  return [...kinds, typeSections(), parameterSection(), `### Screens\n\n${screens.join('\n')}`].join('\n');
}
