import type { FindingGroup } from '../finding.ts';

/** What changes for those who run the tools. */
export const OPERATION_FINDINGS = {
  'operation/owner-changed': {
    section: 'operations',
    level: 'warning',
    title: 'Somebody else answers for it',
    explanation: 'Approvals, questions and alerts go to the new owner from then on.',
  },
  'operation/no-approvers': {
    section: 'operations',
    level: 'warning',
    title: 'An owner whom nobody can speak for',
    explanation:
      'Without `approvers` only an operator at the command line can approve what the owner answers for.',
  },
  'operation/runbook-missing': {
    section: 'operations',
    level: 'warning',
    title: 'A tool without a runbook',
    explanation: 'Whoever is new to it, or alone with it at night, has nothing to go by.',
  },
  'operation/runbook-outdated': {
    section: 'operations',
    level: 'info',
    title: 'The screens changed and the runbook did not',
    explanation: 'People work by the runbook; it may describe screens that are no longer so.',
  },
  'operation/tool-removed': {
    section: 'operations',
    level: 'warning',
    title: 'A tool is gone',
    explanation: 'The people who work with it lose its screens; links to them lead nowhere.',
  },
  'operation/parameter-removed': {
    section: 'operations',
    level: 'warning',
    title: 'A parameter is gone',
    explanation: 'The value that people set for it is no longer used; its history is kept.',
  },
  'operation/parameter-default': {
    section: 'operations',
    level: 'info',
    title: 'The default of a parameter changes',
    explanation: 'Where somebody set a value, that value stays in force.',
  },
  'operation/time-zone': {
    section: 'operations',
    level: 'warning',
    title: 'Days begin at another hour',
    explanation: '`today`, dates taken from instants and everything that is due move with the time zone.',
  },
} as const satisfies FindingGroup;
