/* oxlint-disable jsx-a11y/prefer-tag-over-role -- HTML has no list of choices below a text input that is searched */
/* oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keyboard stays in the input */
import type { ReactNode } from 'react';
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

/** Scrolls the marked option into view. */
function reveal(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}

/** The list of a picker. The keyboard stays in the input; the mouse must not take it away. */
export function PickerList({ id, source, active, label, take }: Props) {
  return (
    <div className={classes.list} onPointerDown={(event) => event.preventDefault()}>
      <div id={id} role="listbox" aria-label={label}>
        {source.options.map((option, index) => (
          <div
            key={`${option.creates === true ? 'new' : ''}${option.value}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            ref={index === active ? reveal : undefined}
            className={classes.option}
            data-creates={option.creates}
            data-picked={option.picked || undefined}
            onClick={() => take(option)}
          >
            <OptionBody option={option} />
          </div>
        ))}
      </div>
      {source.note !== null && <output className={classes.listNote}>{source.note}</output>}
    </div>
  );
}
