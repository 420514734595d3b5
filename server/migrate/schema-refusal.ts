import type { DataRefusal } from '../../runtime/diff/refusals.ts';

/** One change that would lose or contradict data; its samples are ids. */
export type SchemaRefusalItem = DataRefusal;

/**
 * The definitions ask for a change of the database that would lose data, or that the data contradicts. Nothing was
 * changed; the release before stays in force.
 */
export class SchemaRefusal extends Error {
  override readonly name = 'SchemaRefusal';
  readonly items: readonly SchemaRefusalItem[];

  constructor(items: readonly SchemaRefusalItem[]) {
    const count = items.length === 1 ? 'one change' : `${items.length} changes`;
    super(
      `The definitions do not fit the data: ${count} cannot be made. Nothing was changed.\n${items.map(render).join('\n')}`,
    );
    this.items = items;
  }
}

function render({ entity, field, records, samples, reason, next }: SchemaRefusalItem): string {
  const place = field === null ? entity : `${entity}.${field}`;
  const ids = samples.length === 0 ? '' : ` (${samples.join(', ')}${records > samples.length ? ', …' : ''})`;
  return `- ${place}: ${reason}${ids}\n  Next: ${next}`;
}
