import { expect, it } from 'vitest';
import { diffModels } from '../../runtime/diff/diff-models.ts';
import type { Model } from '../../runtime/model/model.ts';
import { desk } from './desk.ts';

/**
 * Keys that say nothing by themselves. Everything else of the model gives a change when it changes.
 */
const SILENT: readonly { readonly path: RegExp; readonly because: string }[] = [
  { path: /\.(?:span|spans|rowSpans)\b/u, because: 'places: moving a definition is no change' },
  { path: /\.tree(?:\..*)?\.(?:start|end|type|nullable|emptyAt)\b/u, because: 'layout, and what fields say' },
  { path: /\.parts\..*\.(?:start|end|type|nullable|emptyAt)\b/u, because: 'as of trees' },
  { path: /\.compiled\..*\.(?:start|end|type|nullable|emptyAt)\b/u, because: 'as of trees' },
  { path: /\.text$/u, because: 'the tree says what an expression means, the parts what a message says' },
  { path: /\.was$/u, because: 'a renaming of what is in no base is none' },
  { path: /\.(?:checks|never)\.\w+\.id$/u, because: 'made of names' },
  { path: /\.access\..*\.id$/u, because: 'made of names' },
  { path: /\.name$/u, because: 'the key that a thing is found by' },
  { path: /\.computed\.is$/u, because: 'with it all other keys change' },
  { path: /\.computed\.why$/u, because: 'explains `kept`' },
  { path: /\.partOf\.(?:field|entity)$/u, because: 'the field says it' },
  { path: /\.entities\.\w+\.partOf$/u, because: 'the field says it' },
  { path: /\.owned$/u, because: 'the field at the other end says it' },
  { path: /^\.parameters\.\w+\.type\b/u, because: 'follows from the field' },
  {
    path: /^\.parameters\.\w+\.field\.(?:label|help|default|defaultExpression)$/u,
    because: 'told of the parameter',
  },
  { path: /^\.decisions\.\w+\.written\b/u, because: 'what `compiled` was made from' },
];

type Place = { readonly path: string; readonly steps: readonly string[]; readonly value: unknown };

/** Every value of the model that holds no others, and every empty one. */
function leaves(value: unknown, steps: readonly string[] = []): Place[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return [{ path: `.${steps.join('.')}`, steps, value }];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, [...steps, key]));
}

function other(value: unknown, key: string): unknown {
  if (value === null && key === 'fields') return ['something'];
  if (typeof value === 'string') return `${value}0`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return value === null ? 'something' : Array.isArray(value) ? ['something'] : { something: 'new' };
}

function changed(model: Model, { steps, value }: Place): Model {
  const copy = structuredClone(model) as unknown as Record<string, unknown>;
  let at = copy;
  for (const step of steps.slice(0, -1)) at = at[step] as Record<string, unknown>;
  at[steps.at(-1) ?? ''] = other(value, steps.at(-1) ?? '');
  return copy as unknown as Model;
}

/** Empty maps of things that have names: what is put there would have to be whole. */
const HOLDS_THINGS =
  /\.(?:checks|never|actions|examples|access|screens|input|accepts|indexes|computed|lifecycle|runbook|requiredWhen|visibleWhen|editableWhen|defaultExpression|say|rows|after|where|when|otherwise)$/u;

it('every key of the model that a projection reads gives a change when it changes', () => {
  const model = desk();
  const places = leaves(model).filter(
    ({ path, value }) =>
      !SILENT.some((silent) => silent.path.test(path)) &&
      !(HOLDS_THINGS.test(path) && (value === null || typeof value === 'object')),
  );
  expect(places.length).toBeGreaterThan(500);
  const unsaid = places.filter((place) => diffModels(model, changed(model, place)).length === 0);
  expect(unsaid.map(({ path }) => path)).toEqual([]);
});

it('what is on the list of silent keys says nothing', () => {
  const model = desk();
  const silent = leaves(model).filter(
    ({ path }) =>
      SILENT.some((each) => each.path.test(path)) && !/\.name$|\.type\b|\.computed\.is$/u.test(path),
  );
  expect(silent.length).toBeGreaterThan(500);
  const sampled = silent.filter((_, index) => index % 7 === 0);
  const loud = sampled.filter((place) => diffModels(model, changed(model, place)).length > 0);
  expect(loud.map(({ path }) => path)).toEqual([]);
});
