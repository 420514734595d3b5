import { Popover } from '@mantine/core';
import { CircleHelp, Sigma } from 'lucide-react';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { askWhy } from '../../why/ask-why.ts';
import { useFormParts } from '../form-context.ts';
import classes from './form.module.css';

/** Fields that nobody fills in: there is nothing to ask. */
const GIVEN = /^(?:created|updated)_(?:at|by)$/u;

/** Why a field of the form is only read: how it is worked out, or who may change it. */
export function ReadNote({ field }: { readonly field: FieldView }) {
  const { view, record } = useFormParts();
  const id = record['id'];
  if (field.computed !== null) {
    const words = view.rules.fields[field.path]?.words.formula;
    const text = words === undefined ? 'Worked out from other values.' : `${field.label}: ${words}.`;
    return (
      <Popover width={280} trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={classes.readNote} aria-label={`How ${field.label} is worked out`}>
            <Sigma size={12} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown tabIndex={-1} data-autofocus>
          {text}
        </Popover.Dropdown>
      </Popover>
    );
  }
  if (field.type === 'sequence' || field.path.includes('.') || GIVEN.test(field.path)) return null;
  if (typeof id !== 'string') return null;
  const what = `${field.label} cannot be changed`;
  const question = { operation: 'update', entity: view.entity.name, id, field: field.path };
  return (
    <button
      type="button"
      className={classes.readNote}
      data-quiet
      aria-label={`${what}. Why?`}
      title="Why is this read-only?"
      onClick={() => askWhy({ what, question })}
    >
      <CircleHelp size={12} aria-hidden />
    </button>
  );
}
