import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { useMe } from '../api/views.ts';
import { ActionBar } from './ActionBar.tsx';
import { DraftNotice } from './DraftNotice.tsx';
import { ErrorSummary } from './ErrorSummary.tsx';
import { FormEngine, type FormEngineHandle } from './FormEngine.tsx';
import { FormPartsProvider, type FormParts } from './form-context.ts';
import { LeaveGuard } from './LeaveGuard.tsx';
import { ReleasedNotice } from './ReleasedNotice.tsx';
import { RuleNotes } from './RuleNotes.tsx';
import { useFills } from './rules/use-fills.ts';
import { carryOver, renamedFields, type Carried } from './state/carry-over.ts';
import { draftKey, type Draft } from './state/drafts.ts';
import type { Values } from './state/form-store.ts';
import type { Links } from './state/record-values.ts';
import { makeDraft, useDraft } from './state/use-draft.ts';
import { useSaving } from './state/use-saving.ts';
import { useOpenParts } from './use-open-parts.ts';
import { useFormKeys } from './state/use-form-keys.ts';
import type { LoadedForm, NestedForm, RecordFormProps } from './record-form-props.ts';
import { inSentence } from '../format/in-sentence.ts';
import classes from './theme/form.module.css';

const HomelessValues = lazy(() =>
  import('./HomelessValues.tsx').then((module) => ({ default: module.HomelessValues })),
);
const ConflictDialog = lazy(() =>
  import('./ConflictDialog.tsx').then((module) => ({ default: module.ConflictDialog })),
);

type Props = RecordFormProps & {
  readonly loaded: LoadedForm;
  readonly nested: NestedForm;
  /** Opens the form anew, for the next record. */
  readonly again: () => void;
  /** The release that its view is of. */
  readonly release: number;
  /** What was typed into the form of an older release, to go on with. */
  readonly carried: Carried | null;
  /** Opens the form of the newest release, which takes over what was typed. */
  readonly carry: (carried: Carried) => Promise<void>;
};

/** Puts the keyboard into the first empty field of a new record. */
function useFirstFocus(root: RefObject<HTMLElement | null>, wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    const inputs =
      root.current?.querySelectorAll<HTMLInputElement>('input:not([type="checkbox"]), textarea') ?? [];
    ([...inputs].find((input) => input.value === '') ?? inputs[0])?.focus();
  }, [root, wanted]);
}

function noteTitles(links: Links, { titles }: Draft): void {
  for (const [id, title] of Object.entries(titles)) if (!links.has(id)) links.set(id, { id, title });
}

/** Puts what was typed into a former form into this one, before it is drawn for the first time. */
function takeCarried(
  carried: Carried | null,
  { fields, links, store }: Pick<FormParts, 'fields' | 'links' | 'store'>,
): ReturnType<typeof carryOver> | null {
  if (carried === null) return null;
  const taken = carryOver(carried, fields);
  noteTitles(links, taken.draft);
  if (taken.draft.version !== null) store.setBaseline({ ...store.baseline(), ...taken.draft.baseline });
  store.setValues({ ...store.values(), ...taken.draft.changes });
  return taken;
}

/** A form with everything it needs. */
export function OpenForm(props: Props): ReactNode {
  const bare = useOpenParts(props);
  const { store, fields, links, idPrefix, view } = bare;
  const engine = useRef<FormEngineHandle>(null);
  const root = useRef<HTMLFormElement>(null);
  const setField = useCallback((name: string, value: unknown) => engine.current?.set(name, value), []);
  const parts = useMemo(() => ({ ...bare, setField }), [bare, setField]);
  const [taken] = useState(() => takeCarried(props.carried, bare));
  // A form whose values are replaced as a whole (a draft, a merge) begins anew with them.
  const [start, setStart] = useState({ round: 0, values: store.values() });
  const replace = useCallback(
    (values: Values) => {
      store.setValues(values);
      setStart(({ round }) => ({ round: round + 1, values }));
    },
    [store],
  );
  useFills(store, setField);
  const saving = useSaving({ ...props, parts, replace, root, startVersion: taken?.draft.version ?? null });
  const me = useMe();
  const draft = useDraft({
    key: props.variant === 'dialog' ? null : draftKey(me.actor.id, props.entity, props.id ?? null),
    store,
    links,
    version: saving.version,
    isTaken: taken !== null,
  });
  const { forget } = draft;
  const [homeless, setHomeless] = useState(taken?.homeless ?? []);
  const [carrying, setCarrying] = useState(false);
  const carry = (): void => {
    setCarrying(true);
    void props
      .carry({
        draft: makeDraft(store, links, saving.version),
        former: fields.byName,
        renamed: renamedFields(saving.released),
      })
      .finally(() => setCarrying(false));
  };
  const lineFields = useMemo(
    () => [...fields.byName.values()].filter((field) => field.lines !== undefined).map((field) => field.path),
    [fields],
  );
  useFirstFocus(root, props.mode === 'create');
  const [leaving, setLeaving] = useState(false);
  const cancel = (): void => setLeaving(true);
  const onKeyDown = useFormKeys(root, {
    save: () => void saving.save(),
    saveAndNew:
      props.mode === 'create' && props.variant !== 'dialog'
        ? () => void saving.save('new')
        : () => void saving.save(),
    cancel,
  });
  return (
    <FormPartsProvider value={parts}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc anywhere in the form leaves it */}
      <form
        ref={root}
        noValidate
        onSubmit={(event) => event.preventDefault()}
        className={classes.form}
        data-variant={props.variant ?? 'page'}
        aria-label={
          props.mode === 'create'
            ? `New ${inSentence(view.entity.title)}`
            : `Change ${inSentence(view.entity.title)}`
        }
        onKeyDown={onKeyDown}
      >
        {draft.offered !== null && (
          <DraftNotice
            draft={draft.offered}
            version={saving.version}
            restore={(restored) => {
              noteTitles(links, restored);
              saving.rebase(restored);
              replace({ ...store.values(), ...restored.changes });
              draft.settle();
            }}
            discard={draft.discard}
          />
        )}
        <ReleasedNotice
          release={props.release}
          released={saving.released}
          busy={carrying}
          onContinue={carry}
        />
        <Suspense fallback={null}>
          {homeless.length > 0 && <HomelessValues values={homeless} close={() => setHomeless([])} />}
        </Suspense>
        {saving.released === null && <ErrorSummary problem={saving.problem} />}
        <FormEngine
          key={start.round}
          schema={props.loaded.schema}
          values={start.values}
          lineFields={lineFields}
          idPrefix={idPrefix}
          onChange={store.setValues}
          handle={engine}
        />
        <RuleNotes />
        <ActionBar saving={saving} mode={props.mode} variant={props.variant ?? 'page'} cancel={cancel} />
        <Suspense fallback={null}>
          {saving.conflict !== null && (
            <ConflictDialog
              conflict={saving.conflict}
              close={saving.closeConflict}
              resolve={saving.resolve}
            />
          )}
        </Suspense>
        <LeaveGuard
          asked={leaving}
          stay={() => setLeaving(false)}
          leave={() => {
            forget();
            props.onCancel();
          }}
        />
      </form>
    </FormPartsProvider>
  );
}
