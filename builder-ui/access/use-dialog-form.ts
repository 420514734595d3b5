import { useState } from 'react';
import type { FieldView } from '../../runtime/wire/view.ts';
import { ApiProblem } from '../api/problem.ts';
import { useTypingPlace } from '../form/form-context.ts';
import { readText } from '../form/values/read-text.ts';
import { isUnread, unreadText } from '../form/values/unread.ts';
import { plain } from './plain-words.ts';

type Values = Readonly<Record<string, unknown>>;

export type DialogForm = {
  readonly values: Values;
  readonly change: (path: string, value: unknown) => void;
  /** What is wrong with a field, once it was tried. */
  readonly errorAt: (path: string) => string | undefined;
  /** What is wrong with no field that is shown. */
  readonly failure: string | null;
  readonly busy: boolean;
  readonly submit: () => void;
};

type Options = {
  readonly fields: readonly FieldView[];
  readonly start: Values;
  readonly send: (values: Values) => Promise<void>;
};

/** Values of a small dialog: checked when it is sent, and again by the server, whose words land on the fields. */
export function useDialogForm({ fields, start, send }: Options): DialogForm {
  const place = useTypingPlace();
  const [values, setValues] = useState(start);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const check = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      fields.flatMap((field) => {
        const value = values[field.path] ?? null;
        if (isUnread(value)) {
          const read = readText(field, unreadText(value), place);
          return [[field.path, read.ok ? 'This cannot be read.' : read.say] as const];
        }
        const isEmpty = value === null || (typeof value === 'string' && value.trim() === '');
        return field.required && isEmpty ? [[field.path, 'This value is required.'] as const] : [];
      }),
    );
  const tell = (error: unknown): void => {
    const found = error instanceof ApiProblem ? error.errors : [];
    const shown = fields.map(({ path }) => path);
    const placed = found.flatMap(({ pointer, message }) => {
      const path = shown.find((each) => pointer.slice(1).replaceAll('/', '.').startsWith(each));
      return path === undefined ? [] : [[path, message] as const];
    });
    setErrors(Object.fromEntries(placed.toReversed()));
    if (placed.length < found.length || found.length === 0) setFailure(words(error));
    if (placed.length > 0) focusFirst();
  };
  const submit = (): void => {
    if (busy) return;
    const wrong = check();
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) {
      focusFirst();
      return;
    }
    setBusy(true);
    send(values)
      .catch(tell)
      .finally(() => setBusy(false));
  };
  return {
    values,
    failure,
    busy,
    submit,
    errorAt: (path) => (Object.hasOwn(errors, path) ? errors[path] : undefined),
    change: (path, value) => {
      setValues((before) => ({ ...before, [path]: value }));
      setErrors(({ [path]: _gone, ...others }) => others);
    },
  };
}

function words(error: unknown): string {
  if (!(error instanceof Error)) return 'It did not work.';
  const hint = error instanceof ApiProblem && error.status === 412 ? ` ${error.hint ?? ''}` : '';
  return plain(`${error.message}${hint}`);
}

/** Once the messages are drawn, the keyboard goes to the first field that has one. */
function focusFirst(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus();
  });
}
