import type { FieldErrorJson } from '../wire/record.ts';
import { messageFor } from './messages.ts';

/** JSON Pointer one step further: `/lines` and `0` give `/lines/0`. */
export function pointerTo(parent: string, step: string | number): string {
  return `${parent}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** An error at a place of the body, with its sentence from the catalogue. */
export function fieldError(
  pointer: string,
  code: string,
  params: Readonly<Record<string, string | number>> = {},
): FieldErrorJson {
  return { pointer, code, message: messageFor(code, params) };
}
