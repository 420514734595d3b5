import type { Entity, Index } from '../../model/model.ts';
import type { Finding } from '../finding.ts';
import type { FindingContext } from './finding-input.ts';
import { note, placeIn } from './note.ts';

/** Declared indexes that are new and help nothing that another one does not. */
export function indexFindings({ base, head }: FindingContext): readonly Finding[] {
  return Object.values(head.entities).flatMap((entity) => {
    const was = base?.entities[entity.name]?.indexes ?? [];
    return entity.indexes.flatMap((index, at) => {
      const isNews = !was.some((other) => other.fields.join() === index.fields.join());
      const covering = isNews ? coveringIndex(entity, index, at) : null;
      if (covering === null) return [];
      return [
        note('data/redundant-index', placeIn(entity, `${entity.name}.indexes`, entity.name), {
          message: `The index [${index.fields.join(', ')}] of \`${entity.name}\` is covered by ${covering}.`,
          fix: `take [${index.fields.join(', ')}] out of \`indexes\``,
          parts: index.fields,
        }),
      ];
    });
  });
}

/** In words; null where there is none. A unique index keeps a promise and is made otherwise: it neither covers nor is covered. */
function coveringIndex(entity: Entity, { fields, unique }: Index, at: number): string | null {
  if (unique) return null;
  const longer = entity.indexes.find(
    (other, place) =>
      place !== at &&
      !other.unique &&
      (other.fields.length > fields.length || (other.fields.length === fields.length && place < at)) &&
      fields.every((field, index) => other.fields[index] === field),
  );
  return longer === undefined ? null : `[${longer.fields.join(', ')}]`;
}
