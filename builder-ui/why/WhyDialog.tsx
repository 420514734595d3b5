import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { canQuery, type Question } from '../api/can.ts';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { closeWhy, type Asked } from './ask-why.ts';
import { VerdictView } from './VerdictView.tsx';
import classes from './why.module.css';

function Answer({ question }: { readonly question: Question }) {
  const { data, error, refetch } = useQuery(canQuery(question));
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <output className={classes.waiting}>Asking…</output>;
  return <VerdictView verdict={data.verdict} />;
}

/** Why something may not be done, above the page. */
export function WhyDialog({ asked }: { readonly asked: Asked }) {
  return (
    <Modal opened onClose={closeWhy} title={asked.what} size="md">
      {'verdict' in asked ? <VerdictView verdict={asked.verdict} /> : <Answer question={asked.question} />}
    </Modal>
  );
}
