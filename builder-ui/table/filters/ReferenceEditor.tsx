import { Checkbox, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import {
  useFoundPeople,
  useFoundRecords,
  usePeopleNames,
  useTitles,
  type FoundRecord,
} from '../../api/titles.ts';
import { useMe } from '../../api/views.ts';
import { valuesOf } from './conditions.ts';
import type { EditorProps } from './editor.ts';
import { inSentence } from '../../format/in-sentence.ts';
import classes from './filters.module.css';

type PickListProps = {
  readonly label: string;
  /** What is looked for, in the plural: `customers`. */
  readonly noun: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly found: readonly FoundRecord[] | undefined;
  readonly busy: boolean;
  readonly chosen: readonly string[];
  readonly titles: ReadonlyMap<string, string>;
  readonly onChoose: (ids: readonly string[]) => void;
};

/** A search with a list of ticks; what is ticked stays on top whatever is searched for. */
function PickList({ label, noun, text, onText, found, busy, chosen, titles, onChoose }: PickListProps) {
  const others = (found ?? []).filter((record) => !chosen.includes(record.id));
  return (
    <div>
      <TextInput
        data-autofocus
        aria-label={`Find ${noun}`}
        placeholder={`Find ${noun}`}
        maxLength={100}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <fieldset className={classes.found} aria-label={label} aria-busy={busy}>
        {chosen.map((id) => (
          <Checkbox
            key={id}
            checked
            onChange={() => onChoose(chosen.filter((each) => each !== id))}
            label={titles.get(id) ?? '…'}
          />
        ))}
        {others.map((record) => (
          <Checkbox
            key={record.id}
            checked={false}
            onChange={() => onChoose([...chosen, record.id])}
            label={record.title}
          />
        ))}
        {found !== undefined && others.length === 0 ? (
          <span className={classes.hint}>
            {text.trim() === '' ? 'There are no others.' : `Nothing found for “${text.trim()}”.`}
          </span>
        ) : null}
      </fieldset>
    </div>
  );
}

/** Any of the records that are ticked; the search looks among all that the person may read. */
export function ReferenceEditor({ column, conditions, onChange }: EditorProps) {
  const operator = column.operators.includes('has') ? 'has' : 'eq';
  const chosen = valuesOf(conditions, operator);
  const entity = column.target?.entity ?? '';
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const results = useFoundRecords(entity, asked);
  return (
    <PickList
      label={column.label}
      noun={column.target === undefined ? 'records' : inSentence(column.target.plural)}
      text={text}
      onText={setText}
      found={results.data}
      busy={results.isFetching}
      chosen={chosen}
      titles={useTitles(entity, chosen)}
      onChoose={(values) => onChange([{ operator, values }])}
    />
  );
}

/** Any of the people who are ticked, oneself first. */
export function UserEditor({ column, conditions, onChange }: EditorProps) {
  const { actor } = useMe();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const results = useFoundPeople(asked);
  const names = usePeopleNames(true);
  const me = { id: actor.id, title: `Me (${actor.name})` };
  const others = results.data?.filter((person) => person.id !== actor.id);
  const found = others === undefined || asked !== '' ? results.data : [me, ...others];
  return (
    <PickList
      label={column.label}
      noun="people"
      text={text}
      onText={setText}
      found={found}
      busy={results.isFetching}
      chosen={valuesOf(conditions, 'eq')}
      titles={new Map([...names, [actor.id, me.title]])}
      onChoose={(values) => onChange([{ operator: 'eq', values }])}
    />
  );
}
