import { useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import classes from './widgets.module.css';

type Props = {
  readonly anchor: RefObject<HTMLElement | null>;
  /** At least as wide as the anchor. */
  readonly wide?: boolean;
  readonly children: ReactNode;
};

const GAP = 4;

/** Where the panel goes: below the anchor, or above where there is more room, inside the window. */
function placeOf(anchor: DOMRect, panel: DOMRect): CSSProperties {
  const below = window.innerHeight - anchor.bottom - 2 * GAP;
  const above = anchor.top - 2 * GAP;
  const up = panel.height > below && above > below;
  const left = Math.max(GAP, Math.min(anchor.left, window.innerWidth - panel.width - GAP));
  return up
    ? { left, bottom: window.innerHeight - anchor.top + GAP, maxHeight: above }
    : { left, top: anchor.bottom + GAP, maxHeight: Math.max(below, 120) };
}

/** Content floating beside an input, above dialogs. Drawn only while open: a form of hundreds of fields has one at a time. */
export function FloatingPanel({ anchor, wide = false, children }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<CSSProperties>({ visibility: 'hidden', top: 0, left: 0 });
  useLayoutEffect(() => {
    const move = (): void => {
      if (anchor.current === null || panel.current === null) return;
      const box = anchor.current.getBoundingClientRect();
      setPlace({
        ...placeOf(box, panel.current.getBoundingClientRect()),
        ...(wide ? { minWidth: Math.min(box.width, window.innerWidth - 2 * GAP) } : {}),
      });
    };
    move();
    const resized = new ResizeObserver(move);
    if (panel.current !== null) resized.observe(panel.current);
    window.addEventListener('scroll', move, { capture: true, passive: true });
    window.addEventListener('resize', move);
    return () => {
      resized.disconnect();
      window.removeEventListener('scroll', move, { capture: true });
      window.removeEventListener('resize', move);
    };
  }, [anchor, wide]);
  return createPortal(
    <div ref={panel} className={classes.panel} style={place}>
      {children}
    </div>,
    // Beside the page's or the dialog's content, so that it belongs to that landmark.
    anchor.current?.closest('[role="dialog"], main') ?? document.body,
  );
}
