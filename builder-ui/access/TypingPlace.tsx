import { useMemo, type ReactNode } from 'react';
import { PlaceProvider } from '../form/form-context.ts';
import { useFormats } from '../format/formats.ts';

/** Lets the widgets of forms stand on a page of its own, typing as the workspace does. */
export function TypingPlace({ children }: { readonly children: ReactNode }) {
  const { locale, timeZone } = useFormats();
  const place = useMemo(() => ({ locale, zone: timeZone }), [locale, timeZone]);
  return <PlaceProvider value={place}>{children}</PlaceProvider>;
}
