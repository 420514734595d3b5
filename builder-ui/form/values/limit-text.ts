import type { ValueProblem } from '../../../runtime/model/field-types/field-type.ts';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { formatDate, formatTime } from './calendar-text.ts';
import { formatDuration } from './duration-text.ts';
import { formatExact, shiftPoint } from './number-text.ts';
import type { Place } from './read-text.ts';
import { formatDatetime } from './zoned-time.ts';

const LIMITS: Readonly<Record<string, (value: string, field: FieldView, place: Place) => string>> = {
  percent: (value, _field, { locale }) =>
    `${formatExact(shiftPoint(value, 2), locale, 0).replace(/[.,]0+$/u, '')}%`,
  money: (value, field, { locale }) => formatExact(value, locale, field.scale ?? 2),
  decimal: (value, _field, { locale }) => formatExact(value, locale, 0),
  integer: (value, _field, { locale }) => formatExact(value, locale, 0),
  duration: (value) => formatDuration(Number(value)),
  date: (value, _field, { locale }) => formatDate(value, locale),
  datetime: (value, _field, place) => formatDatetime(value, place),
  time: (value) => formatTime(value),
};

function limitText(field: FieldView, value: string | number, place: Place): string {
  return LIMITS[field.widget]?.(String(value), field, place) ?? String(value);
}

/** A problem's settings as people of the place read them: `50%` for a limit of 0.5 of a percent field. */
export function readableParams(
  params: ValueProblem['params'],
  field: FieldView,
  place: Place,
): ValueProblem['params'] {
  const shown = (name: string, value: string | number): string | number =>
    name === 'min' || name === 'max' ? limitText(field, value, place) : value;
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shown(name, value)]));
}
