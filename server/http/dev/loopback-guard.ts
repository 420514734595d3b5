import type { Context } from 'hono';

/**
 * Whether a request comes from this very machine: its connection starts at a loopback address, it asks for a loopback
 * name (a foreign name in Host means DNS rebinding), no proxy passed it on, and no page of another origin sent it. Any
 * doubt means no.
 */
export function isLocalRequest(context: Context): boolean {
  const header = (name: string): string | undefined => context.req.header(name);
  if (!isLoopbackAddress(remoteAddress(context.env))) return false;
  if (header('forwarded') !== undefined || header('x-forwarded-for') !== undefined) return false;
  const host = header('host') ?? new URL(context.req.url).host;
  if (!isLoopbackHost(host)) return false;
  const origin = header('origin');
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

function remoteAddress(bindings: unknown): string | undefined {
  const { incoming } = (bindings ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress;
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(?:::ffff:)?127(?:\.\d{1,3}){3}$|^::1$/u.test(address);
}

function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/iu.test(host);
}
