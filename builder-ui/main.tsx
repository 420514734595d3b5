import './theme/styles.ts';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client.ts';
import { createAppRouter } from './routes/router.tsx';
import { listenForShortcuts } from './shell/shortcuts.ts';
import { cssVariables, styleNonce, theme } from './theme/theme.ts';

const client = createQueryClient();
const router = createAppRouter(client);
const colors = localStorageColorSchemeManager({ key: 'jig.scheme' });
listenForShortcuts();

const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no element with the id `root`.');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colors}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      deduplicateInlineStyles
    >
      <Notifications position="bottom-right" limit={4} containerWidth={380} />
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
