import { CircleAlert } from 'lucide-react';
import { ApiProblem, ConnectionProblem } from '../api/problem.ts';
import { inputId, useFormParts } from './form-context.ts';
import { fieldAt, type FormFields } from './state/form-fields.ts';
import { useFormPart } from './state/form-store.ts';
import { inSentence } from '../format/in-sentence.ts';
import classes from './theme/form.module.css';

/** Links shown; the rest is counted. */
const SHOWN = 8;

/** What the field at a pointer is called: `Amount`, or `Lines 3: Quantity`. */
function useNames(): (pointer: string) => string {
  const { fields } = useFormParts();
  return (pointer) => {
    const at = fieldAt(fields, pointer);
    if (at === null) return pointer.slice(1);
    if (at.row === null) return at.field.label;
    const line = `${at.field.lines?.title ?? at.field.label} ${at.row + 1}`;
    return at.column === null ? line : `${line}, ${inSentence(at.column.label)}`;
  };
}

/** As the fields stand in the form; what is said of the record as a whole comes last. */
function inFormOrder(
  errors: readonly [pointer: string, message: string][],
  fields: FormFields,
): readonly [pointer: string, message: string][] {
  const names = [...fields.byName.keys()];
  const place = (pointer: string): number =>
    pointer === '' ? names.length : names.indexOf(pointer.split('/')[1] ?? '');
  return errors.toSorted(([a], [b]) => place(a) - place(b));
}

function focusOn(id: string): void {
  const element = document.querySelector<HTMLElement>(`[id="${id}"]`);
  element?.focus();
  element?.scrollIntoView({ block: 'center' });
}

/** Why saving failed as a whole, in the server's words. */
function Reason({ problem }: { readonly problem: Error }) {
  const text =
    problem instanceof ConnectionProblem
      ? 'The server does not answer, so it is not known whether this was saved. Save again: nothing is saved twice.'
      : problem.message;
  return (
    <>
      <strong>{problem instanceof ApiProblem ? problem.title : 'Not saved'}</strong>
      <p>
        {text}
        {problem instanceof ApiProblem && problem.hint !== null && ` ${problem.hint}`}
        {problem instanceof ApiProblem &&
          problem.status === 401 &&
          ' What you typed is kept in this browser.'}
      </p>
      {problem instanceof ApiProblem && problem.status >= 500 && (
        <p className={classes.quietText}>Request {problem.requestId}</p>
      )}
    </>
  );
}

/** Everything that stands in the way of saving, above the form, each with the way to its field. */
export function ErrorSummary({ problem }: { readonly problem: Error | null }) {
  const { store, idPrefix, fields } = useFormParts();
  const nameOf = useNames();
  const text = useFormPart(store, (form) => JSON.stringify(form.tried() ? form.shownErrors() : {}));
  const errors = inFormOrder(Object.entries(JSON.parse(text) as Record<string, string>), fields);
  if (errors.length === 0 && problem === null) return null;
  return (
    <div role="alert" className={classes.summary}>
      <CircleAlert size={16} aria-hidden />
      <div>
        {problem !== null && <Reason problem={problem} />}
        {errors.length > 0 && (
          <>
            <strong>
              {errors.length === 1 ? 'One value needs correction' : `${errors.length} values need correction`}
            </strong>
            <ul>
              {errors.slice(0, SHOWN).map(([pointer, message]) => {
                const id = inputId(idPrefix, pointer);
                if (pointer === '') return <li key={pointer}>{message}</li>;
                return (
                  <li key={pointer}>
                    <a
                      href={`#${id}`}
                      onClick={(event) => {
                        event.preventDefault();
                        focusOn(id);
                      }}
                    >
                      {nameOf(pointer)}
                    </a>
                    : {message}
                  </li>
                );
              })}
            </ul>
            {errors.length > SHOWN && <p>And {errors.length - SHOWN} more, marked below.</p>}
          </>
        )}
      </div>
    </div>
  );
}
