import type { FindingGroup } from '../finding.ts';

/** What changes about rules. */
export const RULE_FINDINGS = {
  'rule/rows-break': {
    section: 'rules',
    level: 'warning',
    title: 'Records break a new rule',
    explanation: 'They stay as they are, but are refused when somebody changes what the rule looks at.',
  },
  'rule/never-true': {
    section: 'rules',
    level: 'error',
    title: 'A rule that nothing can meet',
    explanation: 'Whatever it guards is refused to everybody, always.',
  },
  'rule/always-true': {
    section: 'rules',
    level: 'warning',
    title: 'A rule that everything meets',
    explanation: 'It refuses nothing, so it looks like a protection and is none.',
  },
  'rule/contradicts': {
    section: 'rules',
    level: 'error',
    title: 'Two checks that are never true together',
    explanation: 'No record can meet both, so every write is refused.',
  },
  'rule/state-in-use': {
    section: 'rules',
    level: 'error',
    title: 'Records are in a state that is taken out',
    explanation: 'No action leads them on from a state that no longer exists.',
  },
  'rule/computed-differs': {
    section: 'rules',
    level: 'warning',
    title: 'A computed value changes in records that are there',
    explanation: 'Lists, totals and rules show the new value at once, for old records too.',
  },
  'rule/removed': {
    section: 'rules',
    level: 'warning',
    title: 'A check is gone',
    explanation: 'What it refused until now is accepted from then on.',
  },
  'rule/weakened': {
    section: 'rules',
    level: 'warning',
    title: 'A check lets more pass',
    explanation: 'What it refused until now is accepted from then on.',
  },
  'rule/tightened': {
    section: 'rules',
    level: 'info',
    title: 'A check lets less pass',
    explanation: 'What passed until now is refused from then on.',
  },
  'rule/differs': {
    section: 'rules',
    level: 'warning',
    title: 'A check lets other things pass',
    explanation: 'Some of what it refused is accepted from then on, and some of what passed is refused.',
  },
  'rule/same': {
    section: 'rules',
    level: 'info',
    title: 'A check says the same in other words',
    explanation: 'It was proven that it refuses and accepts exactly what it did before.',
  },
} as const satisfies FindingGroup;
