import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiProblem, ConnectionProblem } from '../api/problem.ts';
import classes from './panels.module.css';

type Props = {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Whether it is the whole page, and its title the page's. */ readonly page?: boolean;
  readonly children?: ReactNode;
};

/** The interface sets names in backquotes, for programmers; a page uses quotes. */
const plain = (text: string): string => text.replaceAll(/`([^`]*)`/gu, '“$1”');

function words(error: unknown): {
  title: string;
  detail: string;
  hint: string | null;
  requestId: string | null;
} {
  if (error instanceof ApiProblem)
    return {
      title: error.title,
      detail: plain(error.message),
      hint: error.hint === null ? null : plain(error.hint),
      requestId: error.requestId,
    };
  if (error instanceof ConnectionProblem)
    return {
      title: 'The server does not answer',
      detail: 'Nothing you did is lost. This page tries again by itself.',
      hint: null,
      requestId: null,
    };
  return {
    title: 'This part of the page failed',
    detail: error instanceof Error ? error.message : 'The cause is unknown.',
    hint: 'Load the page again. If it fails again, tell the people who run these tools what you did.',
    requestId: null,
  };
}

/** What went wrong, why, and what to do next, in place of the part that could not be shown. */
export function ProblemPanel({ error, onRetry, page = false, children }: Props) {
  const Title = page ? 'h1' : 'h2';
  const { title, detail, hint, requestId } = words(error);
  return (
    <div className={classes.panel} role="alert">
      <Title className={classes.title}>{title}</Title>
      <p className={classes.text}>{detail}</p>
      {hint === null ? null : <p className={classes.text}>{hint}</p>}
      <div className={classes.actions}>
        {onRetry === undefined ? null : (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {children}
      </div>
      {requestId === null ? null : <p className={classes.trace}>Request {requestId}</p>}
    </div>
  );
}
