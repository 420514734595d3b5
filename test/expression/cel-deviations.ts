/** Conformance cases of CEL that the profile accepts and answers otherwise, by the beginning of their names, with the reason. */
export const CEL_DEVIATIONS: readonly (readonly [cases: string, reason: string])[] = [
  [
    'namespace/namespace/self_eval_container_lookup',
    'There are no namespaces: `y` is never looked up as `x.y`.',
  ],
  ['namespace/namespace_shadowing/basic', 'There are no namespaces: `y` is never looked up as `x.y`.'],
  [
    'string_ext/trim/unicode_space_chars',
    '`trim` removes the white space of ASCII only, because Postgres and JavaScript disagree on the rest.',
  ],
  [
    'timestamps/timestamp_range/sub_time_duration',
    'Durations reach ten thousand years either way, so that any two points in time can be subtracted.',
  ],
];
