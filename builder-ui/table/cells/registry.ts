import type { Cell } from './cell.ts';
import { BooleanCell, ChoiceCell, ChoicesCell, TagsCell } from './choice-cells.tsx';
import { ReferenceCell, ReferencesCell, UserCell } from './link-cells.tsx';
import { DecimalCell, DurationCell, IntegerCell, MoneyCell, PercentCell } from './number-cells.tsx';
import {
  EmailCell,
  JsonCell,
  LongTextCell,
  PhoneCell,
  SequenceCell,
  TextCell,
  UrlCell,
} from './text-cells.tsx';
import { DateCell, DatetimeCell, TimeCell } from './time-cells.tsx';

/** Cells by the name in `FieldView.cell`. */
const CELLS: Readonly<Record<string, Cell>> = {
  text: TextCell,
  long_text: LongTextCell,
  email: EmailCell,
  url: UrlCell,
  phone: PhoneCell,
  integer: IntegerCell,
  decimal: DecimalCell,
  money: MoneyCell,
  percent: PercentCell,
  duration: DurationCell,
  boolean: BooleanCell,
  date: DateCell,
  datetime: DatetimeCell,
  time: TimeCell,
  choice: ChoiceCell,
  choices: ChoicesCell,
  tags: TagsCell,
  reference: ReferenceCell,
  references: ReferencesCell,
  user: UserCell,
  json: JsonCell,
  sequence: SequenceCell,
};

/** The cell of that name; a name that this program does not know yet is shown as JSON. */
export function findCell(name: string): Cell {
  return (Object.hasOwn(CELLS, name) ? CELLS[name] : undefined) ?? JsonCell;
}
