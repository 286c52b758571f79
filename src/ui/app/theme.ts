import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent, from pale to deep; the fifth and seventh are also tokens in theme.css. */
const accent: MantineColorsTuple = [
  '#eef1fd',
  '#dbe1fa',
  '#b6c2f4',
  '#90a3ee',
  '#6f88e8',
  '#5570e0',
  '#4660d2',
  '#3a52bd',
  '#3147a3',
  '#28397f',
];

export const theme = createTheme({
  colors: { accent },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  respectReducedMotion: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-figures)',
  headings: { fontFamily: 'var(--font-text)' },
});
