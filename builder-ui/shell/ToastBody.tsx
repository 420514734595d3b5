import classes from './toast.module.css';

type Props = {
  readonly message: string;
  readonly action?: { readonly label: string; readonly run: () => void };
};

export function ToastBody({ message, action }: Props) {
  return (
    <span className={classes.body}>
      <span>{message}</span>
      {action === undefined ? null : (
        <button type="button" className={classes.action} onClick={action.run}>
          {action.label}
        </button>
      )}
    </span>
  );
}
