import { createElement, type ReactNode } from 'react';
import { findWidget } from './registry.ts';
import type { WidgetProps } from './widget.ts';

/** The widget that the field's view names, editing its value. */
export function WidgetOf(props: WidgetProps): ReactNode {
  return createElement(findWidget(props.field.widget), props);
}
