import type { Entity, Model } from '../../runtime/model/model.ts';

/** Entities named by stored references of `entity` and of the lines that it owns, other than itself. */
function needs(model: Model, entity: Entity): readonly string[] {
  const own = Object.values(entity.fields).flatMap((field) =>
    field.type === 'reference' || field.type === 'references' ? [field.to] : [],
  );
  const lines = Object.values(entity.fields).flatMap((field) => {
    const line = field.type === 'children' && field.owned ? model.entities[field.of] : undefined;
    return line === undefined ? [] : needs(model, line);
  });
  return [...own, ...lines].filter((name) => name !== entity.name);
}

export type LoadingOrder = {
  readonly entities: readonly string[];
  readonly circle: readonly string[] | null;
};

/**
 * Entities in an order in which every reference points to one that is already there; lines come with the record that
 * owns them and are left out. `circle` names entities that refer to each other, for which there is no such order.
 */
export function loadingOrder(model: Model): LoadingOrder {
  const done: string[] = [];
  const open: string[] = [];
  let circle: readonly string[] | null = null;
  const visit = (name: string): void => {
    const entity = model.entities[name];
    if (entity === undefined || entity.partOf !== null || done.includes(name)) return;
    if (open.includes(name)) {
      circle ??= open.slice(open.indexOf(name));
      return;
    }
    open.push(name);
    for (const next of needs(model, entity)) visit(next);
    open.pop();
    done.push(name);
  };
  for (const name of Object.keys(model.entities)) visit(name);
  return { entities: done, circle };
}
