import { OPERATORS } from '../../model/field-types/field-type.ts';
import { LONGEST_NAME } from './check-name.ts';
import { KINDS, LANGUAGE } from './language.ts';
import type { Key, MapShape, RecordShape, Shape, VariantShape } from './shape.ts';

type Schema = { readonly [keyword: string]: unknown };

const NAME = '^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$';
const PATH = '^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*){0,3}$';
const SORT = PATH.replace('^', '^-?');

/** Plain YAML numbers and flags are texts too where the language takes a text. */
const TEXT_TYPES = ['string', 'number', 'boolean'];

/** The JSON Schema (2020-12) of one document of the language, for editors; descriptions come from the shape. */
export function languageSchema(): Schema {
  const kinds = Object.keys(KINDS);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Jig definitions, language ${LANGUAGE}`,
    description:
      'One document of a definition file. Every document begins with the key that says what it is.',
    type: 'object',
    anyOf: kinds.map((kind) => ({ required: [kind] })),
    allOf: Object.entries(KINDS).map(([kind, shape]) => ({
      if: { required: [kind] },
      // oxlint-disable-next-line unicorn/no-thenable -- `then` is a keyword of JSON Schema
      then: recordSchema(shape),
    })),
  };
}

function schemaOf(shape: Shape): Schema {
  switch (shape.is) {
    case 'text':
      return { type: TEXT_TYPES, minLength: 1, maxLength: shape.most };
    case 'name':
      return { type: 'string', pattern: shape.form === 'path' ? PATH : shape.form === 'sort' ? SORT : NAME };
    case 'flag':
      return { type: 'boolean' };
    case 'whole':
      return { type: 'integer', minimum: shape.min, maximum: shape.max };
    case 'value':
      return shape.lists
        ? { type: [...TEXT_TYPES, 'array'], items: { type: TEXT_TYPES } }
        : { type: TEXT_TYPES };
    case 'word':
      return { enum: shape.of };
    case 'expression':
      return { type: TEXT_TYPES, minLength: 1 };
    case 'data':
      return { type: [...TEXT_TYPES, 'array', 'object', 'null'] };
    case 'cell':
      return { type: [...TEXT_TYPES, 'null'] };
    case 'list':
      return {
        type: 'array',
        items: schemaOf(shape.of),
        ...(shape.empty ? {} : { minItems: 1 }),
        ...(shape.of.is === 'name' ? { uniqueItems: true } : {}),
      };
    case 'map':
      return mapSchema(shape);
    case 'record':
      return recordSchema(shape);
    case 'choice':
      return { anyOf: shape.of.map(schemaOf) };
    case 'variant':
      return variantSchema(shape);
    default:
      return shape satisfies never;
  }
}

function keyNames(keys: MapShape['keys']): Schema {
  if (keys === 'name') return { pattern: NAME, maxLength: LONGEST_NAME };
  if (keys === 'word') return { enum: OPERATORS };
  if (keys === 'free') return { minLength: 1 };
  return keys === 'path' ? { pattern: PATH } : { minLength: 1, maxLength: 100 };
}

function mapSchema(shape: MapShape): Schema {
  return {
    type: 'object',
    minProperties: 1,
    propertyNames: keyNames(shape.keys),
    additionalProperties: schemaOf(shape.of),
  };
}

const keySchema = ({ shape, about }: Key): Schema => ({ description: about, ...schemaOf(shape) });

function recordSchema(shape: RecordShape): Schema {
  const required = Object.entries(shape.keys).filter(([, key]) => key.required);
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(shape.keys).map(([name, key]) => [name, keySchema(key)])),
    ...(required.length === 0 ? {} : { required: required.map(([name]) => name) }),
    additionalProperties: shape.rest === undefined ? false : schemaOf(shape.rest),
    ...(shape.filled ? { minProperties: 1 } : {}),
  };
}

/** One `if` for each variant, so that an editor says what is wrong with this one and not with all of them. */
function variantSchema(shape: VariantShape): Schema {
  const { by } = shape;
  const names = Object.keys(shape.of);
  const head = by === null ? { anyOf: names.map((name) => ({ required: [name] })) } : headOf(shape, by);
  return {
    type: 'object',
    ...head,
    allOf: Object.entries(shape.of).map(([name, record]) => ({
      if: by === null ? { required: [name] } : { required: [by], properties: { [by]: { const: name } } },
      // oxlint-disable-next-line unicorn/no-thenable -- `then` is a keyword of JSON Schema
      then: recordSchema(record),
    })),
  };
}

function headOf(shape: VariantShape, by: string): Schema {
  const key = Object.values(shape.of)[0]?.keys[by];
  return { required: [by], properties: key === undefined ? {} : { [by]: keySchema(key) } };
}
