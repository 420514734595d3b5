import { KINDS } from '../shape/language.ts';
import type { Shape } from '../shape/shape.ts';
import type { Node } from '../node.ts';
import type { Piece } from './attach-comments.ts';

/**
 * The shape of a document by the kind it is; null when it is none, and when it is several without `---` between them, whose
 * keys must not be mingled.
 */
export function rootShape(pieces: readonly Piece[]): Shape | null {
  if (pieces.filter(({ key }) => Object.hasOwn(KINDS, key?.text ?? '')).length > 1) return null;
  const kind = Object.entries(KINDS).find(([name]) => pieces.some(({ key }) => key?.text === name));
  return kind?.[1] ?? null;
}

/** The form that a value takes among those its shape allows: one without alternatives, or null. */
export function settleShape(shape: Shape | null, node: Node, pieces: readonly Piece[]): Shape | null {
  if (shape?.is === 'choice') {
    const fits = shape.of.find((one) => {
      const wants =
        one.is === 'list' ? 'list' : ['map', 'record', 'variant'].includes(one.is) ? 'map' : 'scalar';
      return wants === node.kind;
    });
    return fits ?? null;
  }
  if (shape?.is !== 'variant') return shape;
  const { by } = shape;
  if (by === null) {
    const name = Object.keys(shape.of).find((one) => pieces.some(({ key }) => key?.text === one));
    return name === undefined ? null : (shape.of[name] ?? null);
  }
  const value = pieces.find(({ key }) => key?.text === by)?.value;
  if (value?.kind !== 'scalar' || !Object.hasOwn(shape.of, value.text)) return null;
  return shape.of[value.text] ?? null;
}

/** Shape of the value under a key, or of the items of a list; null when nothing is known of it. */
export function shapeBelow(shape: Shape | null, key: string | null): Shape | null {
  if (shape?.is === 'list' || shape?.is === 'map') return shape.of;
  if (shape?.is !== 'record' || key === null) return null;
  if (!Object.hasOwn(shape.keys, key)) return shape.rest ?? null;
  return shape.keys[key]?.shape ?? null;
}

/** Keys of the language in their canonical order, unknown ones last; names of the author's own stay as they are. */
export function inCanonicalOrder(shape: Shape | null, pieces: readonly Piece[]): readonly Piece[] {
  if (shape?.is !== 'record') return pieces;
  const order = Object.keys(shape.keys);
  const rank = ({ key }: Piece): number => {
    const at = order.indexOf(key?.text ?? '');
    return at >= 0 ? at : shape.rest === undefined ? order.length : 0.5;
  };
  return pieces.toSorted((a, b) => rank(a) - rank(b));
}
