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
  const [focused, setFocused] = useState(false);
  // What is being typed; null until the first key, so that a value set from outside shows while the field has the focus.
  const [text, setText] = useState<string | null>(null);
  const input = useRef<HTMLInputElement | null>(null);
  const selecting = useRef(false);
  useLayoutEffect(() => {
    if (!selecting.current) return;
    selecting.current = false;
    input.current?.select();
  });
  const atRest = (form: (value: T) => string): string =>
    isNothing(value) ? '' : isUnread(value) ? unreadText(value) : form(value as T);
  return {
    ref: input,
    value: text ?? atRest(focused ? edit : show),
    onFocus: (event: FocusEvent<HTMLInputElement>) => {
      selecting.current = event.currentTarget.matches(':focus-visible');
      setFocused(true);
    },
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      const typedText = event.currentTarget.value;
      setText(typedText);
      const result = read(typedText);
      change(result.ok ? result.value : unread(typedText));
    },
    onBlur: () => {
      setFocused(false);
      setText(null);
      leave();
    },
  };
}
