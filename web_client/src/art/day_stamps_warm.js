/** Stamps of spring and summer: six motifs for each. */

import { EYE, eyes, LEAF, ring, WHITE } from './day_stamps_ink.js';
import { box, flat, inked, lighter, line, oval } from './shapes.js';

/** @typedef {import('./shapes.js').Shape} Shape */

/** @type {[string, Shape[]][]} the colour of the disc, and what is on it */
export const WARM = [
  // Spring: cherry blossom, tulip, ladybird, butterfly, strawberry, chick.
  [
    '#fde3ea',
    [
      inked(ring(5, 11, 8), '#f6a9bd'),
      flat(oval(0, 0, 5), '#f8d668'),
      flat(ring(5, 8, 1.2), WHITE),
    ],
  ],
  [
    '#e8f3dc',
    [
      line('M0 2v18', LEAF, 4),
      inked('M0 18q-14-2-14-13 12 2 14 13zM0 18q14-2 14-13-12 2-14 13z', LEAF),
      inked('M-11-16q5 2 6 6l5-9 5 9q1-4 6-6 3 20-11 20t-11-20z', '#ee7f95'),
    ],
  ],
  [
    '#e8f3dc',
    [
      inked(oval(0, -12, 8), '#5b4a57'),
      inked(oval(0, 3, 16, 15), '#e0675f'),
      line('M0-12v30', '#5b4a57', 2.4),
      flat(ring(4, 8, 2.8), '#5b4a57'),
      flat(oval(-3, -15, 1.6) + oval(3, -15, 1.6), WHITE),
    ],
  ],
  [
    '#e2eef8',
    [
      inked('M0 0c-6-18-24-16-22-3 1 8 12 10 22 3zM0 0c6-18 24-16 22-3-1 8-12 10-22 3z', '#f7c948'),
      inked(
        'M0 2c-12-2-18 10-10 15 6 3 10-6 10-15zM0 2c12-2 18 10 10 15-6 3-10-6-10-15z',
        '#f3a35c',
      ),
      line('M0-8v24M0-8l-5-8M0-8l5-8', '#5b4a57', 2.6),
    ],
  ],
  [
    '#fde3ea',
    [
      inked('M0 20C-20 8-20-10-9-10h18C20-10 20 8 0 20z', '#e0675f'),
      flat(
        oval(-8, -2, 1.5) + oval(0, 2, 1.5) + oval(8, -2, 1.5) + oval(-4, 9, 1.5) + oval(5, 9, 1.5),
        '#ffe9a8',
      ),
      inked('M-11-11l5-6 6 4 6-4 5 6-11 6z', LEAF),
    ],
  ],
  [
    '#fff2c9',
    [
      inked(oval(0, 2, 17, 16), '#f7d14c'),
      inked('M-16 4q-7-1-7-8 7-1 10 4zM16 4q7-1 7-8-7-1-10 4z', '#f3c136'),
      inked('M-5 2l5-3 5 3-5 5z', '#f08a4b'),
      eyes(-3, 7),
      line('M-6 18v4M6 18v4', '#d98a3a', 2.4),
    ],
  ],
  // Summer: sunflower, watermelon, goldfish, shaved ice, wind bell, morning glory.
  [
    '#fff2c9',
    [
      inked(ring(12, 15, 6), '#f7c948'),
      inked(oval(0, 0, 10), '#a8703f'),
      flat(ring(6, 5, 1.5), '#7b4f2c'),
    ],
  ],
  [
    '#e2f1ea',
    [
      inked('M-23-8h46a23 23 0 0 1-46 0z', '#5fa860'),
      flat('M-19-7h38a19 19 0 0 1-38 0z', '#fbeeda'),
      flat('M-16-7h32a16 16 0 0 1-32 0z', '#ee6f6a'),
      flat(oval(-8, -2, 1.5, 2.3) + oval(0, 0, 1.5, 2.3) + oval(8, -2, 1.5, 2.3), EYE),
    ],
  ],
  [
    '#dff0f7',
    [
      inked('M10 0l14-11q-4 11 0 22z', '#f3a35c'),
      inked(oval(-3, 0, 17, 12), '#ee6f5a'),
      line('M-3-7q6 7 0 14M4-7q6 7 0 14', '#c9503f', 1.6),
      flat(oval(-12, -3, 3), WHITE),
      flat(oval(-12.5, -3, 1.6), EYE),
    ],
  ],
  [
    '#e2eef8',
    [
      inked('M-17 2Q-14-20 0-20T17 2z', '#f6fbff'),
      flat('M-13-6Q-9-20 0-20T13-6Q6-1 0-6T-13-6z', '#f28ca4'),
      inked('M-19 1h38l-6 19h-26z', '#7fb4d8'),
      line('M-14 9h28', lighter('#7fb4d8', 0.6), 2.4),
    ],
  ],
  [
    '#dff0f7',
    [
      inked('M-15-2a15 15 0 1 1 30 0q-3 5-8 4h-14q-5 1-8-4z', '#cdeaf3'),
      flat(oval(-4, -8, 4), '#f28ca4'),
      flat(oval(5, -5, 3), '#6aa8d8'),
      line('M0 2v6', '#6d7f8c', 1.8),
      inked(box(-5, 8, 10, 15, 2), '#fff6dd'),
    ],
  ],
  [
    '#ece7f7',
    [
      inked(ring(5, 9, 10), '#8f7fd0'),
      flat(
        'M0-17l3.6 12 12-6.2-7.6 11.4 9.6 10.4L4 9.4 0 20l-4-10.6-13.6 1.2 9.6-10.4L-15.6-11.2-3.6-5z',
        '#f6f2ff',
      ),
      flat(oval(0, 0, 4), '#f8d668'),
    ],
  ],
];
