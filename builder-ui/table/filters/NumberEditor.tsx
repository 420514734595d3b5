import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFormats } from '../../format/formats.ts';
import { valuesOf } from './conditions.ts';
import type { EditorProps } from './editor.ts';
import { readNumber, writeNumber } from './number-text.ts';
import { useSettled } from './use-settled.ts';
import classes from './filters.module.css';

const HINTS: Readonly<Record<string, string>> = {
  duration: 'Such as 1:30, 1h 30m or 2d',
  percent: 'Percent, such as 5',
  sequence: 'With or without its prefix',
};

/** Smallest and largest value; both the same means exactly that one. */
export function NumberEditor({ column, conditions, onChange }: EditorProps) {
  const { locale } = useFormats();
  const start = (operator: 'gte' | 'lte'): string => {
    const value = valuesOf(conditions, operator)[0] ?? valuesOf(conditions, 'eq')[0];
    return value === undefined ? '' : writeNumber(column, value);
  };
  const [low, setLow] = useState(() => start('gte'));
  const [high, setHigh] = useState(() => start('lte'));
  const [from, to] = [readNumber(column, low, locale), readNumber(column, high, locale)];
  useSettled(`${low} ${high}`, () => {
    if (from === null || to === null) return;
    onChange([
      ...(from === '' ? [] : [{ operator: 'gte' as const, values: [from] }]),
      ...(to === '' ? [] : [{ operator: 'lte' as const, values: [to] }]),
    ]);
  });
  const unit = column.cell === 'money' ? ` (${column.currency})` : '';
  return (
    <div>
      <div className={classes.pair}>
        <TextInput
          data-autofocus
          label={`From${unit}`}
          inputMode="decimal"
          value={low}
          error={from === null ? 'Not a number' : null}
          onChange={(event) => setLow(event.currentTarget.value)}
        />
        <TextInput
          label={`To${unit}`}
          inputMode="decimal"
          value={high}
          error={to === null ? 'Not a number' : null}
          onChange={(event) => setHigh(event.currentTarget.value)}
        />
      </div>
      {HINTS[column.cell] === undefined ? null : <p className={classes.hint}>{HINTS[column.cell]}</p>}
    </div>
  );
}
