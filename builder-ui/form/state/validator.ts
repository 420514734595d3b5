import { queryOptions } from '@tanstack/react-query';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';
import { createPrecompiledValidator } from '@rjsf/validator-ajv8';
import type { FormMode } from '../../../runtime/wire/view.ts';

type CompiledModule = { readonly validators: Parameters<typeof createPrecompiledValidator>[0] };

/** Schema and validator of an open form. No code is compiled in the browser: the policy of the page forbids it. */
export type FormSchema = { readonly schema: RJSFSchema; readonly validator: ValidatorType };

/**
 * The schema as the form engine needs it: a part without any keyword (any JSON is allowed) would not be drawn, so it gets
 * a title, which allows as much. Validators are found by the `$id`, which stays.
 */
function engineSchema(schema: FormMode['schema']): RJSFSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, part]) => [
    name,
    Object.keys(part).length === 0 ? { title: name } : part,
  ]);
  return { ...schema, properties: Object.fromEntries(properties) as RJSFSchema['properties'] } as RJSFSchema;
}

/** Fetches the module with a mode's validator, which the server compiled. Its address changes with its content. */
export function formSchemaQuery(mode: FormMode | null) {
  return queryOptions({
    queryKey: ['validator', mode?.validator ?? ''],
    queryFn: async (): Promise<FormSchema> => {
      if (mode === null) throw new Error('A form without a schema was asked for its validator');
      const compiled = (await import(/* @vite-ignore */ mode.validator)) as CompiledModule;
      const schema = engineSchema(mode.schema);
      return { schema, validator: createPrecompiledValidator(compiled.validators, schema) };
    },
    enabled: mode !== null,
    staleTime: Infinity,
    // A schema is compared by its address; comparing it part by part would copy the validator.
    structuralSharing: false,
  });
}
