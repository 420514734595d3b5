import { BooleanEditor, ChoiceEditor } from './ChoiceEditor.tsx';
import { DateEditor, TimeEditor } from './DateEditor.tsx';
import type { FilterEditor } from './editor.ts';
import { NumberEditor } from './NumberEditor.tsx';
import { ReferenceEditor, UserEditor } from './ReferenceEditor.tsx';
import { TextEditor } from './TextEditor.tsx';

/** Filter editors by the name in `FieldView.cell`; every other cell compares text. */
const EDITORS: Readonly<Record<string, FilterEditor>> = {
  integer: NumberEditor,
  decimal: NumberEditor,
  money: NumberEditor,
  percent: NumberEditor,
  duration: NumberEditor,
  sequence: NumberEditor,
  date: DateEditor,
  datetime: DateEditor,
  time: TimeEditor,
  choice: ChoiceEditor,
  choices: ChoiceEditor,
  boolean: BooleanEditor,
  reference: ReferenceEditor,
  references: ReferenceEditor,
  user: UserEditor,
};

/** Null for a cell of which only presence can be asked. */
export function findFilterEditor(cell: string): FilterEditor | null {
  if (cell === 'json') return null;
  return (Object.hasOwn(EDITORS, cell) ? EDITORS[cell] : undefined) ?? TextEditor;
}
