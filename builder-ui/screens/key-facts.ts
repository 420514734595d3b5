import type { RecordJson } from '../../runtime/wire/record.ts';
import type { DetailView, FieldView } from '../../runtime/wire/view.ts';

/** Cells whose values say at a glance what the record is about, the most telling first. */
const TELLING = ['reference', 'money', 'date', 'user'];
const MOST_FACTS = 3;

export type KeyFacts = {
  /** State beside the title. */
  readonly state: FieldView | undefined;
  readonly facts: readonly FieldView[];
};

/** Whether the value is there at all. */
export function isFilled(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

/** Whether the field is one that every record has (`created_at` and the like). */
function isSystemField(field: FieldView): boolean {
  return /^(?:created|updated)_(?:at|by)$/u.test(field.path);
}

/**
 * What stands in the head of a record. An author who laid out the first section has said what comes first, so only its
 * state is repeated there; in the layout that Jig makes the telling values move up.
 */
export function keyFacts(view: DetailView, record: RecordJson): KeyFacts {
  const filled = view.sections
    .flatMap((section) => section.fields)
    .filter(
      (field) =>
        field.path !== view.entity.title_field && !isSystemField(field) && isFilled(record[field.path]),
    );
  const state =
    filled.find((field) => field.path === view.lifecycle?.field) ??
    filled.find((field) => field.cell === 'choice');
  if (view.screen !== null) return { state, facts: [] };
  const facts = TELLING.map((cell) => filled.find((field) => field.cell === cell)).filter(
    (field) => field !== undefined,
  );
  return { state, facts: facts.slice(0, MOST_FACTS) };
}

/**
 * Fields of a section that its list shows: without those that the head of the page shows already, and without empty ones that
 * not every record has.
 */
export function listedFields(
  view: DetailView,
  record: RecordJson,
  fields: readonly FieldView[],
): readonly FieldView[] {
  const own = fields.filter(
    (field) => !isSystemField(field) && (field.sometimes !== true || isFilled(record[field.path])),
  );
  if (view.screen !== null) return own;
  const { state, facts } = keyFacts(view, record);
  const above = new Set([view.entity.title_field, state?.path, ...facts.map((field) => field.path)]);
  return own.filter((field) => !above.has(field.path));
}
