import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './panels.module.css';

type Props = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: ReactNode;
  /** Whether it is the whole page, and its title the page's. */
  readonly page?: boolean;
  readonly children?: ReactNode;
};

/** Says why there is nothing to see, and what to do about it. */
export function EmptyPanel({ icon: Icon, title, text, page = false, children }: Props) {
  const Title = page ? 'h1' : 'h2';
  return (
    <div className={classes.panel}>
      <span className={classes.icon}>
        <Icon size={18} aria-hidden />
      </span>
      <Title className={classes.title}>{title}</Title>
      {text === undefined ? null : <p className={classes.text}>{text}</p>}
      <div className={classes.actions}>{children}</div>
    </div>
  );
}
