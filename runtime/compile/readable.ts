import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import type { Entity, RecordOperation } from '../model/model.ts';

/** What the check of screens knows besides the draft: compiled entities, and those whose access names roles that were reported. */
export type Compiled = {
  readonly entities: Readonly<Record<string, Entity>>;
  readonly openAccess: ReadonlySet<string>;
};

/** Whether one of the roles has a grant for the operation that covers the field; any field when null. */
export function isGranted(
  { entities, openAccess }: Compiled,
  entity: string,
  operation: RecordOperation,
  field: string | null,
  roles: readonly string[],
): boolean {
  const access = Object.hasOwn(entities, entity) ? entities[entity]?.access : undefined;
  if (access === undefined) return true;
  return roles.some((role) => {
    if (!Object.hasOwn(access, role)) return openAccess.has(entity);
    const grants = access[role]?.[operation] ?? [];
    return grants.some(
      ({ fields }) =>
        fields === null || field === null || fields.includes(field) || Object.hasOwn(SYSTEM_FIELDS, field),
    );
  });
}
