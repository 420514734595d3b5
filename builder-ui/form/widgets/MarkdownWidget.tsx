import Markdown from 'markdown-to-jsx';
import { useState } from 'react';
import { LongTextWidget } from './TextWidget.tsx';
import type { WidgetProps } from './widget.ts';
import classes from './widgets.module.css';

/** Text with Markdown formatting, and how it will look. HTML in it is shown as text. */
export function MarkdownWidget(props: WidgetProps) {
  const [preview, setPreview] = useState(false);
  const text = typeof props.value === 'string' ? props.value : '';
  if (props.compact) return <LongTextWidget {...props} />;
  return (
    <div className={classes.markdown}>
      {preview ? (
        <div
          className={classes.prose}
          tabIndex={0}
          id={props.id}
          role="group"
          aria-label={`${props.field.label}, preview`}
        >
          {text === '' ? (
            'Nothing written yet.'
          ) : (
            <Markdown options={{ disableParsingRawHTML: true }}>{text}</Markdown>
          )}
        </div>
      ) : (
        <LongTextWidget {...props} />
      )}
      <button
        type="button"
        className={classes.quiet}
        aria-pressed={preview}
        onClick={() => setPreview(!preview)}
      >
        {preview ? 'Write' : 'Preview'}
      </button>
    </div>
  );
}
