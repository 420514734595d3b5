import { renderJson } from '../../runtime/diagnostics/render-json.ts';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import type { DevDiagnosticsJson, DiagnosticJson } from '../../runtime/wire/dev.ts';
import type { Attempt } from './attempt.ts';
import { createEventStream, type EventStream } from './event-stream.ts';

/** What the browser is told about the definitions: the present state, and every change of it. */
export type DevelopmentState = {
  readonly diagnostics: () => DevDiagnosticsJson;
  readonly events: EventStream;
  /** Notes an attempt and tells everyone who listens; of a release only where it is another one. */
  readonly report: (attempt: Attempt) => void;
};

export function createDevelopmentState(): DevelopmentState {
  const events = createEventStream();
  let state: DevDiagnosticsJson = { release: null, stale: false, diagnostics: [] };
  return {
    events,
    diagnostics: () => state,
    report: (attempt) => {
      const before = state.release;
      state = describe(attempt, before);
      events.send({ event: 'diagnostics', data: state });
      if (state.release !== before) events.send({ event: 'release', data: { release: state.release } });
    },
  };
}

function describe({ release, diagnostics, files }: Attempt, before: number | null): DevDiagnosticsJson {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const { diagnostics: list } = JSON.parse(renderJson(diagnostics)) as { diagnostics: DiagnosticJson[] };
  return {
    release: release?.number ?? before,
    stale: release === null,
    diagnostics: list.map((json, index) => ({ ...json, excerpt: excerptOf(diagnostics[index], texts) })),
  };
}

/** The numbered and marked source lines of what the terminal shows. */
function excerptOf(diagnostic: Diagnostic | undefined, texts: ReadonlyMap<string, string>): string {
  if (diagnostic === undefined) return '';
  const text = renderText([{ ...diagnostic, labels: [] }], {
    textOf: (file) => texts.get(file),
    colour: false,
  });
  return text
    .split('\n')
    .filter((line) => /^ {2}\s*\d* \| /u.test(line))
    .join('\n');
}
