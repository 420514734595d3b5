import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { FormRulesJson } from '../../runtime/wire/rules.ts';
import type { ActionView, DetailView, FormView } from '../../runtime/wire/view.ts';
import type { ActionInput } from '../api/actions.ts';
import { ApiProblem } from '../api/problem.ts';
import { useMe } from '../api/views.ts';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { ErrorSummary } from './ErrorSummary.tsx';
import { FormEngine, type FormEngineHandle } from './FormEngine.tsx';
import { FormPartsProvider } from './form-context.ts';
import { FormSkeleton } from './FormSkeleton.tsx';
import { RecordForm } from './RecordForm.tsx';
import { RuleNotes } from './RuleNotes.tsx';
import { createBody } from './state/record-values.ts';
import { formSchemaQuery, type FormSchema } from './state/validator.ts';
import { useOpenParts } from './use-open-parts.ts';
import classes from './theme/form.module.css';

type Props = {
  readonly view: DetailView;
  readonly action: ActionView;
  readonly input: NonNullable<ActionView['input']>;
  /** Runs the action; throws a problem whose errors belong to the fields. */
  readonly run: (input: ActionInput) => Promise<void>;
  readonly busy: boolean;
  readonly close: () => void;
};

const NO_RULES: FormRulesJson = {
  fields: {},
  checks: [],
  lines: {},
  types: {},
  start: {},
  related: {},
  user: {},
  params: {},
  decisions: {},
};

/** The input of an action as a form like any other. */
function inputView({ view, action, input }: Pick<Props, 'view' | 'action' | 'input'>): FormView {
  return {
    kind: 'form',
    entity: view.entity,
    tool: view.tool,
    screen: null,
    title: action.title,
    can: view.can,
    sections: [{ title: null, fields: input.fields }],
    create: input.form,
    update: null,
    rules: NO_RULES,
  };
}

/** Asks for what an action needs, with the widgets of forms, and runs it. */
export function ActionForm(props: Props) {
  const schema = useQuery(formSchemaQuery(props.input.form));
  if (schema.data !== undefined) return <OpenInput {...props} schema={schema.data} />;
  if (schema.error !== null)
    return <ProblemPanel error={schema.error} onRetry={() => void schema.refetch()} />;
  return <FormSkeleton />;
}

function OpenInput(props: Props & { readonly schema: FormSchema }) {
  const { action, input, run, busy, close, schema } = props;
  const me = useMe();
  const [view] = useState(() => inputView(props));
  const bare = useOpenParts({
    tool: view.tool,
    mode: 'create',
    loaded: { view, schema, record: null, can: null, release: me.release },
    nested: RecordForm,
  });
  const engine = useRef<FormEngineHandle>(null);
  const root = useRef<HTMLFormElement>(null);
  const setField = useCallback((name: string, value: unknown) => engine.current?.set(name, value), []);
  const parts = useMemo(() => ({ ...bare, setField }), [bare, setField]);
  const [problem, setProblem] = useState<Error | null>(null);
  const { store, fields } = bare;
  const focusOn = (selector: string): void =>
    void requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(selector)?.focus());
  useEffect(() => {
    root.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, []);
  const submit = async (): Promise<void> => {
    if (busy) return;
    setProblem(null);
    if (Object.keys(store.checkAll()).length > 0) return focusOn('[aria-invalid="true"]');
    try {
      await run(createBody(store.values(), input.form.defaults, fields));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const known = error.errors.filter(({ pointer }) => fields.byName.has(pointer.split('/')[1] ?? ''));
      store.setServerErrors(Object.fromEntries(known.map(({ pointer, message }) => [pointer, message])));
      setProblem(known.length === error.errors.length && known.length > 0 ? null : error);
      focusOn('[aria-invalid="true"]');
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void submit();
  };
  return (
    <FormPartsProvider value={parts}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl+Enter anywhere in it runs it */}
      <form
        ref={root}
        noValidate
        className={classes.form}
        data-variant="dialog"
        aria-label={action.title}
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={onKeyDown}
      >
        {problem === null ? null : <ErrorSummary problem={problem} />}
        <FormEngine
          schema={schema}
          values={store.values()}
          lineFields={NO_LINES}
          idPrefix={bare.idPrefix}
          onChange={store.setValues}
          handle={engine}
        />
        <RuleNotes />
        <div className={classes.modalButtons}>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button loading={busy} onClick={() => void submit()} title="Ctrl+Enter">
            {action.title}
          </Button>
        </div>
      </form>
    </FormPartsProvider>
  );
}

const NO_LINES: readonly string[] = [];
