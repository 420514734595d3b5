import { createHash } from 'node:crypto';
import type { JsonSchema } from '../../../runtime/model/field-types/field-type.ts';
import type { FormMode, ScreenView } from '../../../runtime/wire/view.ts';
import { compileValidatorModule } from './validator-module.ts';

/** Forms (entity, mode, fields that a set of roles may write) kept; the oldest goes first and is made again when asked for. */
const MOST_SCHEMAS = 2000;

/** Text that is the same for equal schemas only; 96 bits of SHA-256. */
export function identifySchema(schema: JsonSchema): string {
  return createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 24);
}

export type ValidatorStore = {
  /** Notes the schemas of the forms in a view that is about to be sent, so that their validators can be asked for. */
  readonly remember: (view: ScreenView) => void;
  /** Text of the module at that address, compiled on first use; null where no form that was sent names it. */
  readonly find: (address: string) => string | null;
};

/** What a view lets people fill in: records, or the input of actions on one. */
function formsOf(view: ScreenView): readonly FormMode[] {
  if (view.kind === 'form') return [view.create, view.update].filter((mode) => mode !== null);
  return view.kind === 'detail' ? view.actions.flatMap(({ input }) => input?.form ?? []) : [];
}

/** Precompiled validators by address. An address holds a hash of its schema, so what it gives never changes. */
export function createValidatorStore(): ValidatorStore {
  const schemas = new Map<string, JsonSchema>();
  const modules = new Map<string, string>();
  const keep = ({ schema, validator }: FormMode): void => {
    schemas.delete(validator);
    schemas.set(validator, schema);
    if (schemas.size <= MOST_SCHEMAS) return;
    const [oldest = ''] = schemas.keys();
    schemas.delete(oldest);
    modules.delete(oldest);
  };
  return {
    remember: (view) => {
      for (const form of formsOf(view)) keep(form);
    },
    find: (address) => {
      const known = modules.get(address);
      if (known !== undefined) return known;
      const schema = schemas.get(address);
      if (schema === undefined) return null;
      const text = compileValidatorModule(schema);
      modules.set(address, text);
      return text;
    },
  };
}
