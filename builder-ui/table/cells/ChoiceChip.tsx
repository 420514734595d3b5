import type { ChoiceOption } from '../../../runtime/model/field.ts';
import classes from './cells.module.css';

type Props = { readonly options: readonly ChoiceOption[] | undefined; readonly name: string };

/** An option in its colour. A name that is no option any more is shown as it is stored. */
export function ChoiceChip({ options, name }: Props) {
  const option = options?.find((each) => each.name === name);
  return (
    <span className={classes.chip} data-color={option?.color ?? 'gray'}>
      {option?.label ?? name}
    </span>
  );
}
