import type { CodeGroup } from '../code-entry.ts';

/** Rules of records: computed fields, checks, lifecycles, actions and examples. */
export const RULE_CODES = {
  'field/computed': {
    title: 'A key that a computed field cannot have',
    explanation:
      'A field with a `formula`, or with `sum`, `count`, `smallest` or `largest`, gets its value from other fields. Nobody writes it, so it has one source and no `required`, `unique`, `default`, limits or conditions for writing.',
    bad: 'net: { type: money, formula: gross - tax, required: true }',
    good: 'net: { type: money, formula: gross - tax }',
  },
  'field/computed-cycle': {
    title: 'Fields that are computed from each other',
    explanation:
      'A formula or a rollup cannot depend on itself, neither directly nor through other computed fields.',
    bad: 'net: { type: money, formula: gross - tax }\ngross: { type: money, formula: net + tax }',
    good: 'net: { type: money, formula: gross - tax }\ngross: { type: money }',
  },
  'field/rollup': {
    title: 'A rollup over what cannot be measured',
    explanation:
      '`count` names a `children` field; `sum`, `smallest` and `largest` name it with a field of the children, and the rollup has the type of that field.',
    bad: 'total: { type: money, sum: lines.note }',
    good: 'total: { type: money, sum: lines.amount }',
  },
  'rule/null-unhandled': {
    title: 'A check that an empty field leaves open',
    explanation:
      'Where a field is empty, a comparison with it is neither true nor false, and a check that is not true refuses the record. Say what an empty field means.',
    bad: 'checks: { cheap: { that: discount < 0.5, say: Too much. } }',
    good: 'checks: { cheap: { that: discount == null || discount < 0.5, say: Too much. } }',
  },
  'rule/message-reveals': {
    title: 'A message that shows what its reader may not read',
    explanation:
      'Whoever may write a record may bring a check to fail and then reads its message, and whoever may run an action reads why it may not run. A message must not show them fields that they may never read.',
    bad: 'say: "Only {customer.credit} is left."',
    good: 'say: This is more than the customer has left.',
  },
  'lifecycle/field': {
    title: 'A lifecycle over a field that is no state',
    explanation: 'The states are the options of a `choice` field with a fixed first value.',
    bad: 'lifecycle: note',
    good: 'lifecycle: status',
  },
  'lifecycle/missing': {
    title: 'An action between states without a lifecycle',
    explanation: '`from` and `to` name states, which only an entity with a `lifecycle` has.',
    bad: 'actions: { close: { from: open, to: closed } }',
    good: 'lifecycle: status\nactions: { close: { from: open, to: closed } }',
  },
  'lifecycle/unknown-state': {
    title: 'A state that there is not',
    explanation: 'States are the options of the field that `lifecycle` names.',
    bad: 'actions: { close: { from: open, to: clsed } }',
    good: 'actions: { close: { from: open, to: closed } }',
  },
  'lifecycle/unreachable': {
    title: 'A state that no action leads to',
    explanation: 'Only actions change the state, so a state that no way of actions leads to is never taken.',
    bad: 'status: { type: choice, options: [open, closed, lost] } # no action leads to lost',
    good: 'actions: { lose: { from: open, to: lost } }',
  },
  'lifecycle/dead-end': {
    title: 'A state that no action leads out of',
    explanation:
      'Options stand in the order in which records pass them, ends last. A state without a way out before others that have one is most likely a forgotten action. If it is meant, name all ends.',
    bad: 'status: { type: choice, options: [open, on_hold, closed] } # no action leads out of on_hold',
    good: 'lifecycle: { field: status, ends: [on_hold, closed] }',
  },
  'lifecycle/written': {
    title: 'A grant to write a state',
    explanation:
      'A state is changed by actions alone; a grant for create or update that lists its field says otherwise.',
    bad: 'sales: { update: { fields: [note, status] } }',
    good: 'sales: { update: { fields: [note] }, actions: [close] }',
  },
  'action/field': {
    title: 'A field that an action cannot use so',
    explanation:
      '`set` writes single values of fields that people could write; the state is changed by `to`. `not_by` names fields that hold a person.',
    bad: 'set: { status: closed }',
    good: 'to: closed',
  },
  'action/value': {
    title: 'A value that the field of an action does not take',
    explanation:
      'A value in `set` is one of the field, within its limits; behind `=` it is an expression. People and records are always named by expressions.',
    bad: 'set: { approved_by: anna }',
    good: 'set: { approved_by: =user }',
  },
  'never/always': {
    title: 'An action that a `never` always refuses',
    explanation:
      'After the action the condition of the `never` would always be true, so that nobody could ever run it.',
    bad: 'actions: { approve: { from: asked, to: approved } }\nnever: { closed_shop: status == "approved" }',
    good: 'never: { closed_shop: status == "approved" && approved_by == agent }',
  },
  'example/field': {
    title: 'An example that names what there is not',
    explanation:
      '`given`, `with` and `values` name fields of the entity, `user` attributes of the workspace, `params` parameters. Computed fields can be expected, but not given.',
    bad: 'given: { amuont: "20.00" }',
    good: 'given: { amount: "20.00" }',
  },
  'example/value': {
    title: 'An example with a value that the field does not take',
    explanation: 'Values are written as in defaults; a reference is a map of the fields of the other record.',
    bad: 'given: { amount: much }',
    good: 'given: { amount: "20.00" }',
  },
  'example/rule': {
    title: 'An example that expects a rule that there is not',
    explanation:
      '`refused_by` is the id of a rule without its entity, such as `checks.within_limit` or `actions.approve.when`, or `access`; `warns` lists checks with `enforce: warn`.',
    bad: 'expect: { refused_by: within_limit }',
    good: 'expect: { refused_by: checks.within_limit }',
  },
  'reference/unknown-action': {
    title: 'An action that there is not',
    explanation: 'Actions are declared under `actions` of the entity.',
    bad: 'sales: { actions: [aprove] }',
    good: 'sales: { actions: [approve] }',
  },
  'access/mask': {
    title: 'A mask that cannot be',
    explanation:
      'A grant masks fields that it covers. `last_4` and `initial` show a part of a text, `domain` of an email; `hidden` fits every field with one value.',
    bad: 'read: { fields: [iban], mask: { amount: last_4 } }',
    good: 'read: { fields: [iban], mask: { iban: last_4 } }',
  },
} as const satisfies CodeGroup;
