import type { ColumnView } from '../../../runtime/wire/view.ts';
import type { Formats } from '../../format/formats.ts';
import { isRelativeRange, RELATIVE_RANGES } from '../../routes/relative-dates.ts';
import type { Condition, ConditionOperator } from '../../routes/list-search.ts';

/** Values of the first condition with that operator. */
export function valuesOf(conditions: readonly Condition[], operator: ConditionOperator): readonly string[] {
  return conditions.find((condition) => condition.operator === operator)?.values ?? [];
}

/** A filter value as people read it. `titles` knows the records and people that were looked up. */
function valueText(
  column: ColumnView,
  value: string,
  formats: Formats,
  titles: ReadonlyMap<string, string>,
): string {
  const forms: Readonly<Record<string, () => string>> = {
    money: () => formats.money(value, column.currency ?? 'XXX', column.scale),
    percent: () => formats.percent(value, column.scale),
    decimal: () => formats.decimal(value, undefined),
    integer: () => formats.integer(value),
    duration: () => formats.duration(Number(value)),
    date: () => formats.date(value),
    datetime: () => (value.length === 10 ? formats.date(value) : formats.datetime(value)),
    time: () => formats.time(value),
    boolean: () => (value === 'true' ? 'yes' : 'no'),
    reference: () => titles.get(value) ?? '…',
    references: () => titles.get(value) ?? '…',
    user: () => titles.get(value) ?? '…',
    choice: () => column.options?.find((option) => option.name === value)?.label ?? value,
    choices: () => column.options?.find((option) => option.name === value)?.label ?? value,
  };
  return forms[column.cell]?.() ?? `“${value}”`;
}

/** A filter as a phrase behind the column's label: `is Open or Shipped`, `from £10.00 to £50.00`. */
export function conditionsText(
  column: ColumnView,
  conditions: readonly Condition[],
  formats: Formats,
  titles: ReadonlyMap<string, string>,
): string {
  const show = (value: string): string => valueText(column, value, formats, titles);
  const [low] = valuesOf(conditions, 'gte');
  const [high] = valuesOf(conditions, 'lte');
  if (low !== undefined && high !== undefined)
    return low === high ? `is ${show(low)}` : `from ${show(low)} to ${show(high)}`;
  return conditions.map((condition) => conditionText(condition, show)).join(' and ');
}

function conditionText({ operator, values }: Condition, show: (value: string) => string): string {
  const [first = ''] = values;
  const any = values.length > 3 ? `${values.length} values` : values.map(show).join(' or ');
  const phrases: Readonly<Record<ConditionOperator, () => string>> = {
    eq: () => `is ${any}`,
    not: () => `is not ${any}`,
    gt: () => `over ${show(first)}`,
    gte: () => `from ${show(first)}`,
    lt: () => `under ${show(first)}`,
    lte: () => `up to ${show(first)}`,
    contains: () => `contains ${show(first)}`,
    starts_with: () => `starts with ${show(first)}`,
    has: () => `has ${any}`,
    empty: () => (first === 'true' ? 'is empty' : 'is not empty'),
    within: () => (isRelativeRange(first) ? RELATIVE_RANGES[first].toLowerCase() : first),
  };
  return phrases[operator]();
}
