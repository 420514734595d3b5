import { Checkbox, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useFoundRecords, useTitles } from '../../api/titles.ts';
import { useMe } from '../../api/views.ts';
import { valuesOf } from './conditions.ts';
import type { EditorProps } from './editor.ts';
import classes from './filters.module.css';

/** Any of the records that are ticked; the search looks among all that the person may read. */
export function ReferenceEditor({ column, conditions, onChange }: EditorProps) {
  const operator = column.operators.includes('has') ? 'has' : 'eq';
  const chosen = valuesOf(conditions, operator);
  const entity = column.target?.entity ?? '';
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const results = useFoundRecords(entity, asked);
  const titles = useTitles(entity, chosen);
  const toggle = (id: string): void =>
    onChange([
      { operator, values: chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id] },
    ]);
  const others = (results.data ?? []).filter((record) => !chosen.includes(record.id));
  return (
    <div>
      <TextInput
        data-autofocus
        aria-label={`Find ${column.target?.plural.toLowerCase() ?? 'records'}`}
        placeholder={`Find ${column.target?.plural.toLowerCase() ?? 'records'}`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <fieldset className={classes.found} aria-label={column.label} aria-busy={results.isFetching}>
        {chosen.map((id) => (
          <Checkbox key={id} checked onChange={() => toggle(id)} label={titles.get(id) ?? '…'} />
        ))}
        {others.map((record) => (
          <Checkbox key={record.id} checked={false} onChange={() => toggle(record.id)} label={record.title} />
        ))}
        {others.length === 0 && results.isSuccess ? (
          <span className={classes.hint}>
            {asked === '' ? 'There are none yet.' : `Nothing found for “${asked}”.`}
          </span>
        ) : null}
      </fieldset>
    </div>
  );
}

/** Records of the person who is signed in. */
export function UserEditor({ column, conditions, onChange }: EditorProps) {
  const { actor } = useMe();
  const mine = valuesOf(conditions, 'eq').includes(actor.id);
  const others = valuesOf(conditions, 'not').includes(actor.id);
  return (
    <fieldset className={classes.choices} aria-label={column.label}>
      <button
        type="button"
        data-autofocus
        className={classes.option}
        aria-pressed={mine}
        onClick={() => onChange(mine ? [] : [{ operator: 'eq', values: [actor.id] }])}
      >
        Me
      </button>
      <button
        type="button"
        className={classes.option}
        aria-pressed={others}
        onClick={() => onChange(others ? [] : [{ operator: 'not', values: [actor.id] }])}
      >
        Somebody else
      </button>
    </fieldset>
  );
}
