import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { Code } from '../../diagnostics/registry.ts';
import {
  entryOf,
  excerpt,
  spanOf,
  type Entry,
  type ListNode,
  type MapNode,
  type Node,
  type ScalarNode,
} from '../node.ts';
import { markBad, wrongType, type ShapeCheck } from './shape-check.ts';
import { checkScalar } from './check-scalar.ts';
import { freeKeys, reportUnknownKey } from './unknown-key.ts';
import { checkKeyName } from './check-name.ts';
import {
  describeShape,
  type ChoiceShape,
  type Key,
  type Keys,
  type MapShape,
  type RecordShape,
  type Shape,
  type VariantShape,
} from './shape.ts';

/**
 * Walks one value beside its shape and reports unknown, missing and duplicate keys and values of the wrong form. `owner`
 * is the key that the value belongs to: a missing key is shown there.
 */
export function checkShape(check: ShapeCheck, node: Node, shape: Shape, owner: ScalarNode): void {
  if (node.kind === 'broken') return;
  if (node.kind === 'empty') return reportEmpty(check, node, shape, owner);
  if (shape.is === 'choice') return checkChoice(check, node, shape, owner);
  if (shape.is === 'data' && node.kind !== 'scalar') return checkData(check, node, owner);
  if (shape.is === 'list' && node.kind === 'list') return checkList(check, node, shape, owner);
  if (shape.is === 'value' && shape.lists && node.kind === 'list')
    return checkList(check, node, { of: { is: 'value' }, empty: true }, owner);
  if (node.kind === 'map') {
    if (shape.is === 'map') return checkMap(check, node, shape);
    if (shape.is === 'record') return checkRecord(check, node, shape, owner);
    if (shape.is === 'variant') return checkVariant(check, node, shape, owner);
  }
  if (node.kind === 'scalar') checkScalar(check, node, shape, owner);
  else wrongType(check, node, shape, owner);
}

function reportEmpty(check: ShapeCheck, node: Node, shape: Shape, owner: ScalarNode): void {
  check.bad.add(node);
  check.report.add({
    code: 'value/missing',
    span: spanOf(owner),
    message: `\`${excerpt(owner.text)}\` has no value; it takes ${describeShape(shape)}.`,
    hint: 'give it a value, or remove the key',
  });
}

function checkList(
  check: ShapeCheck,
  node: ListNode,
  shape: { of: Shape; empty?: true },
  owner: ScalarNode,
): void {
  if (node.items.length === 0 && !shape.empty)
    markBad(check, node, {
      code: 'value/empty-list',
      message: `The list of \`${excerpt(owner.text)}\` is empty.`,
      hint: 'name at least one, or remove the key',
    });
  if (shape.of.is === 'name') checkRepeated(check, node);
  for (const item of node.items) {
    if (check.bad.has(item)) continue;
    if (item.kind === 'empty')
      markBad(check, item, {
        code: 'value/missing',
        message: 'This item of the list is empty.',
        hint: 'give it a value, or remove it',
      });
    else checkShape(check, item, shape.of, owner);
  }
}

/** Values of any form; names in it are for a later check. */
function checkData(check: ShapeCheck, node: ListNode | MapNode, owner: ScalarNode): void {
  if (node.kind === 'list') return checkList(check, node, { of: { is: 'data' }, empty: true }, owner);
  for (const { key, value } of uniqueEntries(check, node, 'key', 'key/duplicate'))
    checkShape(check, value, { is: 'data' }, key);
}

function checkRepeated(check: ShapeCheck, node: ListNode): void {
  const first = new Map<string, Node>();
  for (const item of node.items) {
    if (item.kind !== 'scalar') continue;
    const before = first.get(item.text);
    if (before === undefined) first.set(item.text, item);
    else {
      check.bad.add(item);
      check.report.add({
        code: 'name/repeated',
        span: spanOf(item),
        message: `\`${excerpt(item.text)}\` is in this list twice.`,
        hint: 'remove one of them',
        labels: [{ span: spanOf(before), message: 'first named here' }],
      });
    }
  }
}

