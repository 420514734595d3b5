import { useFormats } from '../../format/formats.ts';
import type { CellProps } from './cell.ts';
import classes from './cells.module.css';

function Digits({ text }: { readonly text: string }) {
  return text === '' ? null : <span className={classes.digits}>{text}</span>;
}

export function IntegerCell({ value }: CellProps) {
  return <Digits text={useFormats().integer(value)} />;
}

export function DecimalCell({ value, field }: CellProps) {
  return <Digits text={useFormats().decimal(value, field.scale)} />;
}

export function MoneyCell({ value, field }: CellProps) {
  return <Digits text={useFormats().money(value, field.currency ?? 'XXX', field.scale)} />;
}

export function PercentCell({ value, field }: CellProps) {
  return <Digits text={useFormats().percent(value, field.scale)} />;
}

export function DurationCell({ value }: CellProps) {
  return <Digits text={useFormats().duration(value)} />;
}
