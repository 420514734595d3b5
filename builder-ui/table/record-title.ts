import type { LinkJson, RecordJson } from '../../runtime/wire/record.ts';
import type { EntityHead } from '../../runtime/wire/view.ts';
import { inSentence } from '../format/in-sentence.ts';

/** What people call the record: its title, or the entity's name where the title is empty or not readable. */
export function recordTitle(entity: EntityHead, record: RecordJson): string {
  const value = record[entity.title_field];
  if (typeof value === 'string' && value.trim() !== '') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null && 'title' in value) {
    const { title } = value as LinkJson;
    if (title !== null && title !== '') return title;
  }
  return `Untitled ${inSentence(entity.title)}`;
}
