/** Answers questions of the Python tests with the browser's own modules: JSON in, JSON out. */

import { readFileSync } from 'node:fs';

import { arrivalTick, headingOf, pointsFromWire, positionAt } from '../../web_client/src/motion.js';
import { findPath, groundOf, isFree, lineIsFree } from '../../web_client/src/paths.js';

/** @type {Record<string, (question: any) => unknown>} */
const answers = {
  walk({ startTick, path, ticks }) {
    const walk = { startTick, points: pointsFromWire(path) };
    const at = ticks.map((/** @type {number} */ tick) => [
      ...positionAt(walk, tick),
      ...headingOf(walk, tick),
    ]);
    return { arrival: arrivalTick(walk), at };
  },
  ground({ plan, lines, ways }) {
    const ground = groundOf(plan);
    const free = [];
    for (let y = 0; y < plan.height * 16; y += 16) {
      for (let x = 0; x < plan.width * 16; x += 16) free.push(isFree(ground, [x, y]));
    }
    return {
      free,
      lines: lines.map((/** @type {any} */ [from, to]) => lineIsFree(ground, from, to)),
      ways: ways.map((/** @type {any} */ [from, to]) => findPath(ground, from, to)),
    };
  },
};

const questions = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(
  JSON.stringify(questions.map((/** @type {any} */ one) => answers[one.ask]?.(one))),
);
