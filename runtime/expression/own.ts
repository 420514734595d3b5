/** A property of the object itself: names come from authors, and every object answers to `constructor`. */
export function own<Found>(
  of: Readonly<Record<string, Found>> | null | undefined,
  name: string,
): Found | undefined {
  return of !== null && of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
}
