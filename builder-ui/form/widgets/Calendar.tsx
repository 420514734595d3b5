/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a dialog element would leave the flow of its panel */
import '@mantine/dates/styles.layer.css';
import { DatePicker } from '@mantine/dates';
import { useEffect, useRef } from 'react';
import classes from './widgets.module.css';

/** Weekends look like other days: red would say that something is wrong. */
const NO_DAYS: [] = [];

type Props = {
  readonly day: string | null;
  readonly today: string;
  readonly locale: string;
  readonly pick: (day: string) => void;
  readonly close: () => void;
};

/** A month to pick a day from. Loaded when it is first opened. */
export function Calendar({ day, today, locale, pick, close }: Props) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = ['[data-selected]', '[data-today]', 'table button']
      .map((each) => root.current?.querySelector<HTMLButtonElement>(each))
      .find((day) => day !== null && day !== undefined);
    first?.focus();
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) close();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [close]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc is the one key it takes
    <div
      ref={root}
      className={classes.calendar}
      role="dialog"
      aria-label="Calendar"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <DatePicker
        value={day}
        defaultDate={day ?? today}
        getDayProps={(date) => (date === today ? { 'data-today': true } : {})}
        firstDayOfWeek={firstDay(locale)}
        size="xs"
        weekendDays={NO_DAYS}
        ariaLabels={{ nextMonth: 'Next month', previousMonth: 'Previous month' }}
        onChange={(picked) => {
          if (picked !== null) pick(picked);
        }}
      />
      <button type="button" className={classes.quiet} onClick={() => pick(today)}>
        Today
      </button>
    </div>
  );
}

type WeekLocale = Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };

function firstDay(locale: string): 0 | 1 | 6 {
  const known = new Intl.Locale(locale) as WeekLocale;
  const day = (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
  return day === 7 ? 0 : day === 6 ? 6 : 1;
}
