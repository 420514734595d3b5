import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTypes } from '../../runtime/expression/check.ts';
import { compileTree } from '../../runtime/expression/compile-tree.ts';
import type { Environment, FieldType } from '../../runtime/expression/environment.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { Facts, Value } from '../../runtime/expression/value.ts';
import { type Decimal, formatDecimal, parseDecimal } from '../../runtime/model/decimal.ts';
import { sharedData } from '../support/shared-data.ts';
import { type Message, parseTextproto } from '../support/textproto.ts';

/** One conformance case of CEL. */
export type CelCase = {
  /** `macros/exists/list_empty` */
  readonly name: string;
  readonly expression: string;
  readonly bindings: Readonly<Record<string, Known>>;
  /** `error`: evaluating it fails in CEL, which is unknown here. Null where the case says something else altogether. */
  readonly expected: Known | 'error' | null;
};

/** A value of the profile with its type. */
export type Known = { readonly type: Type; readonly value: Value };

const messageIn = (of: Message | undefined, name: string): Message | undefined => {
  const found = of?.[name]?.[0];
  return typeof found === 'object' ? found : undefined;
};
const textIn = (of: Message, name: string): string | undefined => {
  const found = of[name]?.[0];
  return typeof found === 'string' ? found : undefined;
};
const messagesIn = (of: Message, name: string): readonly Message[] =>
  (of[name] ?? []).filter((entry) => typeof entry === 'object');

/** The cases of every file, by the file's name. */
export function readCelCases(): ReadonlyMap<string, readonly CelCase[]> {
  const folder = sharedData('cel-spec');
  const files = readdirSync(folder).filter((name) => name.endsWith('.textproto'));
  return new Map(
    files.sort().map((file) => {
      const name = file.replace('.textproto', '');
      return [name, casesOf(name, parseTextproto(readFileSync(join(folder, file), 'utf8')))];
    }),
  );
}

function casesOf(file: string, message: Message): readonly CelCase[] {
  return messagesIn(message, 'section').flatMap((section) =>
    messagesIn(section, 'test').map((test) => ({
      name: `${file}/${textIn(section, 'name')}/${textIn(test, 'name')}`,
      expression: textIn(test, 'expr') ?? '',
      bindings: bindingsOf(test),
      expected: expectedOf(test),
    })),
  );
}

function bindingsOf(test: Message): Readonly<Record<string, Known>> {
  const found: Record<string, Known> = {};
  for (const binding of messagesIn(test, 'bindings')) {
    const value = messageIn(messageIn(binding, 'value'), 'value');
    const known = value === undefined ? null : knownOf(value);
    if (known !== null) found[textIn(binding, 'key') ?? ''] = known;
  }
  return found;
}

function expectedOf(test: Message): CelCase['expected'] {
  if (test['eval_error'] !== undefined || test['any_eval_errors'] !== undefined) return 'error';
  const value = messageIn(test, 'value') ?? messageIn(messageIn(test, 'typed_result'), 'result');
  // A case that names no result expects true.
  if (value === undefined)
    return test['unknown'] === undefined && test['typed_result'] === undefined
      ? { type: { is: 'bool' }, value: true }
      : null;
  return knownOf(value);
}

/** A value of a case as one of the profile; null where the profile has none such. */
function knownOf(value: Message): Known | null {
  const of = (name: string): string | undefined => textIn(value, name);
  const [bool, int, text, double] = ['bool_value', 'int64_value', 'string_value', 'double_value'].map(of);
  if (bool !== undefined) return { type: { is: 'bool' }, value: bool === 'true' };
  if (int !== undefined)
    return Number.isSafeInteger(Number(int)) ? { type: { is: 'int' }, value: Number(int) } : null;
  if (text !== undefined) return { type: { is: 'string' }, value: text };
  if (double !== undefined) return decimalOf(double);
  if (value['null_value'] !== undefined) return { type: { is: 'null' }, value: null };
  const list = messageIn(value, 'list_value');
  if (list !== undefined) return listOf(messagesIn(list, 'values'));
  const object = messageIn(value, 'object_value');
  return object === undefined ? null : timeOf(object);
}

function decimalOf(text: string): Known | null {
  const value = parseDecimal(/e/iu.test(text) ? Number(text).toFixed(20) : text);
  return value === null ? null : { type: { is: 'decimal' }, value };
}

function listOf(values: readonly Message[]): Known | null {
  const items = values.map(knownOf);
  const known = items.filter((item) => item !== null);
  if (known.length < items.length) return null;
  const of = known[0]?.type ?? { is: 'string' };
  return { type: { is: 'list', of }, value: known.map(({ value }) => value) };
}

function timeOf(object: Message): Known | null {
  const [url = ''] = Object.keys(object);
  const inside = messageIn(object, url) ?? {};
  const nanos = Number(textIn(inside, 'nanos') ?? 0);
  const value = Number(textIn(inside, 'seconds') ?? 0) * 1000 + nanos / 1e6;
  if (url.includes('protobuf.Timestamp')) return { type: { is: 'datetime' }, value };
  return url.includes('protobuf.Duration') ? { type: { is: 'duration' }, value } : null;
}

export type Outcome = 'agrees' | 'differs' | 'refused' | 'no value';

/** `refused`: the profile does not accept the expression; `no value`: the expected value is none of the profile. */
export function runCelCase({ expression, bindings, expected }: CelCase): {
  readonly outcome: Outcome;
  readonly got: Value;
} {
  const cells: Readonly<Record<string, FieldType>> = Object.fromEntries(
    Object.entries(bindings).map(([name, { type }]) => [name, { type, nullable: true }]),
  );
  const { tree } = checkTypes(expression, environmentOf(cells), null);
  if (tree === null) return { outcome: 'refused', got: null };
  const names = Object.keys(bindings);
  const locals = names.map((name) => bindings[name]?.value ?? null);
  const got = compileTree(tree, { tables: {}, names })(NO_FACTS, locals);
  if (expected === null) return { outcome: 'no value', got };
  const wanted = expected === 'error' ? null : expected.value;
  return { outcome: keyOf(got) === keyOf(wanted) ? 'agrees' : 'differs', got };
}

function environmentOf(cells: Readonly<Record<string, FieldType>>): Environment {
  return {
    record: null,
    old: false,
    input: null,
    user: {},
    params: {},
    cells,
    field: () => undefined,
    fieldNames: () => [],
    decision: () => undefined,
    decisionNames: [],
  };
}

const NO_FACTS: Facts = {
  record: null,
  old: null,
  input: {},
  user: { id: 'nobody' },
  params: {},
  now: 0,
  today: '1970-01-01',
};

/** A value as text that is the same for equal values; a decimal is the number it is. */
function keyOf(value: Value): string {
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(keyOf).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (!('units' in value)) return 'record';
  const text = formatDecimal(value as Decimal, (value as Decimal).scale) ?? '';
  return text.includes('.') ? text.replace(/\.?0+$/u, '') : text;
}
