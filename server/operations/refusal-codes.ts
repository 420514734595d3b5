/** What one code of a refusal means, for the answer and for the generated page `docs/refusals.md`. */
export type RefusalKind = {
  readonly status: number;
  readonly title: string;
  /** When it happens; one sentence. */
  readonly about: string;
  /** What to do next; one sentence, used where a refusal gives no better hint. */
  readonly next: string;
};

/** Every refusal that the program can give. A code never changes its meaning. */
export const REFUSALS = {
  'access/sign_in': {
    status: 401,
    title: 'Not signed in',
    about: 'The request carries no session, or one that has ended.',
    next: 'Sign in and try again.',
  },
  'access/denied': {
    status: 403,
    title: 'Not allowed',
    about: 'None of the roles that the actor holds grants the operation.',
    next: 'Ask the owner named in the definition for a role that may do this.',
  },
  'access/four_eyes': {
    status: 403,
    title: 'Somebody else has to',
    about: 'Somebody tried to change the roles or attributes that they hold themselves.',
    next: 'Ask another person who may give the role.',
  },
  'access/unknown': {
    status: 404,
    title: 'Person or assignment not found',
    about: 'The address names a person or a role assignment that does not exist.',
    next: 'Look for it under People and access.',
  },
  'access/origin': {
    status: 403,
    title: 'Request from another site',
    about: 'A page of another origin tried to change something with the session of this one.',
    next: 'Send the request from the page of this server, or from a program without `Origin`.',
  },
  'entity/unknown': {
    status: 404,
    title: 'Unknown entity',
    about: 'The address names an entity that the active release does not define.',
    next: 'Check the name against the definitions.',
  },
  'record/not_found': {
    status: 404,
    title: 'Record not found',
    about: 'There is no such record, it was deleted, or the actor may not read it.',
    next: 'Check the address, or look for the record in the list.',
  },
  'record/invalid': {
    status: 422,
    title: 'Please check the values',
    about: 'Values of the body break the rules of their fields; `errors` names each.',
    next: 'Correct the fields named in `errors` and send the record again.',
  },
  'record/rule_broken': {
    status: 422,
    title: 'A rule does not allow this',
    about: 'The record as it would be breaks checks of its definition; `errors` names each with its rule.',
    next: 'Correct what the messages say and send the record again.',
  },
  'record/never': {
    status: 409,
    title: 'This must never happen',
    about:
      'The write would make something true that the definition says must never be; `errors` names the rule.',
    next: 'Leave the record as it is, or ask the owner named in the definition.',
  },
  'action/unknown': {
    status: 404,
    title: 'Unknown action',
    about: 'The address names an action that the entity does not define.',
    next: 'Check the name against the definitions.',
  },
  'action/wrong_state': {
    status: 409,
    title: 'Not possible in this state',
    about: 'The record is in a state that the action does not start from.',
    next: 'Read the record again; somebody may have moved it on.',
  },
  'action/condition': {
    status: 409,
    title: 'Not possible now',
    about: 'The condition of the action is not true of this record now.',
    next: 'See what the condition asks for, or ask somebody who may do more.',
  },
  'action/same_person': {
    status: 403,
    title: 'Somebody else has to',
    about: 'The action takes another person than one who already stands in the record.',
    next: 'Ask a colleague who may run the action.',
  },
  'record/duplicate': {
    status: 409,
    title: 'Already taken',
    about: 'A value that must be unique belongs to another record.',
    next: 'Use another value, or change the record that has it.',
  },
  'record/stale': {
    status: 412,
    title: 'Changed by someone else',
    about: 'The record was changed after the version named in `If-Match`.',
    next: 'Compare with `current`, then send the change again with its version.',
  },
  'record/version_missing': {
    status: 428,
    title: 'Version missing',
    about: 'A change or deletion came without `If-Match`.',
    next: 'Send the `ETag` of the record you read as `If-Match`.',
  },
  'record/in_use': {
    status: 409,
    title: 'Still in use',
    about: 'Live records require the record that was to be deleted.',
    next: 'Change or delete the records that use it first.',
  },
  'record/needs_deleted': {
    status: 409,
    title: 'Needs a deleted record',
    about: 'The record that was to be restored requires one that is deleted.',
    next: 'Restore the other record first.',
  },
  'record/not_deleted': {
    status: 409,
    title: 'Not deleted',
    about: 'The record that was to be restored is not deleted.',
    next: 'Nothing needs to be done.',
  },
  'record/owned_line': {
    status: 409,
    title: 'Belongs to another record',
    about: 'Lines are written with the record that owns them, never alone.',
    next: 'Send the lines in the body of the record that owns them.',
  },
  'parameter/unknown': {
    status: 404,
    title: 'Parameter not found',
    about: 'The address names a parameter, or a planned value of one, that does not exist.',
    next: 'Look for it under Parameters.',
  },
  'parameter/in_force': {
    status: 409,
    title: 'In force already',
    about: 'A value that was to be withdrawn holds or has held already; what was decided with it stays true.',
    next: 'Set another value instead.',
  },
  'release/changing': {
    status: 503,
    title: 'The definitions are changing',
    about:
      'A newer release overtook the request, and its tables no longer fit the release that the request began with.',
    next: 'Try again in a second; nothing of this request was kept.',
  },
  'release/unknown': {
    status: 404,
    title: 'Release or plan not found',
    about:
      'The address names a release, a plan or a migration that does not exist, or a plan that is older than 30 days.',
    next: 'Look for it under Releases.',
  },
  'release/definitions': {
    status: 422,
    title: 'The definitions have mistakes',
    about:
      'The definitions that came with the request do not compile; `diagnostics` has every problem with its place.',
    next: 'Correct what `diagnostics` names, as `jig check` shows it.',
  },
  'release/moved': {
    status: 409,
    title: 'The plan is out of date',
    about: 'Something that the plan was made from has changed since; `moved` says what.',
    next: 'Make the plan again and look at what is different.',
  },
  'release/blocked': {
    status: 409,
    title: 'The plan is blocked',
    about: 'Findings of the plan stand in the way of its release; `findings` names each with what to do.',
    next: 'Follow the fix of each finding, or accept it in the definitions with a reason and a day.',
  },
  'release/unapproved': {
    status: 409,
    title: 'Approvals are missing',
    about: 'Findings of the plan wait for the yes of an owner; `findings` names each with who may give it.',
    next: 'Ask one of the named owners to approve.',
  },
  'release/four_eyes': {
    status: 403,
    title: 'Somebody else has to',
    about: 'Somebody tried to publish a release whose findings only they approved themselves.',
    next: 'Let somebody else publish it, or let another owner approve.',
  },
  'release/busy': {
    status: 409,
    title: 'Another release is being published',
    about: 'Somebody else is publishing, or a migration is open; at most one goes on at a time.',
    next: 'Wait until it is done, then plan again: what it changes may matter to yours.',
  },
  'release/older': {
    status: 409,
    title: 'Made from an older state',
    about: 'The release in force was made from a commit that these definitions do not contain.',
    next: 'Bring the folder up to date; or say `--older` to publish it nevertheless.',
  },
  'release/nothing': {
    status: 409,
    title: 'Nothing to publish',
    about: 'The definitions are in force already, word for word.',
    next: 'Nothing needs to be done.',
  },
  'release/content': {
    status: 422,
    title: 'Not the expected content',
    about:
      'The content hash of the definitions is not the one that was asked for, or a bundle was changed on its way.',
    next: 'Make the bundle again, or check out the state that has the expected hash.',
  },
  'release/not_kept': {
    status: 409,
    title: 'Cannot be published again',
    about: 'The earlier release kept no definitions, or they no longer compile with this program.',
    next: 'Publish the definitions from their repository instead.',
  },
  'release/no_migration': {
    status: 409,
    title: 'Nothing to go on with',
    about:
      'No migration is open, it is worked on already, or it is past the point from which it can be taken back.',
    next: 'See `jig releases` for how it stands.',
  },
  'request/invalid': {
    status: 422,
    title: 'Please check the request',
    about: 'Query parameters are unknown, repeated or malformed; `errors` names each.',
    next: 'Correct the parameters named in `errors`.',
  },
  'request/malformed': {
    status: 400,
    title: 'Unreadable request',
    about: 'The body is not JSON in UTF-8, or a header has the wrong form.',
    next: 'Send one JSON object in UTF-8.',
  },
  'request/too_large': {
    status: 413,
    title: 'Request too large',
    about: 'The body is longer than the server takes.',
    next: 'Send fewer or shorter values in one request.',
  },
  'request/media_type': {
    status: 415,
    title: 'Wrong content type',
    about: 'The body came with a content type other than `application/json`.',
    next: 'Send `Content-Type: application/json`.',
  },
  'request/too_slow': {
    status: 504,
    title: 'Took too long',
    about: 'The answer was not ready within the time limit of a request.',
    next: 'Narrow the request, or try again later.',
  },
  'request/key_reused': {
    status: 422,
    title: 'Idempotency key used before',
    about: 'The `Idempotency-Key` came earlier with a different request.',
    next: 'Use a new key for a new request.',
  },
  'request/unknown_address': {
    status: 404,
    title: 'Nothing here',
    about: 'No route has that address.',
    next: 'See `/api/v1/openapi.json` for the addresses there are.',
  },
  'request/method': {
    status: 405,
    title: 'Method not allowed',
    about: 'The address exists, but not for that method.',
    next: 'Use one of the methods named in `Allow`.',
  },
  'view/not_found': {
    status: 404,
    title: 'No such screen',
    about: 'The address names a tool, screen or view that does not exist or that the actor may not see.',
    next: 'Choose a screen from the navigation.',
  },
  'purge/not_retired': {
    status: 409,
    title: 'Nothing retired of that name',
    about: 'The name is of something that is in force, or of nothing that the database keeps.',
    next: 'Run `jig purge` to see what is retired; what is in force is taken out of the definitions and released first.',
  },
  'purge/referenced': {
    status: 409,
    title: 'Still referred to',
    about: 'Something else in the database refers to what is to be purged.',
    next: 'Purge what refers to it first.',
  },
  'purge/not_confirmed': {
    status: 409,
    title: 'Another number of values',
    about: 'What would be lost is not what was confirmed.',
    next: 'Look again at what would be lost, and confirm that number.',
  },
  'dev/not_local': {
    status: 403,
    title: 'Only from this machine',
    about:
      'A development address was asked for from another machine, through a proxy or under a foreign name.',
    next: 'Open `http://localhost` with the port that the terminal shows, on the machine where Jig runs.',
  },
  'dev/unknown_person': {
    status: 422,
    title: 'Unknown person',
    about: 'The development sign-in names nobody in `people.dev.yaml`.',
    next: 'Use one of the names that `GET /api/v1/dev/people` lists.',
  },
  'database/unavailable': {
    status: 503,
    title: 'Database not reachable',
    about: 'The database does not answer, or refuses connections.',
    next: 'Try again in a moment; nothing of this request was kept unless a repeat with the same key says so.',
  },
  'database/busy': {
    status: 503,
    title: 'Database busy',
    about: 'No connection or lock became free in time.',
    next: 'Try again in a moment.',
  },
  'database/timeout': {
    status: 504,
    title: 'Query took too long',
    about: 'The database stopped a statement at its time limit.',
    next: 'Narrow the filter, or ask for an index in the definition.',
  },
  'database/full': {
    status: 507,
    title: 'Database full',
    about: 'The database has no room left; nothing was written.',
    next: 'Tell the operator of the database.',
  },
  'database/conflict': {
    status: 409,
    title: 'Conflict with another change',
    about: 'Another change at the same moment won, more than three times in a row.',
    next: 'Read the record again and repeat the change.',
  },
  'database/text': {
    status: 422,
    title: 'Text cannot be stored',
    about: 'A text holds characters that the database cannot keep, such as U+0000.',
    next: 'Remove the characters and try again.',
  },
} as const satisfies Record<string, RefusalKind>;

export type RefusalCode = keyof typeof REFUSALS;
