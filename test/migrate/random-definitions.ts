import { compile } from '../../runtime/compile/compile.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Random } from './random.ts';
import { addCheck, addEntity, addFormula, addIndex, type Edit, EDITS, toggleSearch } from './random-edits.ts';
import { type Spec, textOf } from './random-spec.ts';

/** Definitions that compile, with what the generator knows of them. */
export type Definitions = {
  readonly spec: Spec;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly model: Model;
};

/** Null where the definitions have mistakes. */
function compiled(spec: Spec): Definitions | null {
  const files = [{ path: 'random.yaml', text: textOf(spec) }];
  const { model } = compile(files);
  return model === null ? null : { spec, files, model };
}

/** A workspace of two or three entities with a handful of fields each. */
export function randomDefinitions(random: Random): Definitions {
  let found = grown({ entities: [], next: 1 }, [addEntity], random);
  const wanted = random.between(2, 3);
  while (found.spec.entities.length < wanted) found = grown(found.spec, [addEntity], random);
  for (let more = random.between(2, 5); more > 0; more -= 1)
    found = grown(found.spec, [addFormula, addIndex, toggleSearch, addCheck], random);
  return found;
}

/** Other definitions, one to six edits away. */
export function edited(definitions: Definitions, random: Random): Definitions {
  let head = definitions;
  for (let count = random.between(1, 6); count > 0; count -= 1) head = grown(head.spec, EDITS, random);
  const named = compiled(renamedFrom(definitions.spec, head.spec));
  return named === null || JSON.stringify(named.model) === JSON.stringify(definitions.model)
    ? edited(definitions, random)
    : named;
}

/** What was renamed twice on the way has the name that it had before the first time as its former one. */
function renamedFrom(base: Spec, head: Spec): Spec {
  const entities = head.entities.map((entity) => {
    const before = base.entities.find(({ id }) => id === entity.id);
    const fields = entity.fields.map((field) => {
      const name = before?.fields.find(({ id }) => id === field.id)?.name;
      return name === undefined || name === field.name ? field : { ...field, was: name };
    });
    const isRenamed = before !== undefined && before.name !== entity.name;
    return { ...entity, was: isRenamed ? before.name : entity.was, fields };
  });
  return { ...head, entities };
}

/** The first of some edits that compiles. */
function grown(spec: Spec, edits: readonly Edit[], random: Random): Definitions {
  for (let tries = 0; tries < 200; tries += 1) {
    const next = random.pick(edits)(spec, random);
    const found = next === null ? null : compiled(next);
    if (found !== null) return found;
  }
  throw new Error(`No edit compiles:\n${textOf(spec)}`);
}
