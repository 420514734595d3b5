import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Operator } from '../../../runtime/model/field-types/field-type.ts';
import type { EditorProps } from './editor.ts';
import { useSettled } from './use-settled.ts';
import classes from './filters.module.css';

const LABELS = {
  contains: 'Contains',
  starts_with: 'Starts with',
  eq: 'Is exactly',
  not: 'Is not',
  has: 'Has',
} as const;
type TextOperator = keyof typeof LABELS;

const isTextOperator = (operator: Operator | 'within'): operator is TextOperator => operator in LABELS;

/** Words and how they are compared. */
export function TextEditor({ column, conditions, onChange }: EditorProps) {
  const offered = column.operators.filter(isTextOperator);
  const present = conditions.find(({ operator }) => isTextOperator(operator));
  const [operator, setOperator] = useState<TextOperator>(
    (present?.operator as TextOperator | undefined) ?? offered[0] ?? 'eq',
  );
  const [text, setText] = useState(present?.values[0] ?? '');
  useSettled(`${operator} ${text}`, () => onChange(text === '' ? [] : [{ operator, values: [text] }]));
  return (
    <div className={classes.pair}>
      <NativeSelect
        aria-label={`How to compare ${column.label}`}
        data={offered.map((value) => ({ value, label: LABELS[value] }))}
        value={operator}
        onChange={(event) => setOperator(event.currentTarget.value as TextOperator)}
      />
      <TextInput
        data-autofocus
        aria-label={column.label}
        placeholder="Text"
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </div>
  );
}
