import { inSentence } from '../../expression/words.ts';
import type { FieldView } from '../../wire/view.ts';
import { element, type ReviewNode } from '../review-node.ts';

/** Options named in a closed control; the rest is counted. */
const MOST_OPTIONS = 4;
/** Columns drawn of a grid of lines. */
const MOST_COLUMNS = 6;

/** The place where a person would type, as quiet as it can be: a shape and what belongs into it, no data. */
export function drawInput(field: FieldView): ReviewNode {
  if (field.lines !== undefined) return drawLines(field.lines.fields);
  const says = placeholder(field);
  if (!field.writable) return element('div', 'rv-value', field.computed === null ? 'Read only' : 'Computed');
  if (field.type === 'boolean') return element('div', 'rv-check', element('span', 'rv-box'), 'Yes or no');
  const tall = field.widget === 'json' || field.type === 'long_text' || field.type === 'markdown';
  return element('div', tall ? 'rv-input rv-tall' : 'rv-input', says);
}

/** The place where a value would stand. */
export function drawValue(field: FieldView): ReviewNode {
  if (field.lines !== undefined) return drawLines(field.lines.fields);
  if (field.masked) return element('div', 'rv-value', 'Masked on some records');
  return element('div', { class: 'rv-value', 'aria-hidden': 'true' }, drawBar(field.path));
}

/** A grey bar in place of data; how long it is comes of the name, so that it is always the same. */
export function drawBar(seed: string): ReviewNode {
  return element('span', { class: `rv-bar rv-bar-${(seed.length % 4) + 1}`, 'aria-hidden': 'true' });
}

function placeholder(field: FieldView): string {
  const { type, options } = field;
  if (options !== undefined) {
    const labels = options.slice(0, MOST_OPTIONS).map(({ label }) => label);
    const more = options.length - labels.length;
    return `${labels.join(' · ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
  if (field.target !== undefined) return `Search ${inSentence(field.target.plural)}`;
  if (field.currency !== undefined) return `${field.currency} amount`;
  return type.charAt(0).toUpperCase() + type.slice(1).replaceAll('_', ' ');
}

function drawLines(fields: readonly FieldView[]): ReviewNode {
  const shown = fields.slice(0, MOST_COLUMNS);
  const more = fields.length - shown.length;
  return element(
    'div',
    'rv-lines',
    shown.map(({ label, required }) => element('span', null, `${label}${required ? ' *' : ''}`)),
    more > 0 && element('span', null, `+ ${more}`),
  );
}
