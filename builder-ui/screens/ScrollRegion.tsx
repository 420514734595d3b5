import type { ReactNode } from 'react';

type Props = { readonly label: string; readonly className: string | undefined; readonly children: ReactNode };

/** Content that may be wider than the page and then scrolls on its own, also by keyboard. */
export function ScrollRegion({ label, className, children }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it the keyboard cannot scroll
    <section tabIndex={0} aria-label={label} className={className}>
      {children}
    </section>
  );
}
