import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { ChoiceChip } from '../cells/ChoiceChip.tsx';
import { valuesOf } from './conditions.ts';
import type { EditorProps } from './editor.ts';
import classes from './filters.module.css';

/** Any of the options, or none of them. */
export function ChoiceEditor({ column, conditions, onChange }: EditorProps) {
  const many = column.operators.includes('has');
  const excluded = valuesOf(conditions, 'not');
  const [exclude, setExclude] = useState(excluded.length > 0);
  const operator = many ? 'has' : exclude ? 'not' : 'eq';
  const chosen = exclude ? excluded : valuesOf(conditions, many ? 'has' : 'eq');
  const toggle = (name: string): void => {
    const order = (column.options ?? []).map((option) => option.name);
    const next = order.filter((each) => (each === name ? !chosen.includes(name) : chosen.includes(each)));
    onChange([{ operator, values: next }]);
  };
  return (
    <div>
      <fieldset className={classes.checks} aria-label={column.label}>
        {(column.options ?? []).map((option, index) => (
          <Checkbox
            key={option.name}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            checked={chosen.includes(option.name)}
            onChange={() => toggle(option.name)}
            label={<ChoiceChip options={column.options} name={option.name} />}
          />
        ))}
      </fieldset>
      {many || !column.operators.includes('not') ? null : (
        <Checkbox
          className={classes.below}
          label="Show all but these"
          checked={exclude}
          onChange={() => {
            setExclude(!exclude);
            onChange([{ operator: exclude ? 'eq' : 'not', values: chosen }]);
          }}
        />
      )}
    </div>
  );
}

/** Yes or no. */
export function BooleanEditor({ column, conditions, onChange }: EditorProps) {
  const [chosen] = valuesOf(conditions, 'eq');
  return (
    <fieldset className={classes.choices} aria-label={column.label}>
      {(['true', 'false'] as const).map((value, index) => (
        <button
          key={value}
          type="button"
          className={classes.option}
          aria-pressed={chosen === value}
          {...(index === 0 ? { 'data-autofocus': true } : {})}
          onClick={() => onChange(chosen === value ? [] : [{ operator: 'eq', values: [value] }])}
        >
          {value === 'true' ? 'Yes' : 'No'}
        </button>
      ))}
    </fieldset>
  );
}
