import type { HTMLAttributes } from 'react';
import { inputAttributes, type WidgetProps } from './widget.ts';
import classes from './widgets.module.css';

type Kind = {
  readonly type: 'text' | 'email' | 'url' | 'tel';
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  readonly placeholder?: string;
};

function Line(props: WidgetProps & { readonly kind: Kind }) {
  const { kind, value, change, leave } = props;
  return (
    <input
      {...inputAttributes(props)}
      className={classes.input}
      data-compact={props.compact || undefined}
      type={kind.type === 'email' || kind.type === 'url' ? 'text' : kind.type}
      inputMode={kind.inputMode}
      placeholder={props.compact ? undefined : kind.placeholder}
      autoComplete="off"
      spellCheck={kind.type === 'text'}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => change(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      onBlur={leave}
    />
  );
}

export function TextWidget(props: WidgetProps) {
  return <Line {...props} kind={{ type: 'text' }} />;
}

export function EmailWidget(props: WidgetProps) {
  return <Line {...props} kind={{ type: 'email', inputMode: 'email', placeholder: 'name@example.com' }} />;
}

export function UrlWidget(props: WidgetProps) {
  return <Line {...props} kind={{ type: 'url', inputMode: 'url', placeholder: 'https://' }} />;
}

export function PhoneWidget(props: WidgetProps) {
  return <Line {...props} kind={{ type: 'tel', inputMode: 'tel' }} />;
}

/** Several lines of text; grows with what is written. */
export function LongTextWidget(props: WidgetProps) {
  const { value, change, leave, field } = props;
  const text = typeof value === 'string' ? value : '';
  const left = (field.max_length ?? Infinity) - Array.from(text).length;
  return (
    <div className={classes.longText}>
      <textarea
        {...inputAttributes(props)}
        className={classes.area}
        data-compact={props.compact || undefined}
        rows={props.compact ? 1 : 3}
        value={text}
        onChange={(event) => change(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        onBlur={leave}
      />
      {left < 200 && (
        <span className={classes.left} data-over={left < 0 || undefined}>
          {left < 0 ? `${-left} too many` : `${left} left`}
        </span>
      )}
    </div>
  );
}
