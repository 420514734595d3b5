import { useParams } from '@tanstack/react-router';
import { PersonAccess } from './PersonAccess.tsx';

/** The page of the person whom the address names. */
export function PersonPage() {
  const id = useParams({ strict: false, select: (params: { person?: string }) => params.person ?? '' });
  return <PersonAccess key={id} id={id} />;
}
