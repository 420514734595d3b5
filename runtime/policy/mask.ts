import type { Mask } from '../model/model.ts';

/**
 * What a masked value is sent as; null where it says that there is no value, which `hidden` never tells. Short texts are
 * covered whole: a mask that shows most of a value would be none.
 */
export function maskText(mask: Mask, value: string | null): string | null {
  if (mask === 'hidden') return '••••';
  if (value === null) return null;
  const characters = Array.from(value);
  switch (mask) {
    case 'last_4':
      return characters.length >= 8 ? `•••• ${characters.slice(-4).join('')}` : '••••';
    case 'initial':
      return characters.length >= 2 ? `${characters[0] ?? ''}•••` : '•••';
    case 'domain': {
      const at = value.indexOf('@');
      return at > 0 ? `•••@${value.slice(at + 1)}` : '•••';
    }
    default:
      return mask satisfies never;
  }
}
