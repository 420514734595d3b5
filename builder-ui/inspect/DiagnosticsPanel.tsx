import { ChevronDown, ChevronUp, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { DevDiagnosticsJson } from '../../runtime/wire/dev.ts';
import { ScrollRegion } from '../screens/ScrollRegion.tsx';
import { useDevEvents } from './dev-events.ts';
import classes from './diagnostics.module.css';

type Diagnostic = DevDiagnosticsJson['diagnostics'][number];

function Item({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  const { file, line, column, message, hint, excerpt, code, severity } = diagnostic;
  return (
    <li className={classes.item} data-severity={severity}>
      <p className={classes.message}>{message}</p>
      <p className={classes.place}>
        {file}:{line}:{column} <span className={classes.code}>{code}</span>
      </p>
      {excerpt === '' ? null : (
        <ScrollRegion className={classes.excerpt} label={`Lines around ${file}:${line}`}>
          <pre>{excerpt}</pre>
        </ScrollRegion>
      )}
      {hint === null ? null : <p className={classes.hint}>{hint}</p>}
    </li>
  );
}

function summary(state: DevDiagnosticsJson): string {
  const errors = state.diagnostics.filter(({ severity }) => severity === 'error').length;
  const count = state.diagnostics.length;
  if (errors === 0)
    return count === 1 ? '1 warning in the definitions' : `${count} warnings in the definitions`;
  return errors === 1 ? '1 mistake in the definitions' : `${errors} mistakes in the definitions`;
}

/** While developing: what is wrong in the definitions, at the line. Warnings start folded; mistakes do not. */
export function DiagnosticsPanel() {
  const state = useDevEvents();
  const [folded, setFolded] = useState<boolean | null>(null);
  if (state === null || state.diagnostics.length === 0) return null;
  const isFolded = folded ?? !state.stale;
  return (
    <section className={classes.panel} aria-label="Definitions" data-stale={state.stale || undefined}>
      <button
        type="button"
        className={classes.head}
        aria-expanded={!isFolded}
        onClick={() => setFolded(!isFolded)}
      >
        <TriangleAlert size={14} aria-hidden />
        <output className={classes.summary}>{summary(state)}</output>
        {isFolded ? <ChevronUp size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
      </button>
      {isFolded ? null : (
        <div className={classes.body}>
          {state.stale ? (
            <p className={classes.note}>
              These screens still show {state.release === null ? 'nothing' : `release ${state.release}`}, the
              last that was right.
            </p>
          ) : null}
          <ul className={classes.list}>
            {state.diagnostics.map((diagnostic, index) => (
              <Item key={`${index} ${diagnostic.file} ${diagnostic.line}`} diagnostic={diagnostic} />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
