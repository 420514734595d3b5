import { ChevronDown, X } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { FloatingPanel } from './FloatingPanel.tsx';
import { PickerList, type PickerOption } from './PickerList.tsx';
import { inputAttributes, type WidgetProps } from './widget.ts';
import classes from './widgets.module.css';

export type PickerSource = {
  readonly options: readonly PickerOption[];
  /** Sentence in place of options: loading, nothing found, not allowed. */
  readonly note: string | null;
};

type Props = WidgetProps & {
  /** Text of the picked value at rest; empty for none. */
  readonly shown: string;
  readonly query: string | null;
  /** Null when nothing is being typed. */
  readonly search: (query: string | null) => void;
  readonly source: PickerSource;
  readonly pick: (option: PickerOption) => void;
  readonly clear: (() => void) | null;
  /** What was typed and not picked from the list when the field is left. */
  readonly leaveTyped: (text: string) => void;
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  readonly placeholder?: string;
};

type Keys = {
  readonly open: boolean;
  readonly active: number;
  readonly count: number;
  readonly show: (active: number) => void;
  readonly hide: () => void;
  readonly take: () => void;
  readonly typed: boolean;
};

/** Keys of a combobox. Tab takes the marked option when something was typed, so that picking never needs the mouse. */
function pickerKey(event: KeyboardEvent, keys: Keys): void {
  const { open, active, count, show, hide, take, typed } = keys;
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
  if (step !== undefined && !event.altKey) {
    event.preventDefault();
    event.stopPropagation();
    show(open ? Math.max(0, Math.min(count - 1, active + step)) : active);
  } else if (event.key === 'ArrowDown') {
    event.preventDefault();
    show(active);
  } else if (event.key === 'Enter' && open && count > 0 && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    event.stopPropagation();
    take();
  } else if (event.key === 'Tab' && open && typed && count > 0) take();
  else if (event.key === 'Escape' && open) {
    event.preventDefault();
    event.stopPropagation();
    hide();
  }
}

/** One value picked from a list that is searched by typing (ARIA combobox). */
export function Picker(props: Props) {
  const { query, search, source, pick, clear } = props;
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLSpanElement>(null);
  const listId = useId();
  const marked = Math.min(active, Math.max(0, source.options.length - 1));
  const show = (index: number): void => {
    setOpen(true);
    setActive(index);
  };
  const hide = (): void => {
    setOpen(false);
    setActive(0);
    search(null);
  };
  const take = (option: PickerOption | undefined): void => {
    hide();
    if (option !== undefined) pick(option);
  };
  const current = source.options[marked];
  return (
    <span
      ref={box}
      className={classes.box}
      data-compact={props.compact || undefined}
      data-invalid={props.invalid || undefined}
    >
      {props.before}
      <input
        {...inputAttributes(props)}
        className={classes.bare}
        data-compact={props.compact || undefined}
        role="combobox"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open && current !== undefined ? `${listId}-${marked}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={props.compact ? undefined : props.placeholder}
        value={query ?? props.shown}
        onChange={(event) => {
          search(event.currentTarget.value);
          show(0);
        }}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) event.currentTarget.select();
        }}
        onClick={() => show(active)}
        onKeyDown={(event) =>
          pickerKey(event, {
            open,
            active: marked,
            count: source.options.length,
            show,
            hide,
            take: () => take(current),
            typed: query !== null && query !== '',
          })
        }
        onBlur={() => {
          if (query !== null) props.leaveTyped(query);
          hide();
          props.leave();
        }}
      />
      {clear !== null && props.shown !== '' && !props.field.required && (
        <button
          type="button"
          className={classes.icon}
          tabIndex={-1}
          aria-label={`Clear ${props.label ?? props.field.label}`}
          onClick={clear}
        >
          <X size={14} aria-hidden />
        </button>
      )}
      {props.after}
      {!props.compact && <ChevronDown className={classes.chevron} size={14} aria-hidden />}
      {open && (
        <FloatingPanel anchor={box} wide>
          <PickerList
            id={listId}
            source={source}
            active={marked}
            label={props.label ?? props.field.label}
            take={take}
          />
        </FloatingPanel>
      )}
    </span>
  );
}