/** Reports the second and later entries of one name. */
function uniqueEntries(check: ShapeCheck, node: MapNode, noun: string, code: Code): readonly Entry[] {
  const first = new Map<string, ScalarNode>();
  return node.entries.filter(({ key }) => {
    const before = first.get(key.text);
    if (before === undefined) {
      first.set(key.text, key);
      return true;
    }
    check.bad.add(key);
    check.report.add({
      code,
      span: spanOf(key),
      message: `The ${noun} \`${excerpt(key.text)}\` is already there.`,
      hint: code === 'name/duplicate' ? 'give one of them another name' : 'remove one of them',
      labels: [{ span: spanOf(before), message: 'first written here' }],
    });
    return false;
  });
}

function checkMap(check: ShapeCheck, node: MapNode, shape: MapShape): void {
  if (node.entries.length === 0)
    return markBad(check, node, {
      code: 'value/empty-list',
      message: `There is no ${shape.noun} here.`,
      hint: `name at least one ${shape.noun}`,
    });
  const duplicate = shape.keys !== 'word' && shape.keys !== 'path' ? 'name/duplicate' : 'key/duplicate';
  for (const entry of uniqueEntries(check, node, shape.noun, duplicate)) {
    checkKeyName(check, entry.key, shape);
    if (isEmptyOption(entry, shape)) continue;
    checkShape(check, entry.value, shape.of, entry.key);
  }
}

/** `{ open: {}, closed: {} }`: a record without keys is fine where no key is required. */
function isEmptyOption(entry: Entry, shape: MapShape): boolean {
  return (
    shape.of.is === 'record' &&
    entry.value.kind === 'map' &&
    entry.value.entries.length === 0 &&
    !requires(shape.of)
  );
}

const requires = (shape: RecordShape): boolean => requiredKeys(shape.keys).length > 0;

function checkRecord(check: ShapeCheck, node: MapNode, shape: RecordShape, owner: ScalarNode): void {
  if (shape.filled && node.entries.length === 0) return reportUnfilled(check, node, shape, owner);
  let unindented = false;
  for (const { key, value } of uniqueEntries(check, node, 'key', 'key/duplicate')) {
    const known = Object.hasOwn(shape.keys, key.text) ? shape.keys[key.text] : undefined;
    if (known !== undefined) {
      unindented = isUnindented(node, key, value, shape.keys);
      if (unindented) reportUnindented(check, key, value, known.shape);
      else checkShape(check, value, known.shape, key);
    } else if (unindented) check.bad.add(key);
    else if (shape.rest !== undefined) checkShape(check, value, shape.rest, key);
    else reportUnknownKey(check, key, shape.noun, shape.keys, node);
  }
  reportMissing(check, node, shape, owner);
}

function reportUnfilled(check: ShapeCheck, node: MapNode, shape: RecordShape, owner: ScalarNode): void {
  const [first = ''] = Object.keys(shape.keys);
  markBad(check, node, {
    code: 'value/missing',
    message: `\`${excerpt(owner.text)}\` is an empty map.`,
    hint: shape.noun.endsWith('grant')
      ? 'write `true` to grant it without a condition'
      : `add \`${first}: ...\``,
  });
}

/** Whether a key without a value stands before keys that must have been meant to be its value. */
function isUnindented(node: MapNode, key: ScalarNode, value: Node, keys: Keys): boolean {
  if (value.kind !== 'empty' || node.flow) return false;
  const next = node.entries[node.entries.findIndex((entry) => entry.key === key) + 1];
  return next !== undefined && !Object.hasOwn(keys, next.key.text) && next.value.kind !== 'scalar';
}

function reportUnindented(check: ShapeCheck, key: ScalarNode, value: Node, shape: Shape): void {
  check.bad.add(value);
  check.report.add({
    code: 'value/missing',
    span: spanOf(key),
    message: `\`${excerpt(key.text)}\` has no value, because the lines below it are not indented; it takes ${describeShape(shape)}.`,
    hint: `indent by two spaces the lines that belong to \`${excerpt(key.text)}\``,
  });
}

