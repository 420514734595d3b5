import { X } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { OptionColor } from '../../../runtime/model/field.ts';
import { FloatingPanel } from './FloatingPanel.tsx';
import type { PickerSource } from './Picker.tsx';
import { PickerList, type PickerOption } from './PickerList.tsx';
import { inputAttributes, type WidgetProps } from './widget.ts';
import classes from './widgets.module.css';

export type Pill = {
  readonly value: string;
  readonly label: string;
  readonly color: OptionColor | null;
  readonly mark?: string;
};

type Props = WidgetProps & {
  readonly pills: readonly Pill[];
  readonly query: string | null;
  readonly search: (query: string | null) => void;
  /** Null where there is nothing to pick from. */
  readonly source: PickerSource | null;
  readonly add: (option: PickerOption) => void;
  readonly remove: (value: string) => void;
  /** Takes free text; null where only listed values are allowed. */
  readonly addTyped: ((text: string) => void) | null;
};

function Pills({
  pills,
  remove,
  of,
}: {
  readonly pills: readonly Pill[];
  readonly remove: Props['remove'];
  readonly of: string;
}) {
  return pills.map((pill) => (
    <span key={pill.value} className={classes.pill} data-color={pill.color ?? undefined}>
      <bdi>{pill.label}</bdi>
      {pill.mark !== undefined && <span className={classes.pillMark}>{pill.mark}</span>}
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Remove ${pill.label} from ${of}`}
        onClick={() => remove(pill.value)}
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  ));
}

/** Several values as pills, with an input that picks or types more. Backspace in the empty input takes the last away. */
export function PillPicker(props: Props) {
  const { pills, query, search, source, add, remove, addTyped } = props;
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLSpanElement>(null);
  const listId = useId();
  const text = query ?? '';
  const options = source?.options ?? [];
  const marked = Math.min(active, Math.max(0, options.length - 1));
  const name = props.label ?? props.field.label;
  const done = (): void => {
    search(null);
    setActive(0);
  };
  const takeText = (): void => {
    if (addTyped !== null && text.trim() !== '') addTyped(text);
    done();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Backspace' && text === '' && pills.length > 0) remove(pills.at(-1)?.value ?? '');
    else if (step !== undefined && source !== null) {
      event.preventDefault();
      event.stopPropagation();
      setActive(open ? Math.max(0, Math.min(options.length - 1, marked + step)) : marked);
      setOpen(true);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      const option = options[marked];
      if (open && option !== undefined) add(option);
      else if (text === '') return;
      event.preventDefault();
      event.stopPropagation();
      if (open && option !== undefined) done();
      else takeText();
    } else if (event.key === 'Tab' && open && text !== '') {
      const option = options[marked];
      if (option === undefined) return;
      add(option);
      done();
    } else if (event.key === ',' && addTyped !== null) {
      event.preventDefault();
      takeText();
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
      done();
    }
  };
  return (
    <span
      ref={box}
      className={classes.pills}
      data-compact={props.compact || undefined}
      data-invalid={props.invalid || undefined}
    >
      <Pills pills={pills} remove={remove} of={name} />
      <input
        {...inputAttributes(props)}
        className={classes.bare}
        data-compact={props.compact || undefined}
        {...(source === null
          ? {}
          : {
              role: 'combobox',
              'aria-expanded': open,
              'aria-controls': open ? listId : undefined,
              'aria-autocomplete': 'list' as const,
              'aria-activedescendant': open && options.length > 0 ? `${listId}-${marked}` : undefined,
            })}
        autoComplete="off"
        placeholder={
          pills.length === 0 && !props.compact
            ? source === null
              ? 'Type and press Enter'
              : 'Add'
            : undefined
        }
        value={text}
        onChange={(event) => {
          search(event.currentTarget.value);
          setOpen(true);
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain');
          if (addTyped === null || !/[,;\t\n]/u.test(pasted)) return;
          event.preventDefault();
          addTyped(pasted);
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          takeText();
          setOpen(false);
          props.leave();
        }}
      />
      {open && source !== null && (
        <FloatingPanel anchor={box} wide>
          <PickerList
            id={listId}
            source={source}
            active={marked}
            label={name}
            take={(option) => {
              add(option);
              done();
            }}
          />
        </FloatingPanel>
      )}
    </span>
  );
}
