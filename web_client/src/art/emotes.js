/** Our own pictures of emotes and the raised hand, in a box of 32 × 32: fills, then strokes. */

const FACE = 'M16 4a12 12 0 1 0 0 24 12 12 0 0 0 0-24z';
const EYES = 'M11.5 12.5v2M20.5 12.5v2';

/** @type {Record<string, {fill: string, colour: string, lines: string}>} */
export const PICTURES = {
  smile: { fill: FACE, colour: '#ffd96a', lines: `${EYES}M10.5 18.5c2.5 4 8.5 4 11 0` },
  laugh: {
    fill: FACE,
    colour: '#ffd96a',
    lines: 'M10 14c1-2 3-2 4 0M18 14c1-2 3-2 4 0M10 18h12c-.5 7-11.500 7-12 0z',
  },
  heart: {
    fill: 'M16 27C6 20 4 14 6 10.500c2-4 8-4 10 .5 2-4.500 8-4.500 10-.5 2 3.500 0 9.500-10 16.500z',
    colour: '#f08a94',
    lines: 'M10 12c.5-1.500 1.500-2 3-2',
  },
  clap: {
    fill: 'M9 15l6-7c1-1 3 0 2 1.500l-3 4 6-6c1.500-1 3 .5 2 2l-5 6 5-4c1.500-1 3 1 2 2l-8 9c-4 4-11 0-7-7.500z',
    colour: '#ffe0bd',
    lines: 'M24 5l1-2M27 8l2.500-1M26.500 12h2.500',
  },
  good: {
    fill: 'M8 15h4l4-9c3-1 4 2 3 5l-1 3h6c3 0 3 3 2 4l-2 7c-.5 1.500-1.500 2-3 2H8z',
    colour: '#ffe0bd',
    lines: 'M12 15v12M20 18h5M19.500 22h5',
  },
  wave: {
    fill: 'M10 20L7 13c-.5-2 2-2.500 2.800-.8L12 16l-1.500-7c-.3-2 2.400-2.500 3-.5L15 15l.5-8c.2-2 3-2 3 0l.5 8 2-5c.8-1.800 3.200-1 2.800 1L22 19c-1 6-3 9-6.500 9-3 0-4.500-3-5.500-8z',
    colour: '#ffe0bd',
    lines: 'M4 8c0-2 1-4 3-5M27 15c1.500 1.500 2 4 1 6',
  },
  surprised: {
    fill: FACE,
    colour: '#ffd96a',
    lines:
      'M11.500 12.500v2M20.500 12.500v2M16 18.500a2.500 3 0 1 0 0 6 2.500 3 0 0 0 0-6zM9.500 9.500l3-1M22.500 9.500l-3-1',
  },
  thinking: {
    fill: FACE,
    colour: '#ffd96a',
    lines: 'M11.500 13v2M20.500 13v2M12 21l7-1.500M9.500 10.500l4-1.500M7 27c0-3 2-4 4-4',
  },
  question: {
    fill: 'M16 3a13 13 0 1 0 0 26 13 13 0 0 0 0-26z',
    colour: '#bfe0f4',
    lines: 'M11.500 12.500c0-6 9.500-5.500 9 0-.3 3.500-4.500 3.500-4.500 7M16 23.500v.5',
  },
  sad: {
    fill: FACE,
    colour: '#cfe0f2',
    lines: `${EYES}M11 22c2-3.500 8-3.500 10 0M21 17c2 2.500 0 4-1 3s0-2 1-3z`,
  },
  hand: {
    fill: 'M9 18l-2.500-4c-1-2 1.500-3 2.600-1.300L11 15V6.500c0-2 2.800-2 2.800 0V13l.4-8.500c.1-2 2.800-2 2.800 0V13l1.200-7c.3-2 3-1.500 2.800.5L20.500 14l1.700-3.500c.9-1.800 3.200-.8 2.600 1.100L22 22c-1 4-3 7-7 7s-4.500-6-6-11z',
    colour: '#ffd96a',
    lines: '',
  },
};
