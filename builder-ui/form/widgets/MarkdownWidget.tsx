import { lazy, Suspense, useState } from 'react';
import { LongTextWidget } from './TextWidget.tsx';
import type { WidgetProps } from './widget.ts';
import classes from './widgets.module.css';

const MarkdownPreview = lazy(() =>
  import('./MarkdownPreview.tsx').then((module) => ({ default: module.MarkdownPreview })),
);

/** Text with Markdown formatting, and how it will look. */
export function MarkdownWidget(props: WidgetProps) {
  const [preview, setPreview] = useState(false);
  const text = typeof props.value === 'string' ? props.value : '';
  if (props.compact) return <LongTextWidget {...props} />;
  return (
    <div className={classes.markdown}>
      {preview ? (
        <section className={classes.prose} id={props.id} aria-label={`${props.field.label}, preview`}>
          <Suspense fallback={null}>
            {text === '' ? 'Nothing written yet.' : <MarkdownPreview text={text} />}
          </Suspense>
        </section>
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
