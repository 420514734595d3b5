import type { Diagnostic, Span } from '../../runtime/diagnostics/diagnostic.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { SchemaRefusal, SchemaRefusalItem } from '../migrate/schema-refusal.ts';

/** Where the definitions do not name the thing any more. */
const NOWHERE: Span = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 };

/** A refused change of the database, told like a mistake: at the definition that asks for it, with the way out. */
export function schemaDiagnostics(refusal: SchemaRefusal, model: Model): readonly Diagnostic[] {
  return refusal.items.map((item) => ({
    code: 'release/data-in-the-way',
    severity: 'error',
    message: `${item.field === null ? item.entity : `${item.entity}.${item.field}`}: ${item.reason}`,
    hint: item.next,
    span: placeOf(item, model),
    labels: [],
  }));
}

function placeOf({ entity: name, field }: SchemaRefusalItem, model: Model): Span {
  const entity = Object.hasOwn(model.entities, name) ? model.entities[name] : undefined;
  const own =
    field !== null && entity !== undefined && Object.hasOwn(entity.fields, field)
      ? entity.fields[field]
      : undefined;
  return own?.span ?? entity?.span ?? NOWHERE;
}
