import { queryOptions } from '@tanstack/react-query';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';
import { createPrecompiledValidator } from '@rjsf/validator-ajv8';
import type { JsonSchema } from '../../../runtime/model/field-types/field-type.ts';
import type { FormMode } from '../../../runtime/wire/view.ts';

type CompiledModule = { readonly validators: Parameters<typeof createPrecompiledValidator>[0] };

/** Schema and validator of an open form. No code is compiled in the browser: the policy of the page forbids it. */
export type FormSchema = {
  /** As the form engine takes it. */
  readonly schema: RJSFSchema;
  readonly validator: ValidatorType;
  /** As the server sent it. */
  readonly body: JsonSchema;
};

/**
 * The schema as the form engine needs it. Lines are drawn by their grid, so the engine does not see into them: it would walk
 * every line on every key. A part without any keyword would not be drawn, so it gets a title. The validator is found by the
 * `$id`, which stays, and checks the whole body.
 */
function engineSchema(schema: JsonSchema): RJSFSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, { items, ...part }]) => [
    name,
    items === undefined || items.properties === undefined
      ? { title: name, ...part, ...(items === undefined ? {} : { items }) }
      : { title: name, ...part },
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
      return {
        schema,
        validator: createPrecompiledValidator(compiled.validators, schema),
        body: mode.schema,
      };
    },
    enabled: mode !== null,
    staleTime: Infinity,
    // A schema is compared by its address; comparing it part by part would copy the validator.
    structuralSharing: false,
  });
}
