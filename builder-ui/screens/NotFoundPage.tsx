import { Button } from '@mantine/core';
import { MapPinOff } from 'lucide-react';
import { useGo } from '../routes/PlaceLink.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { EmptyPanel } from './EmptyPanel.tsx';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const go = useGo();
  usePageTitle('Not found');
  return (
    <EmptyPanel
      page
      icon={MapPinOff}
      title="There is no such page"
      text="The address may be mistyped, or the screen was renamed or removed."
    >
      <Button variant="default" onClick={() => go({ path: '/' })}>
        To the tools
      </Button>
    </EmptyPanel>
  );
}
