import type { FindingGroup } from '../finding.ts';

/** What people see, or no longer see. */
export const SCREEN_FINDINGS = {
  'screen/required-not-shown': {
    section: 'screens',
    level: 'warning',
    title: 'A required field stands on no form',
    explanation: 'Forms put it under `Also needed` at their end, where nobody chose to have it.',
  },
  'screen/never-shown': {
    section: 'screens',
    level: 'warning',
    title: 'A field that nobody can fill in',
    explanation: 'The forms of the entity list their fields, and none of them lists this one.',
  },
  'screen/default-breaks-check': {
    section: 'screens',
    level: 'error',
    title: 'A new form starts with a mistake',
    explanation:
      'The defaults break a check by themselves, so that nobody can save what they did not change.',
  },
  'screen/saved-views': {
    section: 'screens',
    level: 'warning',
    title: 'Saved views name a field that is gone',
    explanation: 'The column or filter disappears from the views of these people.',
  },
  'screen/columns-removed': {
    section: 'screens',
    level: 'info',
    title: 'A list shows fewer columns',
    explanation: 'People who look for it there do not find it.',
  },
  'screen/labels': {
    section: 'screens',
    level: 'info',
    title: 'Words change',
    explanation:
      'Labels, titles, help and examples: neither data nor access nor any other program is touched.',
  },
} as const satisfies FindingGroup;
