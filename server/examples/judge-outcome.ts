import type { Example, Given } from '../../runtime/model/example.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { findField } from '../../runtime/model/system-fields.ts';
import { compareDecimals, parseDecimal } from '../../runtime/model/decimal.ts';
import { cellValue } from '../demonstration/cell-value.ts';
import { isRefusedBy, type ExampleOutcome } from './example-outcome.ts';
import type { People } from './example-people.ts';
import type { GivenValues } from './example-records.ts';

/** One expectation that did not come true. */
export type Miss = { readonly expected: string; readonly happened: string };

/** What values are compared with. */
type Known = { readonly model: Model; readonly people: People };

/** Compares what came of an example with what its author expects. */
export function judgeOutcome(
  known: Known,
  entity: Entity,
  example: Example,
  outcome: ExampleOutcome,
): readonly Miss[] {
  const { refusedBy, values, warns } = example.expect;
  if (outcome.is === 'refused') {
    if (refusedBy !== null && isRefusedBy(outcome.reasons, refusedBy)) return [];
    const expected = refusedBy === null ? 'allowed' : `refused by \`${refusedBy}\``;
    return [{ expected, happened: refusalText(outcome) }];
  }
  if (refusedBy !== null) return [{ expected: `refused by \`${refusedBy}\``, happened: 'it was allowed' }];
  return [
    ...Object.entries(values).flatMap(([name, given]) => valueMiss(known, entity, name, given, outcome)),
    ...warns.flatMap((name) => warningMiss(entity, name, outcome)),
  ];
}

type Refused = ExampleOutcome & { readonly is: 'refused' };
type Allowed = ExampleOutcome & { readonly is: 'allowed' };

function refusalText({ reasons }: Refused): string {
  return reasons
    .map(({ rule, message }) => `refused${rule === null ? '' : ` by \`${rule}\``}: ${message}`)
    .join('\n');
}

function valueMiss(
  known: Known,
  entity: Entity,
  name: string,
  given: Given,
  { record }: Allowed,
): readonly Miss[] {
  const field = findField(entity, name);
  const expected = `\`${name}\` is ${shownGiven(field, given)}`;
  if (record === null) return [{ expected, happened: 'the record is no longer there' }];
  const actual = Object.hasOwn(record, name) ? record[name] : null;
  if (field === undefined || isSame(known, field, given, actual)) return [];
  return [{ expected, happened: `\`${name}\` is ${shownActual(known, field, actual)}` }];
}

function warningMiss(entity: Entity, name: string, { warnings }: Allowed): readonly Miss[] {
  if (warnings.includes(`${entity.name}.${name}`) || warnings.includes(name)) return [];
  const own = `${entity.name}.`;
  const others = warnings.map((rule) => `\`${rule.startsWith(own) ? rule.slice(own.length) : rule}\` warns`);
  const happened = others.length === 0 ? 'nothing warns' : others.join('\n');
  return [{ expected: `a warning by \`${name}\``, happened }];
}

function isSame(known: Known, field: Field, given: Given, actual: unknown): boolean {
  if (given === null) return actual === null || actual === undefined || isEmptyList(actual);
  if (Array.isArray(given)) return isSameList(known, field, given as readonly Given[], actual);
  if (actual === null || actual === undefined) return false;
  if (typeof given !== 'string') return isSameRecord(known, field, given as GivenValues, actual);
  if (typeof actual === 'object' && 'masked' in actual) return isShown(String(actual.masked), given);
  if (field.type === 'user') return idOf(actual) === known.people.known().get(given);
  return isSameScalar(field, given, actual);
}

/** A masked value by what it shows, with or without the marks for what it does not. */
function isShown(masked: string, given: string): boolean {
  return masked === given || masked.replaceAll(/[•\s]/gu, '') === given;
}

/** Of a record that is referred to, and of a line, what is expected of it. */
function isSameRecord({ model, people }: Known, field: Field, given: GivenValues, actual: unknown): boolean {
  const target = model.entities['to' in field ? field.to : field.type === 'children' ? field.of : ''];
  if (target === undefined || typeof actual !== 'object' || actual === null) return false;
  return Object.entries(given).every(([name, value]) => {
    const of = findField(target, name);
    const found: unknown = Object.hasOwn(actual, name) ? (actual as Record<string, unknown>)[name] : null;
    return of !== undefined && isSame({ model, people }, of, value, found);
  });
}

function isSameScalar(field: Field, given: string, actual: unknown): boolean {
  const read = cellValue(field, given);
  const wanted = read.ok ? read.value : given;
  if (wanted === actual) return true;
  const [left, right] = [parseDecimal(given), parseDecimal(String(actual))];
  if ('scale' in field && left !== null && right !== null) return compareDecimals(left, right) === 0;
  if (field.type === 'datetime') return Date.parse(given) === Date.parse(String(actual));
  if (field.type === 'time') return String(actual).startsWith(given);
  return JSON.stringify(wanted) === JSON.stringify(actual);
}

function isSameList(known: Known, field: Field, given: readonly Given[], actual: unknown): boolean {
  if (!Array.isArray(actual) || actual.length !== given.length) return false;
  if (field.type === 'choices' || field.type === 'tags')
    return JSON.stringify(given.map(String).toSorted()) === JSON.stringify(actual.map(String).toSorted());
  return given.every((item, index) => isSame(known, field, item, actual[index]));
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function idOf(link: unknown): unknown {
  return typeof link === 'object' && link !== null && 'id' in link ? link.id : link;
}

function titleOf(link: unknown): unknown {
  return typeof link === 'object' && link !== null && 'title' in link ? link.title : link;
}

function shownGiven(field: Field | undefined, given: Given): string {
  if (given === null) return 'empty';
  if (typeof given === 'string') return `\`${given}\`${labelOf(field, given)}`;
  return JSON.stringify(given);
}

/** Values as an author would write them; people by the words of the example. */
function shownActual({ people }: Known, field: Field, actual: unknown): string {
  if (actual === null || actual === undefined || isEmptyList(actual)) return 'empty';
  if (typeof actual === 'object' && 'masked' in actual) return `masked as \`${String(actual.masked)}\``;
  if (field.type === 'user') {
    const word = [...people.known()].find(([, id]) => id === idOf(actual))?.[0];
    return word === undefined ? 'somebody else' : `\`${word}\``;
  }
  if (field.type === 'reference') return `the record \`${String(titleOf(actual))}\``;
  const text = typeof actual === 'string' ? actual : JSON.stringify(actual);
  return `\`${text}\`${labelOf(field, text)}`;
}

/** The label of an option where it says more than its name. */
function labelOf(field: Field | undefined, name: string): string {
  if (field?.type !== 'choice') return '';
  const label = field.options.find((option) => option.name === name)?.label ?? name;
  return label.toLowerCase() === name.replaceAll('_', ' ') ? '' : ` (${label})`;
}
