import type { FindingGroup } from '../finding.ts';

/** What callers of `/api/v1` notice. Jig's own screens change together with the release. */
export const API_FINDINGS = {
  'api/entity-removed': {
    section: 'api',
    level: 'warning',
    title: 'Addresses are gone',
    explanation: 'Programs that call them get the answer that there is no such entity.',
  },
  'api/renamed': {
    section: 'api',
    level: 'warning',
    title: 'Callers have to use another name',
    explanation: 'The database keeps everything in place, but requests and answers carry the new name only.',
  },
  'api/field-removed': {
    section: 'api',
    level: 'warning',
    title: 'Answers lack a field, and requests with it are refused',
    explanation: 'Programs that read or send it stop working.',
  },
  'api/input-removed': {
    section: 'api',
    level: 'warning',
    title: 'A field can no longer be written',
    explanation: 'Programs that send it are refused.',
  },
  'api/type-changed': {
    section: 'api',
    level: 'warning',
    title: 'A field holds another kind of value',
    explanation: 'Programs that read or send the old kind stop working.',
  },
  'api/input-required': {
    section: 'api',
    level: 'warning',
    title: 'Requests must give a value',
    explanation: 'Programs that create records without it are refused.',
  },
  'api/input-tightened': {
    section: 'api',
    level: 'warning',
    title: 'Requests are held to a tighter limit',
    explanation: 'Programs that send what was allowed until now are refused.',
  },
  'api/option-removed': {
    section: 'api',
    level: 'warning',
    title: 'Requests may no longer give an option',
    explanation: 'Programs that send it are refused.',
  },
  'api/option-added': {
    section: 'api',
    level: 'info',
    title: 'Answers may hold an option that callers do not know',
    explanation: 'Programs that list every option by themselves meet one that is new to them.',
  },
  'api/default-changed': {
    section: 'api',
    level: 'info',
    title: 'A value that nobody gives is another one',
    explanation: 'Programs that leave it out create records with the new value.',
  },
  'api/output-nullable': {
    section: 'api',
    level: 'warning',
    title: 'Answers may be empty where they were not',
    explanation: 'Programs that rely on a value meet null.',
  },
  'api/action-removed': {
    section: 'api',
    level: 'warning',
    title: 'An action is gone',
    explanation: 'Programs that run it get the answer that there is no such action.',
  },
  'api/action-input': {
    section: 'api',
    level: 'warning',
    title: 'An action asks for something else',
    explanation: 'Programs that run it as before are refused.',
  },
  'api/capability-removed': {
    section: 'api',
    level: 'warning',
    title: 'A search finds less',
    explanation: 'Programs and people that search for what stands in the field find it no more.',
  },
} as const satisfies FindingGroup;
