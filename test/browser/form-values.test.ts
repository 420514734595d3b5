import { describe, expect, it } from 'vitest';
import { formatDate, readDate, readTime } from '../../builder-ui/form/values/calendar-text.ts';
import { formatDuration, readDuration } from '../../builder-ui/form/values/duration-text.ts';
import { readJson } from '../../builder-ui/form/values/json-text.ts';
import {
  formatExact,
  readDecimal,
  readInteger,
  shiftPoint,
} from '../../builder-ui/form/values/number-text.ts';
import { formatDatetime, readDatetime, repeated } from '../../builder-ui/form/values/zoned-time.ts';

const TODAY = '2026-01-31';
const LONDON = { locale: 'en-GB', zone: 'Europe/London', now: Date.parse('2026-11-21T12:00:00Z') };

describe('numbers as people type them', () => {
  it.each([
    ['en-GB', '1,234.50', '1234.50'],
    ['en-GB', '1.234,50', '1234.50'],
    ['de-DE', '1.234,50', '1234.50'],
    ['de-DE', '12,5', '12.5'],
    ['fr-FR', '1\u202F234,5', '1234.5'],
    ['de-CH', '1’234.50', '1234.50'],
    ['en-IN', '12,34,567.80', '1234567.80'],
    ['ar-EG', '١٢٣٤٫٥', '1234.5'],
    ['en-GB', '£1,234', '1234'],
    ['en-GB', '1234.50 GBP', '1234.50'],
    ['en-GB', '(12.00)', '-12.00'],
    ['en-GB', '−5', '-5'],
    ['en-GB', '.5', '0.5'],
    ['en-GB', '-0.00', '0.00'],
    ['en-GB', '9,007,199,254,740,993.07', '9007199254740993.07'],
  ])('%s: %s is %s', (locale, text, value) => {
    expect(readDecimal(text, locale)).toEqual({ ok: true, value });
  });

  it.each([
    ['en-GB', '1,23', 'This can be read in two ways: write 1.23 or 123.'],
    ['de-DE', '12.50', 'This can be read in two ways: write 12,50 or 1250.'],
    ['en-GB', '1e5', 'Write a number such as 1,234.50.'],
    ['en-GB', '1.2.3', 'Write a number such as 1,234.50.'],
    ['en-GB', 'twelve', 'Write a number such as 1,234.50.'],
    ['de-DE', '1-2', 'Write a number such as 1.234,50.'],
  ])('%s: %s is not guessed', (locale, text, say) => {
    expect(readDecimal(text, locale)).toEqual({ ok: false, say });
  });

  it('shows amounts beyond the digits of a floating number exactly', () => {
    expect(formatExact('9007199254740993.07', 'en-GB', 2)).toBe('9,007,199,254,740,993.07');
    expect(formatExact('-1234.5', 'de-DE', 2)).toBe('-1.234,50');
  });

  it('turns percent into fractions and back without rounding', () => {
    expect(shiftPoint('5.25', -2)).toBe('0.0525');
    expect(shiftPoint('0.0525', 2)).toBe('5.25');
    expect(shiftPoint('-12', -2)).toBe('-0.12');
  });

  it('refuses whole numbers that JSON cannot hold, and fractions', () => {
    expect(readInteger('1,250', 'en-GB')).toEqual({ ok: true, value: 1250 });
    expect(readInteger('9007199254740993', 'en-GB').ok).toBe(false);
    expect(readInteger('1.5', 'en-GB').ok).toBe(false);
  });
});

