import type { FieldView } from '../../../runtime/wire/view.ts';
import { useFormParts } from '../form-context.ts';
import { useFormPart } from '../state/form-store.ts';
import type { LineValues } from '../state/record-values.ts';
import { LineTotals } from './LineTotals.tsx';

type Props = {
  readonly list: string;
  readonly columns: readonly FieldView[];
  readonly rows: readonly LineValues[];
};

/** Sums below lines that are being typed, those of computed columns included. */
export function LiveTotals({ list, columns, rows }: Props) {
  const { store } = useFormParts();
  const computed = columns.filter((column) => column.computed !== null).map((column) => column.path);
  const text = useFormPart(store, (form) =>
    computed.length === 0
      ? ''
      : JSON.stringify(
          rows.map((_row, index) =>
            Object.fromEntries(computed.map((path) => [path, form.computed(`/${list}/${index}/${path}`)])),
          ),
        ),
  );
  const live = text === '' ? [] : (JSON.parse(text) as LineValues[]);
  return (
    <LineTotals
      columns={columns}
      rows={live.length === 0 ? rows : rows.map((row, index) => ({ ...row, ...live[index] }))}
    />
  );
}
