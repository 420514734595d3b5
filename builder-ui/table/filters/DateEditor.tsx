import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFormats } from '../../format/formats.ts';
import { RELATIVE_RANGES } from '../../routes/relative-dates.ts';
import { valuesOf } from './conditions.ts';
import type { EditorProps } from './editor.ts';
import classes from './filters.module.css';

function useSpan({ conditions, onChange }: EditorProps) {
  const start = (operator: 'gte' | 'lte'): string => (valuesOf(conditions, operator)[0] ?? '').slice(0, 10);
  const [span, setSpan] = useState({ from: start('gte'), to: start('lte') });
  const change = (next: { from: string; to: string }): void => {
    setSpan(next);
    onChange([
      ...(next.from === '' ? [] : [{ operator: 'gte' as const, values: [next.from] }]),
      ...(next.to === '' ? [] : [{ operator: 'lte' as const, values: [next.to] }]),
    ]);
  };
  return { span, change };
}

/** A range by name, or from day to day, both included. */
export function DateEditor(props: EditorProps) {
  const { column, conditions, onChange } = props;
  const formats = useFormats();
  const { span, change } = useSpan(props);
  const [named] = valuesOf(conditions, 'within');
  const typed = named === undefined ? span : { from: '', to: '' };
  return (
    <div>
      <fieldset className={classes.choices} aria-label={`${column.label}, by name`}>
        {Object.entries(RELATIVE_RANGES).map(([name, label], index) => (
          <button
            key={name}
            type="button"
            className={classes.option}
            aria-pressed={named === name}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            onClick={() => onChange(named === name ? [] : [{ operator: 'within', values: [name] }])}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <div className={classes.pair}>
        <TextInput
          type="date"
          label="From"
          value={typed.from}
          max="9999-12-31"
          onChange={(event) => change({ ...typed, from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label="To"
          value={typed.to}
          max="9999-12-31"
          onChange={(event) => change({ ...typed, to: event.currentTarget.value })}
        />
      </div>
      {column.cell === 'datetime' ? <p className={classes.hint}>Days in {formats.timeZone}</p> : null}
    </div>
  );
}

/** From one time of day to another. */
export function TimeEditor(props: EditorProps) {
  const [from = ''] = valuesOf(props.conditions, 'gte');
  const [to = ''] = valuesOf(props.conditions, 'lte');
  const change = (low: string, high: string): void =>
    props.onChange([
      ...(low === '' ? [] : [{ operator: 'gte' as const, values: [low] }]),
      ...(high === '' ? [] : [{ operator: 'lte' as const, values: [high] }]),
    ]);
  return (
    <div className={classes.pair}>
      <TextInput
        data-autofocus
        type="time"
        label="From"
        value={from}
        onChange={(event) => change(event.currentTarget.value, to)}
      />
      <TextInput
        type="time"
        label="To"
        value={to}
        onChange={(event) => change(from, event.currentTarget.value)}
      />
    </div>
  );
}