describe('days and times as people type them', () => {
  it.each([
    ['en-GB', '2026-11-21', '2026-11-21'],
    ['en-GB', '21/11/26', '2026-11-21'],
    ['en-US', '11/21/2026', '2026-11-21'],
    ['de-DE', '21.11.', '2026-11-21'],
    ['en-GB', '21 Nov', '2026-11-21'],
    ['de-DE', '3. März 2027', '2027-03-03'],
    ['en-US', 'Nov 21, 2026', '2026-11-21'],
    ['en-GB', 'tomorrow', '2026-02-01'],
    ['en-GB', '+3d', '2026-02-03'],
    ['en-GB', '-2w', '2026-01-17'],
    ['en-GB', '+1m', '2026-02-28'],
    ['en-GB', 'fri', '2026-02-06'],
    ['en-GB', '1/2/50', '1950-02-01'],
  ])('%s: %s is %s', (locale, text, value) => {
    expect(readDate(text, locale, TODAY)).toEqual({ ok: true, value });
  });

  it.each(['31/02', '2026-02-30', 'soon', '32 Jan'])('%s is no day', (text) => {
    expect(readDate(text, 'en-GB', TODAY)).toEqual({
      ok: false,
      say: 'Write a date such as 31/01/2026, tomorrow or +3d.',
    });
  });

  it('reads what it shows', () => {
    for (const locale of ['en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES', 'nl-NL'])
      for (const day of ['2026-03-01', '2026-05-21', '2026-09-30', '2026-12-31'])
        expect(readDate(formatDate(day, locale), locale, TODAY)).toEqual({ ok: true, value: day });
  });

  it.each([
    ['9:30', '09:30:00'],
    ['0930', '09:30:00'],
    ['9.30', '09:30:00'],
    ['12am', '00:00:00'],
    ['2 pm', '14:00:00'],
    ['21:05:30', '21:05:30'],
  ])('%s is %s', (text, value) => {
    expect(readTime(text)).toEqual({ ok: true, value });
  });

  it('reads a day and a time in the zone as an instant', () => {
    expect(readDatetime('21 nov 9:30', LONDON)).toEqual({ ok: true, value: '2026-11-21T09:30:00.000Z' });
    expect(readDatetime('1/6/2026 10:00', LONDON)).toEqual({ ok: true, value: '2026-06-01T09:00:00.000Z' });
    expect(readDatetime('tomorrow 2pm', LONDON)).toEqual({ ok: true, value: '2026-11-22T14:00:00.000Z' });
    expect(formatDatetime('2026-06-01T09:00:00.000Z', LONDON)).toBe('1 Jun 2026, 10:00');
  });

  it('says which time a clock skips', () => {
    expect(readDatetime('29/03/2026 01:30', LONDON)).toEqual({
      ok: false,
      say: 'The clocks in Europe/London skip 01:30 on 29 Mar 2026. Did you mean 02:30?',
    });
  });

  it('tells the two instants of a time that a clock shows twice', () => {
    const first = readDatetime('25/10/2026 01:30', LONDON);
    const later = readDatetime('25/10/2026 01:30', LONDON, true);
    expect([first, later]).toEqual([
      { ok: true, value: '2026-10-25T00:30:00.000Z' },
      { ok: true, value: '2026-10-25T01:30:00.000Z' },
    ]);
    expect(repeated('2026-10-25T00:30:00.000Z', 'Europe/London')).toHaveLength(2);
    expect(repeated('2026-10-26T00:30:00.000Z', 'Europe/London')).toBeNull();
  });

  it.each([
    ['1h 30m', 5400],
    ['90 min', 5400],
    ['1.5h', 5400],
    ['1:30', 5400],
    ['2d', 172_800],
    ['PT1H30M', 5400],
    ['-15m', -900],
  ])('%s is %s seconds', (text, value) => {
    expect(readDuration(text)).toEqual({ ok: true, value });
  });

  it('asks for the unit of a bare duration', () => {
    expect(readDuration('90')).toEqual({ ok: false, say: 'Add a unit: 90m for minutes or 90h for hours.' });
    expect(formatDuration(90_061)).toBe('1d 1h 1m 1s');
  });
});

describe('JSON as people type it', () => {
  it('refuses numbers that would be rounded', () => {
    expect(readJson('{"a": [1.5, 100, 1e3, "9007199254740993"]}').ok).toBe(true);
    expect(readJson('{"a": 9007199254740993}')).toEqual({
      ok: false,
      say: 'The number 9007199254740993 has more digits than can be kept. Put it in quotes.',
    });
  });

  it('says where it stops being JSON', () => {
    expect(readJson('{\n "a": 1,\n}').ok).toBe(false);
  });
});
