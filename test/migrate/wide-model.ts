import type { Model } from '../../runtime/model/model.ts';
import { modelOf } from './model-of.ts';

/** A model of that many entities with a bit of everything, each referring to the one before. */
export function wideModel(entities: number): Model {
  const names = Array.from({ length: entities }, (_, at) => `wide_${at}`);
  return modelOf(
    Object.fromEntries(
      names.map((name, at) => [
        name,
        `title_of: { type: text, required: true, unique: true }
         number: { type: sequence }
         status: { type: choice, options: [a, b] }
         amount: { type: money, min: 0 }
         before: { type: reference, to: ${names[Math.max(at - 1, 0)]} }
         links: { type: references, to: ${name} }`,
      ]),
    ),
  );
}
