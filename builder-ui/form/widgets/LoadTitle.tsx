import { useEffect } from 'react';
import { useTitles } from '../../api/titles.ts';
import { useFormParts } from '../form-context.ts';

type Props = {
  readonly entity: string;
  readonly id: string;
  /** The title is known from now on. */
  readonly loaded: () => void;
};

/** Reads what a record is called that is known by its id only, such as one named in the page's address. Draws nothing. */
export function LoadTitle({ entity, id, loaded }: Props) {
  const { links } = useFormParts();
  const title = useTitles(entity, [id]).get(id);
  useEffect(() => {
    if (title === undefined || links.has(id)) return;
    links.set(id, { id, title });
    loaded();
  }, [title, id, links, loaded]);
  return null;
}
