import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { VerdictJson } from '../../runtime/wire/rules.ts';
import type { FormView } from '../../runtime/wire/view.ts';
import { recordCanQuery } from '../api/can.ts';
import { recordQuery } from '../api/records.ts';
import { entityViewQuery, useMe } from '../api/views.ts';
import { EmptyPanel } from '../screens/EmptyPanel.tsx';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { FormSkeleton } from './FormSkeleton.tsx';
import { OpenForm } from './OpenForm.tsx';
import type { Carried } from './state/carry-over.ts';
import type { LoadedForm, RecordFormProps } from './record-form-props.ts';
import { formSchemaQuery } from './state/validator.ts';
import { inSentence } from '../format/in-sentence.ts';
import { askWhy } from '../why/ask-why.ts';

/**
 * Reads what a form needs: its view, the compiled validator and, for a change, the record as it is now. What was read is
 * kept for as long as the form is open: a newer view or record must not pull the ground from under what is being typed.
 */
function useLoadedForm(props: RecordFormProps): {
  loaded: LoadedForm | null;
  error: Error | null;
  retry: () => void;
  /** Lets go of what was read, and reads it again as it is now. */
  reload: () => Promise<void>;
} {
  const client = useQueryClient();
  const me = useMe();
  const view = useQuery(entityViewQuery('form', props.entity, props.tool));
  const mode = view.data?.[props.mode] ?? null;
  const schema = useQuery(formSchemaQuery(mode));
  const record = useQuery({
    ...recordQuery(props.entity, props.id ?? ''),
    enabled: props.mode === 'update',
    refetchOnMount: 'always',
  });
  // Without an answer the form opens all the same: the server decides again when it is saved.
  const can = useQuery({
    ...recordCanQuery(props.entity, props.id ?? ''),
    enabled: props.mode === 'update',
    retry: false,
  });
  const fresh = props.mode === 'create' || (record.isFetchedAfterMount && !record.isFetching);
  const [loaded, setLoaded] = useState<LoadedForm | null>(null);
  if (
    loaded === null &&
    view.data !== undefined &&
    !view.isFetching &&
    schema.data !== undefined &&
    !schema.isPlaceholderData &&
    fresh &&
    !record.isError &&
    (props.mode === 'create' || !can.isPending)
  )
    setLoaded({
      view: view.data,
      schema: schema.data,
      record: record.data ?? null,
      can: can.data ?? null,
      release: me.release,
    });
  const retry = (): void => {
    for (const query of [view, schema, record]) if (query.isError) void query.refetch();
  };
  const reload = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['view'] });
    await client.invalidateQueries({ queryKey: ['records', props.entity] });
    setLoaded(null);
  };
  return { loaded, error: view.error ?? schema.error ?? record.error, retry, reload };
}

/** The form that creates or changes one record of an entity. Says so where the person may not. */
export function RecordForm(props: RecordFormProps): ReactNode {
  return <OneForm key={[props.tool, props.entity, props.mode, props.id].join(' ')} {...props} />;
}

function OneForm(props: RecordFormProps): ReactNode {
  const { loaded, error, retry, reload } = useLoadedForm(props);
  const [carried, setCarried] = useState<Carried | null>(null);
  const view = useQuery(entityViewQuery('form', props.entity, props.tool)).data;
  const [round, setRound] = useState(0);
  if (loaded?.can?.update.allowed === false)
    return <NotAllowed {...props} view={loaded.view} verdict={loaded.can.update} />;
  if (loaded !== null)
    return (
      <OpenForm
        key={round}
        {...props}
        nested={RecordForm}
        loaded={loaded}
        release={loaded.release}
        carried={carried}
        carry={async (typed) => {
          await reload();
          setCarried(typed);
          setRound((count) => count + 1);
        }}
        again={() => {
          setCarried(null);
          setRound((count) => count + 1);
        }}
      />
    );
  if (view !== undefined && view[props.mode] === null) return <NotAllowed {...props} view={view} />;
  if (error !== null) return <ProblemPanel error={error} onRetry={retry} />;
  return <FormSkeleton />;
}

type NotAllowedProps = RecordFormProps & {
  readonly view: FormView;
  /** What the server says of this record; asked for where it is not known yet. */
  readonly verdict?: VerdictJson;
};

/** In place of a form that would save nothing: why, and the way back. */
function NotAllowed({ view, mode, entity, id, verdict, onCancel }: NotAllowedProps) {
  const doing = mode === 'create' ? 'create' : 'change';
  const what = `You cannot ${doing} ${inSentence(verdict === undefined ? view.entity.plural : `this ${inSentence(view.entity.title)}`)}`;
  const question = { operation: mode, entity, ...(id === undefined ? {} : { id }) };
  return (
    <EmptyPanel
      icon={Lock}
      title={what}
      text={
        verdict?.reason ??
        `Your roles do not let you ${doing} ${inSentence(view.entity.plural)}. Ask the owner of this tool for a role that does.`
      }
    >
      <Button variant="default" onClick={onCancel}>
        Back
      </Button>
      <Button
        variant="default"
        onClick={() => askWhy(verdict === undefined ? { what, question } : { what, verdict })}
      >
        Why?
      </Button>
    </EmptyPanel>
  );
}
