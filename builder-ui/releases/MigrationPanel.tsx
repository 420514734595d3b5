import { Button } from '@mantine/core';
import { CircleCheck, CircleDashed, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import type { MigrationJson } from '../../runtime/wire/releases.ts';
import { plain } from '../access/plain-words.ts';
import { resumeMigration, useReleasesChanged } from '../api/releases.ts';
import { useFormats } from '../format/formats.ts';
import { showFailure } from '../shell/toasts.ts';
import { migrationState, PHASES } from './release-words.ts';
import { TakeBackDialog } from './TakeBackDialog.tsx';
import classes from './releases.module.css';

type Stage = MigrationJson['stages'][number];

/** A migration that goes on or waits: how far it is, why it waits, and what can be done. */
export function MigrationPanel({ migration }: { readonly migration: MigrationJson }) {
  const formats = useFormats();
  const { stages, problem, reason, started_by: by, started_at: at, rolled_back_to: back } = migration;
  const done = stages.filter(({ state }) => state === 'done').length;
  const current =
    stages.find(({ state }) => state === 'running') ?? stages.find(({ state }) => state === 'waiting');
  const title = back === null ? 'A release is being published' : `Going back to release ${back}`;
  return (
    <section
      className={classes.migration}
      aria-labelledby="migration"
      data-problem={problem !== null || undefined}
    >
      <div className={classes.migrationHead}>
        <h2 id="migration" className={classes.migrationTitle}>
          {title}
        </h2>
        <span className={classes.state} data-problem={problem !== null || undefined}>
          {migrationState(migration)}
        </span>
      </div>
      <p className={classes.facts}>
        Begun by {by.name}, {formats.datetime(at)}
        {reason === null ? '.' : `: ${reason}`}
      </p>
      <progress className={classes.progress} aria-label="Stages done" max={stages.length} value={done} />
      <output className={classes.now}>
        {`${done} of ${stages.length} stages done. `}
        {current === undefined ? '' : current.what} <Rows stage={current} />
      </output>
      {problem === null ? null : (
        <div className={classes.problem} role="alert">
          <strong>{plain(problem.message)}</strong>
          {problem.samples.length === 0 ? null : <p>For example {formats.list([...problem.samples])}.</p>}
          <p>{plain(problem.next)}</p>
        </div>
      )}
      <details className={classes.fold}>
        <summary>All stages</summary>
        <ol className={classes.stages}>
          {stages.map((stage) => (
            <StageItem key={stage.id} stage={stage} />
          ))}
        </ol>
      </details>
      <MigrationActions migration={migration} />
    </section>
  );
}

const ICONS = { done: CircleCheck, running: LoaderCircle, waiting: CircleDashed } as const;
const STATES = { done: 'Done', running: 'Goes on', waiting: 'To come' } as const;

function StageItem({ stage }: { readonly stage: Stage }) {
  const Icon = ICONS[stage.state];
  return (
    <li data-state={stage.state}>
      <Icon size={14} aria-hidden />
      <span>
        <span className={classes.phase}>{PHASES[stage.phase]}</span> {stage.what} <Rows stage={stage} />
        <span className={classes.hidden}>{STATES[stage.state]}</span>
      </span>
    </li>
  );
}

/** How many records a stage went through. */
function Rows({ stage }: { readonly stage: Stage | undefined }) {
  const formats = useFormats();
  if (stage?.progress == null) return null;
  const { done, of } = stage.progress;
  const share = of === 0 ? 100 : Math.min(100, Math.floor((done / of) * 100));
  return (
    <span className={classes.rows}>
      {formats.count(done)} of about {formats.count(of)} records, {share} %
    </span>
  );
}

function MigrationActions({ migration }: { readonly migration: MigrationJson }) {
  const changed = useReleasesChanged();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const { state, attended, may_resume: resume, may_take_back: takeBack } = migration;
  const waits = state === 'paused' || !attended;
  const goOn = async (): Promise<void> => {
    setBusy(true);
    try {
      await resumeMigration();
    } catch (error) {
      showFailure('The migration did not go on.', error);
    } finally {
      await changed();
      setBusy(false);
    }
  };
  return (
    <div className={classes.actions}>
      {waits && resume.allowed ? (
        <Button loading={busy} onClick={() => void goOn()}>
          Go on
        </Button>
      ) : null}
      {takeBack.allowed ? (
        <Button variant="default" onClick={() => setAsking(true)}>
          Take back
        </Button>
      ) : (
        <p className={classes.why}>{plain(takeBack.reason)}</p>
      )}
      {waits && !resume.allowed ? <p className={classes.why}>{plain(resume.reason)}</p> : null}
      {asking ? <TakeBackDialog onClose={() => setAsking(false)} /> : null}
    </div>
  );
}
