import type { Entity, Model } from '../../model/model.ts';
import type { Identity } from './identity.ts';

/**
 * Names of entities whose screens may have changed: those of the head that say something else than in the base, those of the
 * base that are gone, and every entity that refers to such a one, or to one that does. It spares drawing what cannot differ.
 */
export function touchedEntities(base: Model | null, head: Model, identity: Identity): ReadonlySet<string> {
  const former = new Set(Object.keys(head.entities).map(identity.entity));
  const gone = Object.keys(base?.entities ?? {}).filter((name) => !former.has(name));
  const shared = withoutPlaces(head.workspace) !== withoutPlaces(base?.workspace);
  const changed = Object.values(head.entities).filter((entity) => {
    const before = base?.entities[identity.entity(entity.name)];
    return shared || before === undefined || screenPart(before) !== screenPart(entity);
  });
  const touched = new Set([...gone, ...changed.map(({ name }) => name)]);
  // Lists show fields one step away, and references by titles that may be references again.
  for (let step = 0; step < 2; step += 1) {
    const next = Object.values(head.entities).filter((entity) =>
      targetsOf(entity).some((target) => touched.has(target)),
    );
    for (const { name } of next) touched.add(name);
  }
  return touched;
}

function targetsOf(entity: Entity): string[] {
  return Object.values(entity.fields).flatMap((field) =>
    'to' in field ? [field.to] : 'of' in field ? [field.of] : [],
  );
}

/** Examples and acceptances show on no screen. */
function screenPart(entity: Entity): string {
  return withoutPlaces({ ...entity, examples: null, accepts: null });
}

/** Text that is the same for two parts of models that say the same, wherever they stand in files. */
export function withoutPlaces(part: unknown): string {
  return JSON.stringify(part, (_key, value: unknown) => (isPlace(value) ? null : value));
}

function isPlace(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'endColumn' in value && 'file' in value;
}
