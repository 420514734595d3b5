import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { MeJson } from '../../runtime/wire/view.ts';
import { useFollowRelease } from '../api/release-state.ts';
import { createFormats, FormatsProvider } from '../format/formats.ts';
import { useGo } from '../routes/PlaceLink.tsx';
import { useAsked } from '../why/ask-why.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { Navigation } from './Navigation.tsx';
import { useShortcuts } from './shortcuts.ts';
import { useWarningToasts } from './warning-toasts.ts';
import { TopBar } from './TopBar.tsx';
import classes from './shell.module.css';

const loadPalette = () =>
  import('./CommandPalette.tsx').then((module) => ({ default: module.CommandPalette }));
const CommandPalette = lazy(loadPalette);
const ShortcutList = lazy(() =>
  import('./ShortcutList.tsx').then((module) => ({ default: module.ShortcutList })),
);
const WhyDialog = lazy(() =>
  import('../why/WhyDialog.tsx').then((module) => ({ default: module.WhyDialog })),
);
const DiagnosticsPanel = lazy(() =>
  import('../inspect/DiagnosticsPanel.tsx').then((module) => ({ default: module.DiagnosticsPanel })),
);

/** Below this width the navigation is a drawer. */
const NARROW = '(max-width: 56em)';
const COLLAPSED = 'jig.navigation';

type Overlay = 'palette' | 'shortcuts' | 'navigation' | null;

function useShell() {
  const [opened, setOpened] = useState<{ readonly overlay: Overlay; readonly at: string }>({
    overlay: null,
    at: '',
  });
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(COLLAPSED) === 'off');
  const narrow =
    useMediaQuery(NARROW, globalThis.matchMedia(NARROW).matches, { getInitialValueInEffect: false }) ?? false;
  const { pathname } = useLocation();
  const go = useGo();
  // What is open above a page closes with the page.
  const overlay = opened.at === pathname ? opened.overlay : null;
  const setOverlay = (next: Overlay): void => setOpened({ overlay: next, at: pathname });
  const toggleNavigation = (): void => {
    if (narrow) {
      setOverlay(overlay === 'navigation' ? null : 'navigation');
      return;
    }
    localStorage.setItem(COLLAPSED, collapsed ? 'on' : 'off');
    setCollapsed(!collapsed);
  };
  useShortcuts('Everywhere', [
    { keys: 'mod+k', label: 'Find tools, screens and records', run: () => setOverlay('palette') },
    { keys: '?', label: 'Show this list', run: () => setOverlay('shortcuts') },
    { keys: 'g h', label: 'Go to the tools', run: () => go({ path: '/' }) },
    { keys: '[', label: 'Show or hide the navigation', run: toggleNavigation },
  ]);
  return { overlay, setOverlay, collapsed, narrow, toggleNavigation };
}

/** Moves the focus to the page's beginning after a change of page, as a page load would. */
function usePageFocus() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const former = useRef(pathname);
  useEffect(() => {
    if (former.current === pathname) return;
    former.current = pathname;
    if (document.activeElement === document.body || document.activeElement === null)
      main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

/** Frame of every page: navigation, top bar, and what opens above the page. */
export function Shell({ me }: { readonly me: MeJson }) {
  const formats = useMemo(() => createFormats(me.workspace), [me.workspace]);
  const shell = useShell();
  const main = usePageFocus();
  const navigation = <Navigation me={me} />;
  useEffect(() => {
    // Letters typed right after the shortcut must not be lost while the palette is on its way.
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), 1000);
    return () => clearTimeout(timer);
  }, []);
  const asked = useAsked();
  useWarningToasts();
  useFollowRelease(me);
  const close = (): void => shell.setOverlay(null);
  return (
    <FormatsProvider value={formats}>
      <div className={classes.shell} data-collapsed={shell.collapsed || undefined}>
        <a className={classes.skip} href="#main">
          Skip to content
        </a>
        {shell.narrow ? (
          <Drawer.Root
            lockScroll={false}
            opened={shell.overlay === 'navigation'}
            onClose={close}
            size="17rem"
            padding={0}
          >
            <Drawer.Overlay />
            <Drawer.Content aria-label="Navigation">
              <Drawer.Body h="100%">{navigation}</Drawer.Body>
            </Drawer.Content>
          </Drawer.Root>
        ) : shell.collapsed ? null : (
          <aside className={classes.side}>{navigation}</aside>
        )}
        <div className={classes.column}>
          <ConnectionBanner />
          <TopBar
            me={me}
            onNavigation={shell.toggleNavigation}
            isOpen={shell.narrow ? shell.overlay === 'navigation' : !shell.collapsed}
            onPalette={() => shell.setOverlay('palette')}
            onShortcuts={() => shell.setOverlay('shortcuts')}
          />
          <main id="main" ref={main} tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
        </div>
      </div>
      {/* Until the palette is there, the letters typed for it are no shortcuts: an open dialog keeps those quiet. */}
      <Suspense fallback={<dialog aria-label="Find" />}>
        {shell.overlay === 'palette' ? <CommandPalette onClose={close} /> : null}
        {shell.overlay === 'shortcuts' ? <ShortcutList onClose={close} /> : null}
      </Suspense>
      <Suspense fallback={null}>{asked === null ? null : <WhyDialog asked={asked} />}</Suspense>
      <Suspense fallback={null}>{me.mode === 'development' ? <DiagnosticsPanel /> : null}</Suspense>
    </FormatsProvider>
  );
}
