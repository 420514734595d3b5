import { Ajv2020 } from 'ajv/dist/2020.js';
import { createRequire } from 'node:module';
import type { JsonSchema } from '../../../runtime/model/field-types/field-type.ts';

// Bundlers and Node disagree on what a CommonJS module's default export is; `require` means one thing.
const require = createRequire(import.meta.url);
const { default: standaloneCode } = require('ajv/dist/standalone/index.js') as {
  default: (ajv: Ajv2020, names: Record<string, string>) => string;
};

/** Formats that field types use in their schemas. */
const FORMATS = { uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u };

/** What generated validators ask for beside the language itself; both are self-contained functions. */
const IMPORTS: Readonly<Record<string, string>> = {
  'ajv/dist/runtime/ucs2length': sourceOf('ajv/dist/runtime/ucs2length.js'),
  'ajv/dist/runtime/equal': sourceOf('ajv/dist/runtime/equal.js'),
};

function sourceOf(module: string): string {
  const { default: own } = require(module) as { default: () => unknown };
  return Function.prototype.toString.call(own);
}

/**
 * Text of an ES module that validates values of `schema` without `eval`, so that it runs under the strict
 * Content-Security-Policy. It exports `validators`, the map from the schema's `$id` to its function that
 * `createPrecompiledValidator` of @rjsf/validator-ajv8 takes; errors carry `parentSchema` as rjsf expects. The module
 * imports nothing. ajv writes CommonJS look-ups even into ES modules, so they are replaced by the functions they mean.
 */
export function compileValidatorModule(schema: JsonSchema): string {
  const id = schema.$id;
  if (id === undefined) throw new Error('A schema needs an $id to have a validator module.');
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    verbose: true,
    formats: FORMATS,
    code: { source: true, esm: true },
  });
  ajv.addSchema(schema, id);
  const code = standaloneCode(ajv, { validate: id }).replace(/^"use strict";/u, '');
  const body = code.replaceAll(/require\("([^"]+)"\)(?:\.default)?/gu, (_match, name: string) => {
    const source = IMPORTS[name];
    if (source === undefined)
      throw new Error(`A validator needs \`${name}\`, which has no stand-in for browsers.`);
    return `(${source})`;
  });
  return `${body}\nexport const validators = { ${JSON.stringify(id)}: validate };\n`;
}