function reportMissing(check: ShapeCheck, node: MapNode, shape: RecordShape, owner: ScalarNode): void {
  for (const [name, key] of requiredKeys(shape.keys)) {
    if (entryOf(node, name) !== undefined || misspelt(node, name, shape.keys)) continue;
    check.report.add({
      code: 'key/missing',
      span: spanOf(owner),
      message: `The ${shape.noun} ${owner.text === shape.noun ? '' : `\`${excerpt(owner.text)}\` `}has no \`${name}\`.`,
      hint: `add \`${name}: ...\`: ${key.about.charAt(0).toLowerCase()}${key.about.slice(1).replace(/\.$/u, '')}`,
    });
  }
}

const REQUIRED = new WeakMap<Keys, readonly (readonly [string, Key])[]>();

/** The keys that must be there; found once, as every field has some thirty that need not. */
function requiredKeys(keys: Keys): readonly (readonly [string, Key])[] {
  const known = REQUIRED.get(keys);
  if (known !== undefined) return known;
  const found = Object.entries(keys).filter(([, key]) => key.required);
  REQUIRED.set(keys, found);
  return found;
}

/** Whether some unknown key was already reported with `name` as what was meant. */
function misspelt(node: MapNode, name: string, keys: Keys): boolean {
  return node.entries.some(
    ({ key }) => !Object.hasOwn(keys, key.text) && nearestName(key.text, freeKeys(node, keys)) === name,
  );
}

function checkVariant(check: ShapeCheck, node: MapNode, shape: VariantShape, owner: ScalarNode): void {
  const names = Object.keys(shape.of);
  if (shape.by === null) {
    const found = names.filter((name) => entryOf(node, name) !== undefined);
    const [first, second] = found;
    const chosen = first === undefined ? undefined : shape.of[first];
    if (chosen !== undefined && second === undefined) return checkRecord(check, node, chosen, owner);
    check.bad.add(node);
    check.report.add({
      code: shape.code,
      span: spanOf(owner),
      message: `The ${shape.noun} \`${excerpt(owner.text)}\` must have exactly one of ${names.map((name) => `\`${name}\``).join(', ')}.`,
      hint:
        first === undefined
          ? (nearKind(node, names) ?? `add \`${names[0]}: ...\``)
          : `keep \`${first}\` or \`${second}\``,
    });
    return;
  }
  const by = entryOf(node, shape.by);
  const value = by?.value;
  const chosen =
    value?.kind === 'scalar' && Object.hasOwn(shape.of, value.text) ? shape.of[value.text] : undefined;
  if (chosen !== undefined) return checkRecord(check, node, chosen, owner);
  // Without a known type only the keys that some type has can be told from those that none has.
  const all: Keys = Object.assign({}, ...Object.values(shape.of).map((record) => record.keys));
  const byShape = all[shape.by];
  if (by !== undefined && byShape !== undefined) checkShape(check, by.value, byShape.shape, by.key);
  for (const { key } of uniqueEntries(check, node, 'key', 'key/duplicate'))
    if (!Object.hasOwn(all, key.text)) reportUnknownKey(check, key, shape.noun, all, node);
  if (by === undefined)
    reportMissing(
      check,
      node,
      {
        is: 'record',
        noun: shape.noun,
        keys: { [shape.by]: all[shape.by] ?? { shape, about: '', required: true } },
      },
      owner,
    );
}

function nearKind(node: MapNode, names: readonly string[]): string | null {
  for (const { key } of node.entries) {
    const near = nearestName(key.text, names);
    if (near !== null) return `did you mean \`${near}\` instead of \`${excerpt(key.text)}\`?`;
  }
  return null;
}

function checkChoice(check: ShapeCheck, node: Node, shape: ChoiceShape, owner: ScalarNode): void {
  const fits = shape.of.find(
    (one) => nodeKindOf(one) === node.kind || (one.is === 'value' && one.lists && node.kind === 'list'),
  );
  if (fits !== undefined) checkShape(check, node, fits, owner);
  else wrongType(check, node, shape, owner);
}

function nodeKindOf(shape: Shape): Node['kind'] {
  if (shape.is === 'list') return 'list';
  return shape.is === 'map' || shape.is === 'record' || shape.is === 'variant' ? 'map' : 'scalar';
}
