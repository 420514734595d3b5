/** The values below a prefix that are not empty, by the name behind it. */
export function givenValues(
  values: Readonly<Record<string, unknown>>,
  prefix: string,
): Readonly<Record<string, unknown>> {
  const given = Object.entries(values).filter(
    ([path, value]) =>
      path.startsWith(prefix) &&
      value !== null &&
      value !== '' &&
      !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(given.map(([path, value]) => [path.slice(prefix.length), value]));
}
