import type { ReactNode } from 'react';
import type { FieldView } from '../../../runtime/wire/view.ts';

export type WidgetProps = {
  /** Id of the element that takes the keyboard; the label points to it. */
  readonly id: string;
  readonly field: FieldView;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  /** The person left the field. */
  readonly leave: () => void;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
  /** Stands in a grid of lines: no frame of its own, and named by `aria-label` instead of a label element. */
  readonly compact: boolean;
  readonly label: string | undefined;
};

/** Edits one value. A plain function: the form engine refuses memo and forwardRef objects. */
export type Widget = (props: WidgetProps) => ReactNode;

/** Attributes that every editing element carries. */
export function inputAttributes(props: WidgetProps) {
  return {
    id: props.id,
    'aria-invalid': props.invalid || undefined,
    'aria-describedby': props.describedBy,
    'aria-label': props.label,
    'aria-required': (props.field.required && !props.compact) || undefined,
  } as const;
}
