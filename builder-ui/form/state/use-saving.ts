import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState, type RefObject } from 'react';
import type { RecordJson } from '../../../runtime/wire/record.ts';
import type { ReleasedJson } from '../../../runtime/wire/releases.ts';
import { ApiProblem } from '../../api/problem.ts';
import { recordQuery, recordsChanged } from '../../api/records.ts';
import type { FormParts } from '../form-context.ts';
import type { RecordFormProps } from '../record-form-props.ts';
import type { Draft } from './drafts.ts';
import { changeInWords } from './carry-over.ts';
import { differences, isSettled, type Difference } from './merge.ts';
import { createBody, formPointer, recordValues, updateBody } from './record-values.ts';
import { sentValues } from './sent-values.ts';
import { createRecordOnce, updateRecord } from './save-record.ts';
import type { Values } from './form-store.ts';

/** The record changed since it was opened. */
export type Conflict = {
  readonly base: Values;
  readonly mine: Values;
  readonly theirs: Values;
  readonly current: RecordJson;
  readonly differences: readonly Difference[];
};

export type Saving = {
  readonly busy: boolean;
  /** Why the last try failed, where it is not one field's fault alone. */
  readonly problem: Error | null;
  readonly conflict: Conflict | null;
  /** The definitions changed since the form was opened, and what was typed no longer fits. */
  readonly released: ReleasedJson | null;
  readonly version: number | null;
  /** Saves what was typed; `new` opens the form for the next record afterwards. */
  readonly save: (then?: 'new') => Promise<void>;
  readonly closeConflict: () => void;
  /** Saves the merged values over what the record is now. */
  readonly resolve: (merged: Values) => void;
  /** Takes over a draft that was made to another version of the record. */
  readonly rebase: (draft: Draft) => void;
};

type Options = Pick<RecordFormProps, 'entity' | 'mode' | 'id' | 'onSaved'> & {
  readonly parts: FormParts;
  readonly release: number;
  /** Version that what the form begins with was typed over; null for that of the record. */
  readonly startVersion: number | null;
  readonly again: (record: RecordJson) => void;
  readonly replace: (values: Values) => void;
  readonly root: RefObject<HTMLElement | null>;
};

/** Puts the keyboard into the first field that is wrong, once it is marked. */
function focusFirstError(root: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() => {
    const first = root.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    first?.focus();
    first?.scrollIntoView({ block: 'center' });
  });
}

/** Places the server's messages at their fields; gives whether all of them have one. */
function placeErrors(problem: ApiProblem, parts: FormParts): boolean {
  const values = parts.store.values();
  const changes = problem.released?.changed ?? {};
  const placed = problem.errors.map(({ pointer, message }) => {
    // That a field is gone, or is called otherwise, is said once and in the words of the form.
    const change = Object.hasOwn(changes, pointer) ? changes[pointer]?.message : undefined;
    return [
      formPointer(pointer, values),
      change === undefined ? message : changeInWords(change, parts.fields),
    ] as const;
  });
  // An empty pointer speaks of the record as a whole, and has a place above the buttons.
  const known = placed.filter(
    ([pointer]) => pointer === '' || parts.fields.byName.has(pointer.split('/')[1] ?? ''),
  );
  parts.store.setServerErrors(Object.fromEntries(known));
  return placed.length > 0 && known.length === placed.length;
}

/** Saving of an open form: one call at a time, every outcome in the form's own words, nothing typed ever lost. */
export function useSaving(options: Options): Saving {
  const { parts, mode, entity, id, root, release } = options;
  const { store, fields, links, record } = parts;
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [released, setReleased] = useState<ReleasedJson | null>(null);
  const [version, setVersion] = useState(
    () => options.startVersion ?? (typeof record['version'] === 'number' ? record['version'] : null),
  );
  const running = useRef(false);
  const [create] = useState(() => createRecordOnce({ entity, release }));
  const defaults = parts.view[mode]?.defaults ?? {};

  const send = (at: number | null): Promise<RecordJson> | null => {
    if (mode === 'create' || id === undefined || at === null)
      return create(createBody(sentValues(store), defaults, fields));
    const body = updateBody(sentValues(store), store.baseline(), fields);
    return Object.keys(body).length === 0 ? null : updateRecord({ entity, release }, id, at, body);
  };

  const finish = (saved: RecordJson, then: 'new' | undefined): void => {
    // The form is clean from here on, so that leaving it asks nothing.
    store.setBaseline(store.values());
    void recordsChanged(client);
    if (then === 'new') options.again(saved);
    else options.onSaved(saved);
  };

  const openConflict = async (then: 'new' | undefined): Promise<void> => {
    const current = await client.fetchQuery({ ...recordQuery(entity, id ?? ''), staleTime: 0 });
    const [base, mine, theirs] = [store.baseline(), store.values(), recordValues(current, fields, links)];
    const found = differences({ base, mine, theirs }, fields);
    if (isSettled({ base, mine, theirs }, fields, found)) return finish(current, then);
    setConflict({ base, mine, theirs, current, differences: found });
  };

  const fail = async (error: unknown, then: 'new' | undefined): Promise<void> => {
    if (!(error instanceof Error)) throw error;
    if (error instanceof ApiProblem && error.status === 412) return openConflict(then);
    const placed = error instanceof ApiProblem && placeErrors(error, parts);
    const change = error instanceof ApiProblem ? error.released : null;
    setReleased(change);
    setProblem(placed || change !== null ? null : error);
    focusFirstError(root);
  };

  const run = async (at: number | null, then?: 'new'): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setProblem(null);
    setReleased(null);
    setBusy(true);
    try {
      const saved = await send(at);
      finish(saved ?? (record as RecordJson), then);
    } catch (error) {
      await fail(error, then).catch((second: unknown) => setProblem(second instanceof Error ? second : null));
    } finally {
      running.current = false;
      setBusy(false);
    }
  };

  return {
    busy,
    problem,
    conflict,
    released,
    version,
    save: async (then) => {
      if (conflict !== null) return;
      if (Object.keys(store.checkAll()).length > 0) {
        setProblem(null);
        focusFirstError(root);
      } else await run(version, then);
    },
    closeConflict: () => setConflict(null),
    resolve: (merged) => {
      if (conflict === null) return;
      store.setBaseline(conflict.theirs);
      setVersion(conflict.current.version);
      options.replace(merged);
      setConflict(null);
      if (Object.keys(store.checkAll()).length > 0) focusFirstError(root);
      else void run(conflict.current.version);
    },
    rebase: useCallback(
      (draft: Draft) => {
        if (draft.version === null) return;
        setVersion(draft.version);
        store.setBaseline({ ...store.baseline(), ...draft.baseline });
      },
      [store],
    ),
  };
}
