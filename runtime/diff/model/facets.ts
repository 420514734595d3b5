import type { Span } from '../../diagnostics/diagnostic.ts';
import type { Change, Section } from '../change.ts';
import { isExpression, saysSame } from './bare.ts';
import { textOf } from './text-of.ts';

/** What belongs to a change wherever it was found. `span` is the thing's in the head, else in the base. */
export type Place = {
  readonly subject: string;
  readonly entity: string | null;
  readonly field: string | null;
  readonly span: Span | null;
  readonly spanOf: 'head' | 'base';
};

/** How one key of a definition tells that it changed. */
export type Facet = {
  readonly kind: string;
  readonly section: Section;
  readonly cosmetic: boolean;
};

type KeysOf<T> = T extends unknown ? keyof T : never;

/**
 * Every key of a kind of definition, so that none can be forgotten: a new one does not compile before somebody says what its
 * change is called. Null: another key says it, or it is compared by itself, as the comment beside it tells.
 */
export type Facets<T> = Readonly<Record<KeysOf<T> & string, Facet | null>>;

export const facet = (section: Section, kind: string): Facet => ({ kind, section, cosmetic: false });
/** Words for people, and nothing else. */
export const words = (section: Section, kind: string): Facet => ({ kind, section, cosmetic: true });

/** One change for every key that both sides have and that says something else. */
export function compareFacets<T extends object>(
  facets: Facets<T>,
  base: T,
  head: T,
  place: Place,
): readonly Change[] {
  const [was, is] = [base as Record<string, unknown>, head as Record<string, unknown>];
  return Object.entries<Facet | null>(facets).flatMap(([key, each]) => {
    if (each === null || !(key in was) || !(key in is) || saysSame(was[key], is[key])) return [];
    const span = placeOfValue(is[key]) ?? place.span;
    return [changeOf(each, textOf(was[key]), textOf(is[key]), { ...place, span })];
  });
}

const placeOfValue = (value: unknown): Span | null => (isExpression(value) ? value.span : null);

/** A change of that kind there. */
export function changeOf(
  { kind, section, cosmetic }: Facet,
  before: string | null,
  after: string | null,
  { subject, entity, field, span, spanOf }: Place,
): Change {
  return { section, kind, subject, entity, field, before, after, cosmetic, span, spanOf };
}

/** The change of an order, where both sides name the same things besides those that came or went. */
export function orderChange(
  each: Facet,
  base: readonly string[],
  head: readonly string[],
  place: Place,
): readonly Change[] {
  const was = base.filter((name) => head.includes(name));
  const is = head.filter((name) => base.includes(name));
  if (was.join('\n') === is.join('\n')) return [];
  return [changeOf(each, was.join(', '), is.join(', '), place)];
}
