import { useState } from 'react';
import { readJson } from '../values/json-text.ts';
import { isUnread, unread, unreadText } from '../values/unread.ts';
import { inputAttributes, type WidgetProps } from './widget.ts';
import classes from './widgets.module.css';

/** Any JSON value, as text. */
export function JsonWidget(props: WidgetProps) {
  const { value, change, leave } = props;
  const [text, setText] = useState<string | null>(null);
  const shown = isUnread(value)
    ? unreadText(value)
    : value === null || value === undefined
      ? ''
      : JSON.stringify(value, null, 2);
  return (
    <textarea
      {...inputAttributes(props)}
      className={classes.area}
      data-code
      data-compact={props.compact || undefined}
      rows={props.compact ? 1 : 4}
      spellCheck={false}
      value={text ?? shown}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        const read = readJson(typed);
        change(read.ok ? read.value : unread(typed));
      }}
      onBlur={() => {
        setText(null);
        leave();
      }}
    />
  );
}
