import { Link, useNavigate } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';

export type Address = { readonly path: string; readonly search?: Readonly<Record<string, unknown>> };

type Props = Address &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
    readonly children?: ReactNode;
    readonly ref?: Ref<HTMLAnchorElement>;
    /** Marks the link as current only when the whole path is the same. */
    readonly exact?: boolean;
  };

/** A link to a computed address. */
export function PlaceLink({ path, search, exact = false, ...rest }: Props) {
  return (
    <Link
      to={path}
      search={search ?? {}}
      activeOptions={{ exact, includeSearch: false }}
      {...(rest as object)}
    />
  );
}

/** Goes to a computed address. `replace` leaves no step for the back button. */
export function useGo(): (address: Address, how?: { readonly replace?: boolean }) => void {
  const navigate = useNavigate();
  return ({ path, search }, how) =>
    void navigate({
      to: path,
      search: search ?? {},
      replace: how?.replace ?? false,
    });
}
