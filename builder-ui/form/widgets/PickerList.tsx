import { useEffect, useRef, type ReactNode } from 'react';
import type { OptionColor } from '../../../runtime/model/field.ts';
import type { PickerSource } from './Picker.tsx';
import classes from './widgets.module.css';

export type PickerOption = {
  readonly value: string;
  readonly label: string;
  /** One more fact that tells alike records apart. */
  readonly note?: string | null;
  readonly color?: OptionColor | null;
  /** Makes something instead of picking it. */
  readonly creates?: true;
  readonly picked?: boolean;
};

type Props = {
  readonly id: string;
  readonly source: PickerSource;
  readonly active: number;
  readonly label: string;
  readonly take: (option: PickerOption) => void;
};

function OptionBody({ option }: { readonly option: PickerOption }): ReactNode {
  return (
    <>
      {option.color !== undefined && <span className={classes.dot} data-color={option.color ?? 'gray'} />}
      <bdi className={classes.optionLabel}>{option.label}</bdi>
      {option.note !== undefined && option.note !== null && (
        <bdi className={classes.optionNote}>{option.note}</bdi>
      )}
    </>
  );
}

/** The list of a picker. The keyboard stays in the input; the mouse must not take it away. */
export function PickerList({ id, source, active, label, take }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, source.options]);
  return (
    <div className={classes.list} onPointerDown={(event) => event.preventDefault()}>
      <div ref={list} id={id} role="listbox" aria-label={label}>
        {source.options.map((option, index) => (
          <div
            key={`${option.creates === true ? 'new' : ''}${option.value}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes.option}
            data-creates={option.creates}
            data-picked={option.picked || undefined}
            onClick={() => take(option)}
          >
            <OptionBody option={option} />
          </div>
        ))}
      </div>
      {source.note !== null && (
        <div className={classes.listNote} role="status">
          {source.note}
        </div>
      )}
    </div>
  );
}
