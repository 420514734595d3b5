import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordJson } from '../../../runtime/wire/record.ts';
import type { ActionView, DetailView } from '../../../runtime/wire/view.ts';
import { recordCanQuery } from '../../api/can.ts';
import { runActionOnce, type ActionInput } from '../../api/actions.ts';
import { ApiProblem } from '../../api/problem.ts';
import { recordsChanged } from '../../api/records.ts';
import { useMe } from '../../api/views.ts';
import { showFailure, showToast } from '../../shell/toasts.ts';
import { recordTitle } from '../../table/record-title.ts';
import { askWhy } from '../../why/ask-why.ts';

export type RunAction = {
  readonly busy: boolean;
  /** Runs it once; throws what a form can show at its fields, tells everything else itself. */
  readonly run: (input: ActionInput) => Promise<void>;
};

type Options = {
  readonly view: DetailView;
  readonly record: RecordJson;
  readonly action: ActionView;
  readonly onDone: () => void;
};

/** What became of the record, in the words of its state where it has one. */
function doneMessage({ view, record, action }: Options): string {
  const title = recordTitle(view.entity, record);
  const field = view.sections
    .flatMap((section) => section.fields)
    .find(({ path }) => path === view.lifecycle?.field);
  const state = field?.options?.find(({ name }) => name === action.to)?.label;
  return state === undefined ? `${action.title}: done for ${title}` : `${title} is now ${state}`;
}

/** Runs a declared action on the record that is shown; whatever comes of it, the page then shows what is. */
export function useRunAction(options: Options): RunAction {
  const { view, record, action, onDone } = options;
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const { release } = useMe();
  const [send] = useState(() => runActionOnce(view.entity.name, action.name, release));

  const explain = async (): Promise<void> => {
    try {
      const can = await client.fetchQuery({ ...recordCanQuery(view.entity.name, record.id), staleTime: 0 });
      const verdict = can.actions.find(({ name }) => name === action.name)?.verdict;
      if (verdict !== undefined) askWhy({ what: `${action.title} is not possible`, verdict });
    } catch (error) {
      showFailure('The reason is not known.', error);
    }
  };

  const fail = (error: unknown): void => {
    const title = recordTitle(view.entity, record);
    if (error instanceof ApiProblem && error.status === 412)
      showToast({
        message: `${title} was changed meanwhile. What you see now is the newest: decide again.`,
        failed: true,
      });
    else {
      const asks = error instanceof ApiProblem && (error.status === 403 || error.status === 409);
      showFailure(`${action.title} did not happen.`, error, asks ? () => void explain() : undefined);
    }
  };

  return {
    busy,
    run: async (input) => {
      setBusy(true);
      try {
        await send(record, input);
        showToast({ message: doneMessage(options) });
        await recordsChanged(client);
        onDone();
      } catch (error) {
        const forForm = error instanceof ApiProblem && error.status === 422 && action.input !== null;
        if (error instanceof ApiProblem && !forForm) void recordsChanged(client);
        if (forForm) throw error;
        fail(error);
      } finally {
        setBusy(false);
      }
    },
  };
}
