import type { CodeGroup } from '../code-entry.ts';

/** Files and YAML itself: what cannot be read, and what YAML reads otherwise than the author meant. */
export const YAML_CODES = {
  'file/too-large': {
    title: 'A file is too large',
    explanation:
      'A definition file has at most 1,048,576 characters, 1,000 documents and 2,000 keys in one map.',
    bad: '# a file of 2 MB',
    good: '# two files of 1 MB',
  },
  'file/too-deep': {
    title: 'Values are nested too deeply',
    explanation:
      'Definitions are flat. More than 64 levels are refused, and the rest of the file is not read.',
    bad: 'entity: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ ... ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]',
    good: 'entity: order',
  },
  'file/control-character': {
    title: 'A file contains an unprintable character',
    explanation: 'Definition files are UTF-8 text. Characters that no editor shows are refused.',
    bad: 'title: "Ord\\u0000er" # the character itself, not this escape',
    good: 'title: Order',
  },
  'file/unreadable': {
    title: 'A file cannot be read',
    explanation: 'The file exists, but the program may not read it, or it is no UTF-8 text.',
    bad: 'definitions/order.yaml # belongs to another user',
    good: 'definitions/order.yaml # readable by the user that runs the program',
  },
  'file/outside': {
    title: 'A link leads out of the definitions folder',
    explanation:
      'Everything that is read lies in the definitions folder, so that a review of the folder sees all of it.',
    bad: 'definitions/order.yaml -> /srv/shared/order.yaml',
    good: 'definitions/order.yaml',
  },
  'file/too-many': {
    title: 'There are too many files',
    explanation: 'One definitions folder holds at most 2,000 definition files and runbooks.',
    bad: 'definitions/ # with node_modules inside',
    good: 'definitions/ # with definitions only',
  },
  'yaml/syntax': {
    title: 'The text is no YAML',
    explanation:
      'Quotes, brackets or indentation do not fit together. Only the first such place of a document is shown, because what follows it cannot be read; other documents are still checked.',
    bad: 'title: "Order\nowner: sales',
    good: 'title: "Order"\nowner: sales',
  },
  'yaml/curly-quotes': {
    title: 'A text stands in typographic quotes',
    explanation:
      'Word processors and chats turn straight quotes into curly ones. YAML takes those for a part of the text, so that an option would be called “damaged”, quotes and all.',
    bad: 'options: [“damaged”, “late”]',
    good: 'options: [damaged, late]',
  },
  'yaml/tag': {
    title: 'YAML reads a value as a tag',
    explanation: 'A value that begins with `!` is a tag to YAML. Definitions have no tags; text is quoted.',
    bad: 'label: !important',
    good: 'label: "!important"',
  },
  'yaml/anchor': {
    title: 'YAML reads a value as an anchor',
    explanation:
      'A value that begins with `&` is an anchor to YAML. Definitions have no anchors; text is quoted.',
    bad: 'label: &Sons',
    good: 'label: "&Sons"',
  },
  'yaml/alias': {
    title: 'YAML reads a value as an alias',
    explanation:
      'A value that begins with `*` is an alias to YAML. Definitions have no aliases; text is quoted.',
    bad: 'label: *Starred',
    good: 'label: "*Starred"',
  },
  'yaml/merge-key': {
    title: 'A merge key',
    explanation: 'Definitions have no merge keys (`<<`): what is there is written where it is.',
    bad: 'amount: { <<: {}, type: money }',
    good: 'amount: { type: money }',
  },
  'yaml/directive': {
    title: 'A YAML directive',
    explanation:
      'A line such as `%YAML 1.1` changes how values are read. Definitions are always read in the same way.',
    bad: '%YAML 1.1\n---\nrole: sales',
    good: 'role: sales',
  },
  'yaml/cut-by-hash': {
    title: 'YAML cuts a text at `#`',
    explanation:
      'After a space, `#` begins a comment. Quote the text; a comment is written with a space after the `#`.',
    bad: 'label: Order #5',
    good: 'label: "Order #5"',
  },
  'yaml/cut-by-comma': {
    title: 'YAML cuts a text at a comma',
    explanation: 'Between braces or brackets a comma ends the value. Quote a text that contains one.',
    bad: 'total: { type: money, label: Net, gross }',
    good: 'total: { type: money, label: "Net, gross" }',
  },
  'yaml/cut-by-colon': {
    title: 'YAML cuts a text at a colon',
    explanation: 'A colon with a space behind it ends a key. Quote a text that contains one.',
    bad: 'label: Note: internal',
    good: 'label: "Note: internal"',
  },
  'yaml/unquoted-start': {
    title: 'A text begins with a character of YAML',
    explanation: 'A text that begins with `{`, `[`, `%`, `@`, a backtick, `|`, `>` or a comma needs quotes.',
    bad: 'label: [draft] Order',
    good: 'label: "[draft] Order"',
  },
  'yaml/key-without-value': {
    title: 'A key between braces has no value',
    explanation:
      'Between braces stand keys with values. If the braces belong to a text, the whole text needs quotes.',
    bad: 'label: {draft}',
    good: 'label: "{draft}"',
  },
  'yaml/null': {
    title: 'YAML reads a value as nothing',
    explanation:
      '`null` and `~` mean no value to YAML. A key without a value is left out; the words are quoted.',
    bad: 'options: [red, null]',
    good: 'options: [red, "null"]',
  },
  'yaml/ambiguous-number': {
    title: 'A number that programs read differently',
    explanation:
      'Leading zeros, exponents, underscores and other bases are refused: numbers are plain decimal digits.',
    bad: 'max: 010',
    good: 'max: 10',
  },
} as const satisfies CodeGroup;
