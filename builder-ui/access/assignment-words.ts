import type { AssignmentJson } from '../../runtime/wire/access.ts';
import type { Formats } from '../format/formats.ts';

/** From when an assignment holds or held. */
export function sinceText({ given_at, starts_at }: AssignmentJson, formats: Formats): string {
  return formats.datetime(starts_at ?? given_at);
}

/** How long it holds; null where nothing ends it. */
export function untilText({ taken, expires_at }: AssignmentJson, formats: Formats): string | null {
  if (taken !== null) return formats.datetime(taken.at);
  return expires_at === null ? null : formats.datetime(expires_at);
}

/** What ended it, in a sentence. */
export function endText({ taken }: AssignmentJson): string {
  if (taken === null) return 'Its time was over.';
  const by = taken.by === null ? 'Taken away' : `Taken away by ${taken.by.name}`;
  return taken.reason === null ? `${by}.` : `${by}: ${taken.reason}`;
}
