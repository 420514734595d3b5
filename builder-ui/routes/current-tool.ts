import { useParams } from '@tanstack/react-router';

/** Tool of the screen that is open, null outside tools. */
export function useCurrentTool(): string | null {
  return useParams({ strict: false, select: (params: { tool?: string }) => params.tool ?? null });
}
