import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent, from tint to shade; indices 6 (light) and 5 (dark) are the accent itself. */
const accent: MantineColorsTuple = [
  '#efecff',
  '#dcd6ff',
  '#c3b9ff',
  '#b0a1ff',
  '#9c8aff',
  '#8b76ff',
  '#5b3df5',
  '#4d31d9',
  '#4028b5',
  '#2a2547',
];

/** Mantine in the product's tokens (tokens.css). */
export const theme = createTheme({
  fontFamily: "'Inter Variable', Inter, system-ui, sans-serif",
  fontSizes: { xs: '11px', sm: '12px', md: '12px', lg: '13px', xl: '14px' },
  lineHeights: { xs: '16px', sm: '16px', md: '16px', lg: '20px', xl: '20px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent },
  focusRing: 'auto',
  respectReducedMotion: true,
});

export const cssVariables: CSSVariablesResolver = () => {
  const tokens = {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--text-1)',
    '--mantine-color-dimmed': 'var(--text-3)',
    '--mantine-color-placeholder': 'var(--text-3)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-border': 'var(--border)',
    '--mantine-color-default-hover': 'var(--track)',
    '--mantine-color-anchor': 'var(--accent-text)',
  };
  return { variables: {}, light: tokens, dark: tokens };
};
