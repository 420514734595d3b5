import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './panels.module.css';

type Props = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
};

/** Says why there is nothing to see, and what to do about it. */
export function EmptyPanel({ icon: Icon, title, text, children }: Props) {
  return (
    <div className={classes.panel}>
      <span className={classes.icon}>
        <Icon size={18} aria-hidden />
      </span>
      <h2 className={classes.title}>{title}</h2>
      {text === undefined ? null : <p className={classes.text}>{text}</p>}
      <div className={classes.actions}>{children}</div>
    </div>
  );
}
