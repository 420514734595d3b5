import { pointerTo } from '../../runtime/validate/pointer.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import type { Task } from './operation.ts';
import { Refusal } from './refusal.ts';

type PgError = { readonly code: string; readonly constraint?: string };

/**
 * Turns a broken uniqueness into a refusal that points to the field. It tells that the value is taken, which whoever tries
 * to write it learns in any case, and nothing of the record that has it. Other errors come back as they are.
 */
export function explainWrite(task: Task, error: unknown): Promise<unknown> {
  return Promise.resolve(isUniqueViolation(error) ? takenValue(task, error) : error);
}

function isUniqueViolation(error: unknown): error is PgError {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

function takenValue(task: Task, error: PgError): unknown {
  const { model, names } = task.context.release;
  const meaning = names.constraint(error.constraint ?? '');
  const entity = meaning === null ? undefined : model.entities[meaning.entity];
  if (meaning === null || entity === undefined) return error;
  const own = entity.name === task.entity.name;
  const labels = meaning.fields.map((name) => (entity.fields[name]?.label ?? name).toLowerCase());
  const title = entity.title.toLowerCase();
  const article = /^[aeiou]/u.test(title) ? 'an' : 'a';
  const message = own
    ? `Another ${title} has this ${labels.join(' and ')} already.`
    : `There is ${article} ${title} with this ${labels.join(' and ')} already.`;
  const errors = meaning.fields.map((name): FieldErrorJson => ({
    pointer: own ? pointerTo('', name) : '',
    code: 'value/taken',
    message,
  }));
  return new Refusal('record/duplicate', message, { errors, cause: error });
}
