/** Stamps of autumn, winter and the whole year. */

import { EYE, eyes, LEAF, ring, WHITE } from './day_stamps_ink.js';
import { box, darker, flat, inked, line, oval } from './shapes.js';

/** @typedef {import('./shapes.js').Shape} Shape */

/** @type {[string, Shape[]][]} the colour of the disc, and what is on it */
export const COLD = [
  // Autumn: maple leaf, acorn, mushroom, moon, persimmon, dragonfly.
  [
    '#fdeadb',
    [
      inked(
        'M0 14l-13 4 3-8-13-1 6-6-8-9 10 1 1-9 8 7 6-15 6 15 8-7 1 9 10-1-8 9 6 6-13 1 3 8z',
        '#e2703f',
      ),
      line('M0 22V-8M0 8l-11-6M0 8l11-6', '#b04a2a', 1.8),
    ],
  ],
  [
    '#f5ead5',
    [
      inked('M-13-4h26q1 18-13 25-14-7-13-25z', '#c98d4f'),
      flat('M-8 0q0 10 5 15-8-5-8-15z', '#e6b67e'),
      inked('M-16-4q0-13 16-13T16-4q-16 5-32 0z', '#8d6239'),
      line('M0-17v-5', '#8d6239', 3.4),
    ],
  ],
  [
    '#f5ead5',
    [
      inked('M-7 2h14l3 15q-10 6-20 0z', '#fbf1dd'),
      inked('M-20 3q0-22 20-22T20 3q-20 6-40 0z', '#d9694f'),
      flat(oval(-9, -5, 4, 3) + oval(3, -11, 4.5, 3.4) + oval(11, -3, 3.4, 2.6), '#fff1da'),
      eyes(9, 3.4, 1.4),
    ],
  ],
  [
    '#5d6b98',
    [
      inked(oval(5, -5, 14), '#fbe6a0'),
      flat(oval(1, -9, 2.6) + oval(9, -2, 2), '#f0d27c'),
      line('M-14 24q0-22-6-34M-14 24q2-20 2-30M-14 24q4-16 10-24', '#efe0bd', 2.2),
      line('M-20-10l2 7M-12-6l0 7M-4 0l-3 6', '#f8efd8', 5),
    ],
  ],
  [
    '#fdeadb',
    [
      inked(oval(0, 4, 18, 16), '#f08a3e'),
      flat(oval(-8, -1, 4, 3), '#f9b779'),
      inked('M0-5l-13-3 5-6 8 3 8-3 5 6z', '#7d9b57'),
      line('M0-11v-8', '#8d6239', 3.4),
    ],
  ],
  [
    '#e2eef8',
    [
      inked(
        oval(-13, -6, 12, 4.2) +
          oval(13, -6, 12, 4.2) +
          oval(-11, 4, 10, 3.8) +
          oval(11, 4, 10, 3.8),
        '#f4fbfe',
        1.6,
      ),
      inked(box(-3, -10, 6, 32, 3), '#d9593f'),
      inked(oval(0, -14, 7, 6), '#d9593f'),
      flat(oval(-4, -16, 2.2) + oval(4, -16, 2.2), EYE),
    ],
  ],
  // Winter: snow crystal, snowman, mandarin, mitten, camellia, snow rabbit.
  [
    '#dbe9f5',
    [
      line(
        'M0-21v42M-18-10.500l36 21M18-10.500l-36 21M-5-19l5 5 5-5M-5 19l5-5 5 5M-19-5l7-1.5-2-7M19 5l-7 1.5 2 7M19-5l-7-1.5 2-7M-19 5l7 1.5-2 7',
        '#6fa3cf',
        3.4,
      ),
    ],
  ],
  [
    '#dbe9f5',
    [
      inked(oval(0, 10, 15, 13), WHITE),
      inked(oval(0, -8, 11), WHITE),
      eyes(-9, 4),
      flat('M0-7l9 3-9 1z', '#f08a3e'),
      inked(box(-12, -2, 24, 6, 3), '#d9694f'),
      inked('M-9-16h18l-2-8h-14z', '#6f86b8'),
    ],
  ],
  [
    '#fff2c9',
    [
      inked(oval(0, 3, 18, 15), '#f5a742'),
      flat(oval(-8, -3, 4, 3) + oval(4, 10, 1) + oval(10, 4, 1), '#fbc983'),
      inked('M0-11q8-9 17-5-5 8-17 5z', LEAF),
      flat(oval(0, -10, 2.4), '#6d8f4e'),
    ],
  ],
  [
    '#fde3ea',
    [
      inked('M-12 12v-16q0-15 12-15t11 13q7-8 11-2 2 4-9 13v7z', '#d9697f'),
      inked(box(-15, 10, 30, 11, 5), WHITE),
      flat('M-1-8q4-6 7-1 1 3-7 8-8-5-7-8 3-5 7 1z', '#fbe3e8'),
    ],
  ],
  [
    '#e8f3dc',
    [
      inked('M-4 8q-19-1-20 12 16 3 20-12zM4 8q19-1 20 12-16 3-20-12z', '#5f9a58'),
      inked(ring(5, 8, 9.5), '#dd5c6e'),
      inked(oval(0, 0, 6), '#f8d668'),
      flat(ring(6, 3, 1.2), '#d9a53a'),
    ],
  ],
  [
    '#dbe9f5',
    [
      inked('M-21 14q-2-22 18-22 24 0 24 22z', WHITE),
      inked('M-10-6q-9-14-2-16 6 0 7 14zM0-8q-1-16 6-15 6 3 0 16z', '#8cbf7a'),
      flat(oval(-13, 3, 2.4), '#d9494f'),
      flat(oval(-8, 8, 2.6, 1.6), '#f7c4cd'),
    ],
  ],
  // The whole year: star, cat, rice ball, paper plane.
  [
    '#e7e4f6',
    [
      inked(
        'M0-22l6.5 13.5 15 2-11 10.2 2.8 14.800L0 11.2-13.3 18.500l2.8-14.8-11-10.2 15-2z',
        '#f7c948',
      ),
      eyes(-1, 4.5),
      line('M-3 5q3 3 6 0', EYE, 1.8),
    ],
  ],
  [
    '#f7ecd9',
    [
      inked('M-17-4v-17l11 8h12l11-8v17q2 19-17 19T-17-4z', '#e9c48f'),
      flat('M-13-8v-7l6 5zM13-8v-7l-6 5z', '#f3b3b0'),
      eyes(-1, 7),
      line(
        'M0 4v2M0 6q-4 4-7 0M0 6q4 4 7 0M-14 4l-9-1M-14 8l-8 2M14 4l9-1M14 8l8 2',
        '#7b5a45',
        1.7,
      ),
    ],
  ],
  [
    '#e8f3dc',
    [
      inked('M-5-17q5-4 10 0l15 28q3 7-5 7h-30q-8 0-5-7z', WHITE),
      inked(box(-8, 4, 16, 14, 1), '#4f5d4c'),
      eyes(-3, 5, 1.5),
    ],
  ],
  [
    '#e2eef8',
    [
      inked('M-23 0l46-18-14 36-10-10z', WHITE),
      flat('M23-18l-24 26-2 12 4-8z', darker('#dfe8f0', 0.12)),
      line('M-22 14q4-3 8 0t8 0', '#9ab7cf', 2.2),
    ],
  ],
];
