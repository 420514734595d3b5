import { Check, Minus } from 'lucide-react';
import type { CellProps } from './cell.ts';
import { ChoiceChip } from './ChoiceChip.tsx';
import classes from './cells.module.css';

export function ChoiceCell({ field, value }: CellProps) {
  if (typeof value !== 'string') return null;
  return <ChoiceChip options={field.options} name={value} />;
}

export function ChoicesCell({ field, value, whole = false }: CellProps) {
  if (!Array.isArray(value)) return null;
  return (
    <span className={whole ? classes.wrapped : classes.row}>
      {(value as string[]).map((name) => (
        <ChoiceChip key={name} options={field.options} name={name} />
      ))}
    </span>
  );
}

export function TagsCell({ value, whole = false }: CellProps) {
  if (!Array.isArray(value)) return null;
  return (
    <span className={whole ? classes.wrapped : classes.row}>
      {(value as string[]).map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}

export function BooleanCell({ value, whole = false }: CellProps) {
  if (typeof value !== 'boolean') return null;
  const label = value ? 'Yes' : 'No';
  return (
    <span className={classes.boolean} data-on={value || undefined}>
      {value ? <Check size={14} aria-hidden /> : <Minus size={14} aria-hidden />}
      <span className={whole ? undefined : classes.hiddenText}>{label}</span>
    </span>
  );
}
