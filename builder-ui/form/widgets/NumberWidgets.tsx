import { useTypingPlace } from '../form-context.ts';
import { formatDuration } from '../values/duration-text.ts';
import { currencySign, formatExact, shiftPoint } from '../values/number-text.ts';
import { readText } from '../values/read-text.ts';
import type { Reading } from '../values/unread.ts';
import { useTypedText } from './typed-text.ts';
import { inputAttributes, type WidgetProps } from './widget.ts';
import classes from './widgets.module.css';

type NumberBoxProps<T> = WidgetProps & {
  readonly show: (value: T) => string;
  readonly edit?: (value: T) => string;
  readonly before?: string;
  readonly after?: string;
  readonly placeholder?: string;
  readonly inputMode?: 'decimal' | 'numeric' | 'text';
};

function NumberBox<T>(props: NumberBoxProps<T>) {
  const place = useTypingPlace();
  const read = (text: string): Reading<T> => readText(props.field, text, place) as Reading<T>;
  const { show, edit, before, after, placeholder, inputMode = 'decimal' } = props;
  const text = useTypedText({ ...props, read, show, ...(edit === undefined ? {} : { edit }) });
  return (
    <span
      className={classes.box}
      data-compact={props.compact || undefined}
      data-invalid={props.invalid || undefined}
    >
      {before !== undefined && !props.compact && <span className={classes.affix}>{before}</span>}
      <input
        {...inputAttributes(props)}
        {...text}
        className={classes.number}
        data-compact={props.compact || undefined}
        inputMode={inputMode}
        autoComplete="off"
        placeholder={props.compact ? undefined : placeholder}
      />
      {after !== undefined && <span className={classes.affix}>{after}</span>}
    </span>
  );
}

/** An exact amount, from the typed text to the wire without a floating number in between. */
export function MoneyWidget(props: WidgetProps) {
  const { locale } = useTypingPlace();
  const { scale = 2, currency = '' } = props.field;
  return (
    <NumberBox<string>
      {...props}
      show={(value) => formatExact(value, locale, scale)}
      edit={(value) => formatExact(value, locale, scale, false)}
      placeholder={formatExact('0', locale, scale)}
      before={currencySign(currency, locale)}
    />
  );
}

export function DecimalWidget(props: WidgetProps) {
  const { locale } = useTypingPlace();
  const { scale = 2 } = props.field;
  return (
    <NumberBox<string>
      {...props}
      show={(value) => formatExact(value, locale, scale)}
      edit={(value) => formatExact(value, locale, scale, false)}
      placeholder={formatExact('0', locale, scale)}
    />
  );
}

/** Shown in percent, stored as an exact fraction: 5 is `0.05`. */
export function PercentWidget(props: WidgetProps) {
  const { locale } = useTypingPlace();
  const scale = props.field.scale ?? 4;
  const shown = Math.max(0, scale - 2);
  return (
    <NumberBox<string>
      {...props}
      show={(value) => formatExact(shiftPoint(value, 2), locale, shown)}
      edit={(value) => formatExact(shiftPoint(value, 2), locale, shown, false)}
      placeholder={formatExact('0', locale, shown)}
      after="%"
    />
  );
}

export function IntegerWidget(props: WidgetProps) {
  const { locale } = useTypingPlace();
  return (
    <NumberBox<number>
      {...props}
      show={(value) => formatExact(String(value), locale, 0)}
      edit={String}
      inputMode="numeric"
    />
  );
}

/** A length of time, typed as `1h 30m`, held in seconds. */
export function DurationWidget(props: WidgetProps) {
  return <NumberBox<number> {...props} show={formatDuration} placeholder="1h 30m" inputMode="text" />;
}
