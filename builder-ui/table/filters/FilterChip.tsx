import { Popover } from '@mantine/core';
import { Lock, X } from 'lucide-react';
import type { ColumnView } from '../../../runtime/wire/view.ts';
import { usePeopleNames, useTitles } from '../../api/titles.ts';
import { useMe } from '../../api/views.ts';
import { useFormats } from '../../format/formats.ts';
import type { Condition } from '../../routes/list-search.ts';
import { conditionsText } from './conditions.ts';
import { FilterPanel } from './FilterPanel.tsx';
import classes from '../toolbar.module.css';

function usePhrase(column: ColumnView, conditions: readonly Condition[]): string {
  const formats = useFormats();
  const { actor } = useMe();
  const ids = conditions.filter(({ operator }) => operator !== 'empty').flatMap(({ values }) => values);
  const refers = column.cell === 'reference' || column.cell === 'references';
  const titles = useTitles(refers ? (column.target?.entity ?? null) : null, refers ? ids.slice(0, 3) : []);
  const names = usePeopleNames(column.cell === 'user');
  const people = new Map([...names, [actor.id, 'me']]);
  return conditionsText(column, conditions, formats, column.cell === 'user' ? people : titles);
}

type Props = {
  readonly column: ColumnView;
  readonly conditions: readonly Condition[];
  readonly opened: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onChange: (conditions: readonly Condition[]) => void;
};

/** A filter in force, as a phrase; a press opens its editor. */
export function FilterChip({ column, conditions, opened, onOpen, onChange }: Props) {
  const phrase = usePhrase(column, conditions);
  const blank = conditions.length === 0;
  return (
    <span className={classes.chip}>
      <Popover opened={opened} onChange={onOpen} trapFocus returnFocus withinPortal>
        <Popover.Target>
          <button type="button" className={classes.chipText} onClick={() => onOpen(!opened)}>
            {column.label} <strong>{blank ? '…' : phrase}</strong>
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={`Filter by ${column.label}`}>
          <FilterPanel
            column={column}
            conditions={conditions}
            onChange={onChange}
            onDone={() => onOpen(false)}
          />
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className={classes.chipRemove}
        aria-label={`Remove filter ${column.label}`}
        onClick={() => {
          onOpen(false);
          onChange([]);
        }}
      >
        <X size={13} aria-hidden />
      </button>
    </span>
  );
}

/** A filter that belongs to the screen and cannot be changed. */
export function FixedChip({ column, conditions }: Pick<Props, 'column' | 'conditions'>) {
  const phrase = usePhrase(column, conditions);
  return (
    <span className={classes.chip} data-fixed title="This screen always filters by this">
      <span className={classes.chipText}>
        <Lock size={11} aria-label="Always" /> {column.label} <strong>{phrase}</strong>
      </span>
    </span>
  );
}

/** The condition of the screen, in words; it cannot be changed. */
export function WhereChip({ words }: { readonly words: string }) {
  return (
    <span className={classes.chip} data-fixed data-long title={`This screen shows only where ${words}`}>
      <span className={classes.chipText}>
        <Lock size={11} aria-label="Always" /> where <strong>{words}</strong>
      </span>
    </span>
  );
}
