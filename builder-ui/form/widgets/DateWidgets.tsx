import { CalendarDays } from 'lucide-react';
import { lazy, Suspense, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTypingPlace } from '../form-context.ts';
import { formatDate, formatTime } from '../values/calendar-text.ts';
import { readText } from '../values/read-text.ts';
import {
  formatDatetime,
  fromWall,
  offsetName,
  repeated,
  todayNow,
  toWall,
  zoneName,
} from '../values/zoned-time.ts';
import { isUnread, type Reading } from '../values/unread.ts';
import { FloatingPanel } from './FloatingPanel.tsx';
import { useTypedText } from './typed-text.ts';
import { inputAttributes, type WidgetProps } from './widget.ts';
import classes from './widgets.module.css';

const Calendar = lazy(() => import('./Calendar.tsx').then(({ Calendar }) => ({ default: Calendar })));

type BoxProps = WidgetProps & {
  readonly show: (value: string) => string;
  readonly placeholder: string;
  /** Day that the calendar marks, and what choosing a day means. */
  readonly day: string | null;
  readonly pick: (day: string) => void;
  readonly after?: string | undefined;
};

function CalendarPopup(props: {
  readonly anchor: RefObject<HTMLSpanElement | null>;
  readonly day: string | null;
  readonly pick: (day: string) => void;
  readonly close: () => void;
}) {
  const place = useTypingPlace();
  return (
    <FloatingPanel anchor={props.anchor}>
      <Suspense fallback={<div className={classes.calendarWait} />}>
        <Calendar
          day={props.day}
          today={todayNow(place.zone)}
          locale={place.locale}
          pick={props.pick}
          close={props.close}
        />
      </Suspense>
    </FloatingPanel>
  );
}

function DateBox(props: BoxProps) {
  const place = useTypingPlace();
  const read = (text: string): Reading<string> => readText(props.field, text, place) as Reading<string>;
  const text = useTypedText({ ...props, read });
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const close = (): void => {
    setOpen(false);
    text.ref.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey && event.key === 'ArrowDown') {
      event.preventDefault();
      setOpen(true);
    }
  };
  return (
    <span
      ref={box}
      className={classes.box}
      data-compact={props.compact || undefined}
      data-invalid={props.invalid || undefined}
    >
      <input
        {...inputAttributes(props)}
        {...text}
        className={classes.bare}
        data-compact={props.compact || undefined}
        autoComplete="off"
        placeholder={props.compact ? undefined : props.placeholder}
        onKeyDown={onKeyDown}
      />
      {props.after !== undefined && <span className={classes.affix}>{props.after}</span>}
      <button
        type="button"
        className={classes.icon}
        tabIndex={-1}
        aria-label={`Calendar for ${props.label ?? props.field.label}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <CalendarDays size={14} aria-hidden />
      </button>
      {open && (
        <CalendarPopup
          anchor={box}
          day={props.day}
          close={close}
          pick={(day) => {
            props.pick(day);
            close();
          }}
        />
      )}
    </span>
  );
}

/** A day: typed in any usual form, or picked. */
export function DateWidget(props: WidgetProps) {
  const { locale } = useTypingPlace();
  const day = typeof props.value === 'string' && !isUnread(props.value) ? props.value : null;
  return (
    <DateBox
      {...props}
      show={(value) => formatDate(value, locale)}
      placeholder="today, +3d, 21 Nov"
      day={day}
      pick={props.change}
    />
  );
}

/** An instant, typed as day and time in the workspace's zone. Says when the clock shows a time twice, and lets choose. */
export function DatetimeWidget(props: WidgetProps) {
  const place = useTypingPlace();
  const { value, change } = props;
  const instant =
    typeof value === 'string' && !isUnread(value) && !Number.isNaN(Date.parse(value)) ? value : null;
  const wall = instant === null ? null : toWall(Date.parse(instant), place.zone);
  const twice = instant === null ? null : repeated(instant, place.zone);
  const zone = offsetName(instant, place.zone, place.locale);
  const pick = (day: string): void => {
    const read = fromWall({ date: day, time: wall?.time ?? '09:00:00' }, place);
    if (read.ok) change(read.value);
  };
  return (
    <>
      <DateBox
        {...props}
        show={(shown) => formatDatetime(shown, place)}
        placeholder="tomorrow 9:30"
        day={wall?.date ?? null}
        pick={pick}
        after={props.compact ? undefined : zone}
      />
      {twice !== null && !props.compact && (
        <fieldset className={classes.twice} aria-label={`${props.field.label}: this time comes twice`}>
          The clock shows this time twice:
          {twice.map((at) => (
            <button
              key={at}
              type="button"
              className={classes.quiet}
              aria-pressed={at === Date.parse(instant ?? '')}
              onClick={() => change(new Date(at).toISOString())}
            >
              {zoneName(at, place.zone, place.locale)}
            </button>
          ))}
        </fieldset>
      )}
    </>
  );
}

/** A time of day. */
export function TimeWidget(props: WidgetProps) {
  const place = useTypingPlace();
  const text = useTypedText<string>({
    ...props,
    read: (typed) => readText(props.field, typed, place) as Reading<string>,
    show: formatTime,
  });
  return (
    <input
      {...inputAttributes(props)}
      {...text}
      className={classes.input}
      data-compact={props.compact || undefined}
      autoComplete="off"
      placeholder={props.compact ? undefined : '9:30'}
    />
  );
}
