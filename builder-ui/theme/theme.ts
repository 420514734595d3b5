import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  Drawer,
  Input,
  Loader,
  Menu,
  Modal,
  Popover,
  Tooltip,
  type CSSVariablesResolver,
} from '@mantine/core';

const rem = (pixels: number): string => `${pixels / 16}rem`;

const raised = { background: 'var(--jig-raised)' } as const;

/** Sizes, type and behaviour of Mantine's components. Colours come from `tokens.css`. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  white: '#ffffff',
  black: '#1b1c22',
  colors: {
    accent: [
      '#eef0fc',
      '#e0e4fa',
      '#c3cbf5',
      '#a9b3ff',
      '#7f8cec',
      '#5a69dc',
      '#4353c4',
      '#3745ab',
      '#2d3989',
      '#242e6e',
    ],
    gray: [
      '#f6f6f8',
      '#f1f1f4',
      '#e6e6eb',
      '#cfd0d8',
      '#8b90a0',
      '#666b7a',
      '#555a68',
      '#3f434e',
      '#2b2e36',
      '#1b1c22',
    ],
    dark: [
      '#e8e9ee',
      '#acb0bd',
      '#959aa9',
      '#8b90a0',
      '#444753',
      '#292b33',
      '#1e2025',
      '#16171b',
      '#111215',
      '#0b0c0e',
    ],
  },
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  spacing: { xs: rem(6), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(3), sm: rem(4), md: rem(6), lg: rem(8), xl: rem(12) },
  defaultRadius: 'md',
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 26, variant: 'subtle', color: 'gray' } }),
    Input: Input.extend({ defaultProps: { size: 'xs' } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs', radius: 'sm' } }),
    Loader: Loader.extend({ defaultProps: { size: 'xs', type: 'oval' } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', position: 'bottom-start', offset: 4 } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', position: 'bottom-start', offset: 4 } }),
    Modal: Modal.extend({
      // The page itself never scrolls, and locking it would need a style element without the page's nonce.
      defaultProps: {
        centered: true,
        radius: 'lg',
        lockScroll: false,
        closeButtonProps: { 'aria-label': 'Close' },
        transitionProps: { duration: 120 },
      },
      styles: {
        content: raised,
        header: raised,
        title: { fontSize: rem(15), fontWeight: 600, lineHeight: 1.35 },
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: { lockScroll: false, transitionProps: { duration: 140 } },
      styles: { content: { background: 'var(--jig-side)' } },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, fz: 'xs', events: { hover: true, focus: true, touch: false } },
    }),
  },
});

const shared = {
  '--mantine-color-text': 'var(--jig-text)',
  '--mantine-color-body': 'var(--jig-canvas)',
  '--mantine-color-dimmed': 'var(--jig-soft)',
  '--mantine-color-placeholder': 'var(--jig-faint)',
  '--mantine-color-error': 'var(--jig-danger)',
  '--mantine-color-success': 'var(--jig-good)',
  '--mantine-color-anchor': 'var(--jig-accent-text)',
  '--mantine-color-default': 'var(--jig-raised)',
  '--mantine-color-default-hover': 'var(--jig-hover)',
  '--mantine-color-default-color': 'var(--jig-text)',
  '--mantine-color-default-border': 'var(--jig-line-strong)',
  '--mantine-color-disabled': 'var(--jig-sunken)',
  '--mantine-color-disabled-color': 'var(--jig-soft)',
  '--mantine-color-disabled-border': 'var(--jig-line)',
  '--mantine-primary-color-filled': 'var(--jig-accent)',
  '--mantine-primary-color-filled-hover': 'var(--jig-accent-strong)',
  '--mantine-color-gray-light': 'var(--jig-hover)',
  '--mantine-color-gray-light-hover': 'var(--jig-active)',
  '--mantine-color-gray-light-color': 'var(--jig-text)',
  '--mantine-color-gray-subtle': 'transparent',
  '--mantine-color-gray-outline': 'var(--jig-soft)',
} as const;

/** Ties Mantine's colour variables to our tokens, so that both schemes meet AA contrast in every shade. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...shared,
    '--mantine-color-red-filled': '#b42318',
    '--mantine-color-red-filled-hover': '#97190f',
    '--mantine-color-red-light-color': '#b42318',
  },
  dark: {
    ...shared,
    '--mantine-primary-color-filled-hover': '#4d5ccb',
    '--mantine-color-red-filled': '#c93a2e',
    '--mantine-color-red-filled-hover': '#b32c21',
    '--mantine-color-red-light-color': '#ff8f85',
  },
});

/** Nonce that the server put into the page, for the style elements that Mantine makes. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}
