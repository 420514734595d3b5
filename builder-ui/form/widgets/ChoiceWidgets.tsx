import { useState } from 'react';
import type { ChoiceOption } from '../../../runtime/model/field.ts';
import { foldText, optionNamed } from '../values/read-text.ts';
import { isUnread, unread, unreadText } from '../values/unread.ts';
import { Picker, type PickerSource } from './Picker.tsx';
import type { PickerOption } from './PickerList.tsx';
import { PillPicker } from './PillPicker.tsx';
import type { WidgetProps } from './widget.ts';
import classes from './widgets.module.css';

/** Options whose label or name holds the query, those that begin with it first. */
function matching(options: readonly ChoiceOption[], query: string | null): readonly ChoiceOption[] {
  const sought = foldText(query ?? '');
  const found = options.filter(
    ({ label, name }) => foldText(label).includes(sought) || name.includes(sought),
  );
  const begins = (option: ChoiceOption): number => (foldText(option.label).startsWith(sought) ? 0 : 1);
  return sought === '' ? found : [...found].sort((a, b) => begins(a) - begins(b));
}

function toSource(options: readonly ChoiceOption[], isPicked: (name: string) => boolean): PickerSource {
  const colored = options.some((option) => option.color !== null);
  return {
    options: options.map((option): PickerOption => ({
      value: option.name,
      label: option.label,
      picked: isPicked(option.name),
      ...(colored ? { color: option.color } : {}),
    })),
    note: options.length === 0 ? 'No option like that.' : null,
  };
}

/** One of the listed options. */
export function ChoiceWidget(props: WidgetProps) {
  const [query, setQuery] = useState<string | null>(null);
  const { value, change } = props;
  const options = props.field.options ?? [];
  const name = typeof value === 'string' ? value : '';
  const picked = options.find((option) => option.name === name);
  const leaveTyped = (text: string): void => {
    if (text.trim() === '') change(null);
    else change(optionNamed(options, text)?.name ?? unread(text));
  };
  return (
    <Picker
      {...props}
      shown={picked?.label ?? (isUnread(value) ? unreadText(value) : name)}
      query={query}
      search={setQuery}
      source={toSource(matching(options, query), (option) => option === name)}
      pick={(option) => change(option.value)}
      clear={() => change(null)}
      leaveTyped={leaveTyped}
      before={
        picked !== undefined && picked.color !== null ? (
          <span className={classes.dot} data-color={picked.color} />
        ) : undefined
      }
    />
  );
}

/** Any number of the listed options. */
export function ChoicesWidget(props: WidgetProps) {
  const [query, setQuery] = useState<string | null>(null);
  const options = props.field.options ?? [];
  const names = Array.isArray(props.value) ? (props.value as readonly string[]) : [];
  const left = options.filter((option) => !names.includes(option.name));
  return (
    <PillPicker
      {...props}
      pills={names.map((name) => {
        const option = options.find((each) => each.name === name);
        return { value: name, label: option?.label ?? name, color: option?.color ?? null };
      })}
      query={query}
      search={setQuery}
      source={toSource(matching(left, query), () => false)}
      add={(option) => props.change([...names, option.value])}
      remove={(name) => props.change(names.filter((each) => each !== name))}
      addTyped={null}
    />
  );
}

/** Free words: Enter, a comma or a pasted list adds them. */
export function TagsWidget(props: WidgetProps) {
  const [query, setQuery] = useState<string | null>(null);
  const tags = Array.isArray(props.value) ? (props.value as readonly string[]) : [];
  const addTyped = (text: string): void => {
    const words = text.split(/[,;\t\n]/u).map((word) => word.trim());
    props.change([...new Set([...tags, ...words.filter((word) => word !== '')])]);
  };
  return (
    <PillPicker
      {...props}
      pills={tags.map((tag) => ({ value: tag, label: tag, color: null }))}
      query={query}
      search={setQuery}
      source={null}
      add={() => undefined}
      remove={(tag) => props.change(tags.filter((each) => each !== tag))}
      addTyped={addTyped}
    />
  );
}

/** Yes or no; where no answer is allowed, a third state says so. */
export function BooleanWidget(props: WidgetProps) {
  const { value, change, leave, field } = props;
  const answered = typeof value === 'boolean';
  return (
    <label className={classes.check} data-compact={props.compact || undefined}>
      <input
        id={props.id}
        type="checkbox"
        className={classes.checkbox}
        aria-label={props.label ?? field.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        checked={value === true}
        ref={(element) => {
          if (element !== null) element.indeterminate = !answered;
        }}
        onChange={(event) => change(event.currentTarget.checked)}
        onBlur={leave}
      />
      {!props.compact && (
        <span data-faint={!answered || undefined}>{answered ? (value ? 'Yes' : 'No') : 'Not answered'}</span>
      )}
    </label>
  );
}
