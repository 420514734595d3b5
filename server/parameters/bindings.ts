import { readFileSync } from 'node:fs';
import {
  describeNode,
  entryOf,
  spanOf,
  type MapNode,
  type ScalarNode,
} from '../../runtime/definition/node.ts';
import { parseFile } from '../../runtime/definition/parse.ts';
import { nearestName } from '../../runtime/diagnostics/nearest-name.ts';
import { formatDecimal, parseDecimal } from '../../runtime/model/decimal.ts';
import { durationSpelling } from '../../runtime/model/duration-spelling.ts';
import { parseDuration } from '../../runtime/model/field-types/temporal.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Model, Parameter } from '../../runtime/model/model.ts';
import type { ParameterValue, ParameterValues } from '../../runtime/model/parameter-value.ts';
import { ConfigProblem, type Config } from '../config.ts';
import { acceptedValue } from './parameter-store.ts';

/**
 * Settings that differ from one environment to the next while the definitions are the same: the file of JIG_BINDINGS. No plan and no
 * hash depends on them.
 */
export type Bindings = {
  /** Name of the environment for people: `production`. */
  readonly environment: string | null;
  /** What parameters are worth until somebody sets another value, as it is written. */
  readonly parameters: readonly Bound[];
};
type Bound = {
  readonly name: string;
  readonly text: string;
  readonly place: string;
  readonly valuePlace: string;
};

/** What bindings mean for one model: values by parameter, and what cannot be used, in sentences with their places. */
export type BoundParameters = { readonly values: ParameterValues; readonly problems: readonly string[] };

const KEYS = ['environment', 'parameters'];
const ENVIRONMENT = /^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,39}$/u;

/** Reads the file of JIG_BINDINGS; null where none is named. Throws ConfigProblem with file and line for what it does not understand. */
export function readBindings({ bindingsFile }: Pick<Config, 'bindingsFile'>): Bindings | null {
  if (bindingsFile === null) return null;
  let text: string;
  try {
    text = readFileSync(bindingsFile, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigProblem(`JIG_BINDINGS names \`${bindingsFile}\`, which cannot be read (${reason}).`);
  }
  const { documents, diagnostics } = parseFile({ path: bindingsFile, text });
  const [mistake] = diagnostics;
  if (mistake !== undefined)
    throw new ConfigProblem(`${bindingsFile}:${mistake.span.line}: ${mistake.message}`);
  const root = documents[0]?.root;
  if (root === undefined || root.kind === 'empty') return { environment: null, parameters: [] };
  if (documents.length > 1 || root.kind !== 'map')
    throw new ConfigProblem(
      `${bindingsFile}:1: Expected one map with \`environment\` and \`parameters\`, and this is ${describeNode(root)}.`,
    );
  for (const { key } of root.entries) {
    if (KEYS.includes(key.text)) continue;
    const near = nearestName(key.text, KEYS);
    throw new ConfigProblem(
      `${placeOf(key)}: There is no key \`${key.text}\` in bindings${near === null ? '; there are `environment` and `parameters`' : `; did you mean \`${near}\`?`}`,
    );
  }
  return { environment: environmentOf(root), parameters: parametersOf(root) };
}

function environmentOf(root: MapNode): string | null {
  const node = entryOf(root, 'environment')?.value;
  if (node === undefined) return null;
  if (node.kind === 'scalar' && ENVIRONMENT.test(node.text)) return node.text;
  throw new ConfigProblem(
    `${placeOf(node)}: \`environment\` is a name of at most 40 letters, such as \`production\`.`,
  );
}

function parametersOf(root: MapNode): readonly Bound[] {
  const node = entryOf(root, 'parameters')?.value;
  if (node === undefined || node.kind === 'empty') return [];
  if (node.kind !== 'map')
    throw new ConfigProblem(
      `${placeOf(node)}: \`parameters\` is a map of names and values, and this is ${describeNode(node)}.`,
    );
  return node.entries.map(({ key, value }) => {
    if (value.kind !== 'scalar')
      throw new ConfigProblem(
        `${placeOf(value)}: \`${key.text}\` needs one value, and this is ${describeNode(value)}.`,
      );
    return { name: key.text, text: value.text, place: placeOf(key), valuePlace: placeOf(value) };
  });
}

function placeOf(node: Pick<ScalarNode, 'source' | 'start' | 'end'>): string {
  const { file, line } = spanOf(node);
  return `${file}:${line}`;
}

const known = new WeakMap<Bindings, WeakMap<Model, BoundParameters>>();
const NONE: BoundParameters = { values: {}, problems: [] };

/** The values that bindings give to the parameters of a model; worked out once for each. */
export function boundParameters(bindings: Bindings | null, model: Model): BoundParameters {
  if (bindings === null) return NONE;
  const byModel = known.get(bindings) ?? new WeakMap<Model, BoundParameters>();
  known.set(bindings, byModel);
  const found = byModel.get(model) ?? bind(bindings, model);
  byModel.set(model, found);
  return found;
}

/** Throws ConfigProblem where bindings name what the model has not, or give a value that its field does not take. */
export function requireBindings(bindings: Bindings | null, model: Model): void {
  const { problems } = boundParameters(bindings, model);
  if (problems.length > 0) throw new ConfigProblem(`JIG_BINDINGS cannot be used:\n${problems.join('\n')}`);
}

function bind({ parameters }: Bindings, model: Model): BoundParameters {
  const values: Record<string, ParameterValue> = {};
  const problems: string[] = [];
  for (const { name, text, place, valuePlace } of parameters) {
    const parameter = Object.hasOwn(model.parameters, name) ? model.parameters[name] : undefined;
    if (parameter === undefined) {
      const near = nearestName(name, Object.keys(model.parameters));
      problems.push(
        `${place}: There is no parameter \`${name}\`${near === null ? '.' : `; did you mean \`${near}\`?`}`,
      );
      continue;
    }
    const read = readValue(parameter, text, model.language);
    if (typeof read === 'object')
      problems.push(`${valuePlace}: \`${name}\` must be ${read.expected}, and this is \`${text}\`.`);
    else values[name] = read;
  }
  return { values, problems };
}

function readValue(
  parameter: Parameter,
  text: string,
  language: number,
): ParameterValue | { readonly expected: string } {
  const { field } = parameter;
  const type = FIELD_TYPES[field.type];
  if (field.type === 'duration') return readDuration(parameter, text, language);
  const parsed = type.parseText(field, text);
  if (!parsed.ok) return { expected: parsed.expected };
  const exact = 'scale' in field ? parseDecimal(parsed.value) : null;
  const written = exact === null || !('scale' in field) ? parsed.value : formatDecimal(exact, field.scale);
  const value = written === null ? null : acceptedValue(parameter, written);
  return value ?? { expected: 'within the limits of its field' };
}

function readDuration(
  parameter: Parameter,
  text: string,
  language: number,
): ParameterValue | { readonly expected: string } {
  const spelling = durationSpelling(language);
  const iso = spelling.toIso(text);
  const seconds = iso === null ? null : parseDuration(iso);
  if (seconds === null) return { expected: spelling.expected };
  return acceptedValue(parameter, String(seconds)) ?? { expected: 'within the limits of its field' };
}
