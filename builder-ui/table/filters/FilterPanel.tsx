import { createElement } from 'react';
import { valuesOf } from './conditions.ts';
import type { EditorProps } from './editor.ts';
import { findFilterEditor } from './registry.ts';
import classes from './filters.module.css';

function ColumnEditor(props: EditorProps) {
  const editor = findFilterEditor(props.column.cell);
  return editor === null ? null : createElement(editor, props);
}

type Props = EditorProps & { readonly onDone: () => void };

/** What a filter's popover holds: the column's own editor, presence, and the way out. */
export function FilterPanel({ column, conditions, onChange, onDone }: Props) {
  const [empty] = valuesOf(conditions, 'empty');
  const own = conditions.filter(({ operator }) => operator !== 'empty');
  const ask = (value: 'true' | 'false'): void =>
    onChange(empty === value ? [] : [{ operator: 'empty', values: [value] }]);
  return (
    <div className={classes.editor}>
      <p className={classes.heading}>{column.label}</p>
      <ColumnEditor key={empty ?? 'value'} column={column} conditions={own} onChange={onChange} />
      <div className={classes.footer}>
        {column.operators.includes('empty') ? (
          <span className={classes.empties}>
            <button
              type="button"
              className={classes.textButton}
              aria-pressed={empty === 'true'}
              onClick={() => ask('true')}
            >
              Is empty
            </button>
            <button
              type="button"
              className={classes.textButton}
              aria-pressed={empty === 'false'}
              onClick={() => ask('false')}
            >
              Is not empty
            </button>
          </span>
        ) : (
          <span />
        )}
        <button type="button" className={classes.textButton} onClick={onDone}>
          Done
        </button>
      </div>
    </div>
  );
}
