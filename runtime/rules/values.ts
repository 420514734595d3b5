import { parseDecimal } from '../model/decimal.ts';
import { inDurations } from '../expression/temporal.ts';
import type { Type } from '../expression/type.ts';
import type { RecordValue, Value } from '../expression/value.ts';

/**
 * A value as it is sent and written (`"12.50"`, `"2026-11-21T09:30:00Z"`, seconds, an id or `{"id", "title"}`) as rules see it.
 * What is not of the type, such as something half typed, is null.
 */
export function decodeValue(type: Type, wire: unknown): Value {
  if (wire === null || wire === undefined) return type.is === 'list' ? [] : null;
  switch (type.is) {
    case 'bool':
      return typeof wire === 'boolean' ? wire : null;
    case 'int':
      return Number.isSafeInteger(wire) ? (wire as number) : null;
    case 'duration':
      return Number.isSafeInteger(wire) && inDurations((wire as number) * 1000)
        ? (wire as number) * 1000
        : null;
    case 'decimal':
    case 'money':
      return typeof wire === 'string' ? parseDecimal(wire) : decimalOf(wire);
    case 'datetime':
      return instantOf(wire);
    case 'user':
      return idOf(wire);
    case 'record':
      return recordOf(wire);
    case 'list':
      return Array.isArray(wire) ? decodeList(type.of, wire) : [];
    case 'string':
    case 'choice':
    case 'date':
    case 'time':
      return typeof wire === 'string' && wire !== '' ? wire : null;
    case 'null':
      return null;
    default:
      return type satisfies never;
  }
}

/** Empty entries are left out: lists hold none. */
function decodeList(of: Type, items: readonly unknown[]): readonly Value[] {
  return items.map((item) => decodeValue(of, item)).filter((item) => item !== null);
}

/** Whole numbers are exact in JSON as well. */
function decimalOf(wire: unknown): Value {
  return Number.isSafeInteger(wire) ? { units: BigInt(wire as number), scale: 0 } : null;
}

function instantOf(wire: unknown): number | null {
  const instant = typeof wire === 'string' ? Date.parse(wire) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
}

function idOf(wire: unknown): string | null {
  const id: unknown = typeof wire === 'object' && wire !== null && 'id' in wire ? wire.id : wire;
  return typeof id === 'string' && id !== '' ? id : null;
}

function recordOf(wire: unknown): RecordValue | null {
  const id = idOf(wire);
  return id === null ? null : { id };
}

/** Whether two values are the same: decimals by amount, records by identity, lists in order. */
export function isSameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isSameValue(item as Value, (b[index] ?? null) as Value))
    );
  if ('units' in a && 'units' in b) return isSameDecimal(a as Amount, b as Amount);
  return 'id' in a && 'id' in b && a.id === b.id;
}

type Amount = { readonly units: bigint; readonly scale: number };

function isSameDecimal(a: Amount, b: Amount): boolean {
  const scale = Math.max(a.scale, b.scale);
  return a.units * 10n ** BigInt(scale - a.scale) === b.units * 10n ** BigInt(scale - b.scale);
}
