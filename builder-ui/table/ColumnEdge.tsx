import { useRef, type PointerEvent } from 'react';
import { MIN_WIDTH } from './column-layout.ts';
import classes from './grid.module.css';

type Props = { readonly onResize: (width: number, done: boolean) => void };

/** Edge of a column that the pointer drags. The keyboard's way is Shift and arrows on the label. */
export function ColumnEdge({ onResize }: Props) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const widthAt = (event: PointerEvent): number | null =>
    start.current === null
      ? null
      : Math.max(MIN_WIDTH, Math.round(start.current.width + event.clientX - start.current.x));
  const begin = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? MIN_WIDTH;
    start.current = { x: event.clientX, width };
  };
  const drag = (event: PointerEvent): void => {
    const width = widthAt(event);
    if (width !== null) onResize(width, false);
  };
  const end = (event: PointerEvent): void => {
    const width = widthAt(event);
    start.current = null;
    if (width !== null) onResize(width, true);
  };
  return (
    <span
      aria-hidden
      className={classes.edge}
      onPointerDown={begin}
      onPointerMove={drag}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
