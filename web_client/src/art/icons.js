/** The interface's own icons: lines on a 24 × 24 grid, so that no device lacks a glyph. */

import { h } from '../../vendor/vendor.js';

/** @type {Record<string, string>} */
const PATHS = {
  menu: 'M4 7h16 M4 12h16 M4 17h16',
  chat: 'M4 5h16v11h-9l-5 4v-4H4z M8 9h8 M8 12h5',
  people:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6z M3 19c0-4 3-6 6-6s6 2 6 6 M16 11a2.5 2.5 0 1 0 0-5 M17 13c2.5 0 4 2 4 5',
  floors: 'M6 21V3h10v18 M3 21h18 M13 12h.5 M16 8h3v13',
  status: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M9 10v.5 M15 10v.5 M8.5 14.5c2 2.4 5 2.4 7 0',
  look: 'M9 4 4 7l2 4 2-1v10h8V10l2 1 2-4-5-3c-1 2-5 2-6 0z',
  today: 'M12 21v-9 M12 15c-5 0-7-2-7-5 4 0 7 1 7 5z M12 13c0-5 3-7 7-7 0 5-2 7-7 7z M6 21h12',
  extras:
    'M4 12v8h16v-8 M3 8h18v4H3z M12 8v12 M12 8C9 8 6 7 7 4.500c2-2 4 0 5 3.500 1-3.500 3-5.500 5-3.500 1 2.500-2 3.500-5 3.500z',
  supporter: 'M12 3.5l2.6 5.5 6 .8-4.4 4.2 1.1 6-5.3-2.9-5.3 2.9 1.1-6L3.4 9.8l6-.8z',
  teacher:
    'M12 7c-3-2.5-6-2.5-9-1.5v12c3-1 6-1 9 1.5 3-2.5 6-2.5 9-1.5v-12c-3-1-6-1-9 1.5z M12 7v12',
  admin: 'M3 13a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0z M10 13h11 M17 13v4 M20.5 13v3',
  settings: 'M4 7h9 M17 7h3 M4 12h3 M11 12h9 M4 17h9 M17 17h3 M15 5v4 M9 10v4 M15 15v4',
  alone: 'M19 14A8 8 0 1 1 10 5a6.5 6.5 0 0 0 9 9z',
  leave: 'M4 11 12 4l8 7 M6 10v10h12V10 M10 20v-6h4v6',
  where: 'M12 12h.5 M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z M12 1v4 M12 19v4 M1 12h4 M19 12h4',
  zoom: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14z M16 16l5 5 M8 11h6 M11 8v6',
  whole: 'M4 9V4h5 M15 4h5v5 M20 15v5h-5 M9 20H4v-5',
  eye: 'M2 12c4-7 16-7 20 0-4 7-16 7-20 0z M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4z M10 21h4',
  calendar: 'M4 6h16v14H4z M4 10h16 M8 3v5 M16 3v5 M8 15l2 2 5-4',
  chimes: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4z M10 21h4 M2 8a8 8 0 0 1 3-5 M22 8a8 8 0 0 0-3-5',
  timetable: 'M4 6h16v14H4z M4 10h16 M8 3v5 M16 3v5 M8 14h3 M13 14h3 M8 17h3',
  lessons: 'M3 6l9-3 9 3-9 3z M7 8v5c2 3 8 3 10 0V8 M21 6v6',
  notices: 'M4 10v5h3l8 4V6l-8 4z M18 9a4 4 0 0 1 0 7 M7 15v5h3',
  build: 'M4 20h16 M6 20v-7l6-5 6 5v7 M10 20v-4h4v4 M12 8V4 M9 4h6',
  board: 'M4 5h16v12H4z M7 21l2-4 M17 21l-2-4 M8 9h8 M8 13h5 M12 3v2',
  surveys: 'M6 4h12v17H6z M9 2h6v4H9z M9 11l1.5 1.5L13 10 M9 16l1.5 1.5L13 15 M15 12h1 M15 17h1',
  undo: 'M9 6 4 11l5 5 M4 11h10a6 6 0 0 1 0 8h-3',
  redo: 'M15 6l5 5-5 5 M20 11H10a6 6 0 0 0 0 8h3',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M9.500 9.500c0-3.500 5-3.500 5 0 0 2-2.500 2-2.500 4 M12 16.500v.5',
  knock: 'M6 21V3h12v18 M4 21h16 M14 12h.5 M20 8l2-1 M20.500 11h2',
  point:
    'M9 12V5a1.500 1.500 0 0 1 3 0v6l5 1c2 .5 2 2 1.500 4l-1 4H9l-4-6c-1-1.500 1-3 2.500-1.500z',
  hand: 'M7 13 5.500 9.500c-.5-1.500 1.500-2 2-.5L9 12V5c0-1.500 2-1.500 2 0v6V4c0-1.500 2-1.500 2 0v7V5c0-1.500 2-1.500 2 0v7l1.500-2.500c.8-1.200 2.300-.3 1.800 1L17 17c-.8 3-2.500 4-5 4s-4-3-5-8z',
  counsel: 'M4 5h11v8H9l-3 3v-3H4z M18 9h2v8h-2v3l-3-3h-4v-2 M7.500 9h.5 M11.500 9h.5',
  counsellors: 'M4 5h16v10h-9l-4 4v-4H4z M8.500 10l2.500 2.500 4.500-4.500',
  talks: 'M4 5h16v10h-9l-4 4v-4H4z M8 9h8 M8 12h5',
  care: 'M12 20C5 15 3 11 4 8c1.500-3.500 6-3 8 0 2-3 6.500-3.500 8 0 1 3-1 7-8 12z',
  guide: 'M12 6c-2-2-5-2-8-2v14c3 0 6 0 8 2 2-2 5-2 8-2V4c-3 0-6 0-8 2z M12 6v14',
  close: 'M6 6l12 12 M18 6 6 18',
};

/** @param {{name: string}} props */
export const Icon = ({ name }) =>
  h(
    'svg',
    { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' },
    h('path', { d: PATHS[name] ?? '' }),
  );
