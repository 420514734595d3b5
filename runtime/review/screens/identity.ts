import type { Entity, Model } from '../../model/model.ts';

/** Which things of two models are the same, whatever they are called: renamed ones go by the name that they had. */
export type Identity = {
  /** Name that an entity of the head has in the base; its own where it is new. */
  readonly entity: (name: string) => string;
  /** Path of the head (`customer.name`), in the names of the base. */
  readonly path: (entity: string, path: string) => string;
};

/** Follows `was` of entities and fields. A former name that the base lacks, or that it still has beside the new one, says nothing. */
export function createIdentity(base: Model | null, head: Model): Identity {
  const entity = (name: string): string => {
    const was = head.entities[name]?.was ?? null;
    const renamed = was !== null && has(base?.entities, was) && !has(base?.entities, name);
    return renamed ? was : name;
  };
  const field = (of: Entity, name: string): string => {
    const before = base?.entities[entity(of.name)]?.fields;
    const was = of.fields[name]?.was ?? null;
    return was !== null && has(before, was) && !has(before, name) ? was : name;
  };
  const path = (start: string, text: string): string => {
    const former: string[] = [];
    let at: Entity | undefined = head.entities[start];
    for (const step of text.split('.')) {
      former.push(at === undefined ? step : field(at, step));
      const next = at?.fields[step];
      at = next !== undefined && 'to' in next ? head.entities[next.to] : undefined;
    }
    return former.join('.');
  };
  return { entity, path };
}

function has(record: Readonly<Record<string, unknown>> | undefined, name: string): boolean {
  return record !== undefined && Object.hasOwn(record, name);
}
