/** Texts that engines treat differently: beyond U+FFFF, combining, case without a partner, marks of patterns and of SQL. */
export const TEXTS = [
  'a',
  'A',
  'ab',
  'abc',
  'ABC',
  'b',
  'Z',
  'zz',
  '10',
  '9',
  'ß',
  'ẞ',
  'İ',
  'ı',
  'i',
  'é',
  'e\u0301',
  '😀',
  'x😀y',
  '\uff5e',
  '%',
  '_',
  'a_b',
  '\\',
  'a\nb',
  '\u0663',
  ' a ',
  '\ta',
  '\u00a0b',
  "o'clock",
  '$1',
  '?',
  'Ω',
  'ω',
  '\ue000',
  'gold',
  'open',
  '',
] as const;

export const INTS = [
  0, 0, 1, 1, -1, 2, 3, 5, 7, 10, 100, -7, 2_147_483_647, -2_147_483_648, 4_503_599_627_370_497,
  9_007_199_254_740_991, -9_007_199_254_740_991,
] as const;

/** Each fits 20 digits before the point and 4 behind it. */
export const DECIMALS = [
  '0',
  '0.0',
  '1',
  '1.0',
  '0.1',
  '0.2',
  '0.3',
  '0.30',
  '1.5',
  '2.5',
  '-2.5',
  '0.005',
  '0.015',
  '-1.005',
  '0.0001',
  '100',
  '99.99',
  '12345678901234567890.1234',
  '-99999999999999999999.9999',
  '3',
] as const;

export const DATES = [
  '0001-01-01',
  '9999-12-31',
  '2024-02-29',
  '2026-03-08',
  '2026-03-09',
  '2026-11-01',
  '1970-01-01',
  '2000-02-28',
  '1969-12-31',
] as const;

/** Around the changes of clocks in New York, at the ends of time, and a millisecond apart. */
export const INSTANTS = [
  '2026-03-08T06:59:59.999Z',
  '2026-03-08T07:00:00.000Z',
  '2026-03-07T12:00:00.000Z',
  '2026-03-08T12:00:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-11-01T06:30:00.000Z',
  '2026-10-31T12:00:00.001Z',
  '2026-11-01T12:00:00.000Z',
  '1970-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
] as const;

export const TIMES = ['00:00:00', '09:30:00', '09:30:01', '23:59:59'] as const;

/** Whole seconds, as fields hold them. */
export const SECONDS = [
  0, 1, 59, 60, 3600, 86_399, 86_400, -3600, 90_061, 315_576_000_000, 9_007_199_254_740_991,
] as const;
/** Milliseconds, as expressions may say them. */
export const SPANS = [
  0, 1, 999, 1000, 1500, 3_600_000, 86_400_000, 82_800_000, -86_400_000, 315_576_000_000_000,
] as const;

/** Patterns of the rule language before the checker writes them out. */
export const PATTERNS = [
  '^a',
  'b$',
  '^[a-c]+$',
  String.raw`\d+`,
  String.raw`\w`,
  String.raw`\s`,
  '.',
  '^.$',
  '^..$',
  'a|😀',
  '[^a-z]',
  String.raw`\D`,
  String.raw`[\w%]+`,
  '^a_b$',
  String.raw`\.`,
  String.raw`\\`,
  '^(ab|c){1,3}$',
  '[😀-😂]',
  'é',
  String.raw`\S\s`,
  'z{2,}',
  String.raw`^\W`,
  '^$',
  '^a?b?c?$',
  "[']",
  String.raw`\$1`,
  '[^]-a]',
  '(a|)',
  '()b',
  '|a',
  '[[]',
  'a{0}b',
  '^a.b$',
] as const;

export const WORDS = ['red', 'green', 'Red', 'ß', '😀', 'a_b', '%'] as const;
