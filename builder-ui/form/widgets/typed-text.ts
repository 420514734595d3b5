import { useLayoutEffect, useRef, useState, type ChangeEvent, type FocusEvent } from 'react';
import { isUnread, unread, unreadText, type Reading } from '../values/unread.ts';

type Typed<T> = {
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly leave: () => void;
  readonly read: (text: string) => Reading<T>;
  /** Text at rest, and while it is edited. */
  readonly show: (value: T) => string;
  readonly edit?: (value: T) => string;
};

const isNothing = (value: unknown): boolean => value === null || value === undefined || value === '';

/**
 * Binds a text input to a value that is typed freely: what can be read becomes the value at once, what cannot stays as typed
 * and is marked; leaving the field shows the value in its usual form.
 */
export function useTypedText<T>(typed: Typed<T>) {
  const { value, change, leave, read, show, edit = show } = typed;
  const [text, setText] = useState<string | null>(null);
  const input = useRef<HTMLInputElement | null>(null);
  const selecting = useRef(false);
  useLayoutEffect(() => {
    if (!selecting.current) return;
    selecting.current = false;
    input.current?.select();
  });
  const shown = isNothing(value) ? '' : isUnread(value) ? unreadText(value) : show(value as T);
  const take = (typedText: string): void => {
    setText(typedText);
    const result = read(typedText);
    change(result.ok ? result.value : unread(typedText));
  };
  return {
    ref: input,
    value: text ?? shown,
    onFocus: (event: FocusEvent<HTMLInputElement>) => {
      selecting.current = event.currentTarget.matches(':focus-visible');
      setText(isNothing(value) ? '' : isUnread(value) ? unreadText(value) : edit(value as T));
    },
    onChange: (event: ChangeEvent<HTMLInputElement>) => take(event.currentTarget.value),
    onBlur: () => {
      setText(null);
      leave();
    },
  };
}
