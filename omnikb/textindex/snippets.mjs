/* The passage of a document that answers a query best, cut to a snippet with its words marked: pieces [text, marked]. */

import { unitsOf } from './units.mjs';

const ONE = 160; // code points of a snippet in one piece
const EACH_OF_TWO = 80;
const LEAD = 16; // of what stands before the first marked word
const ENDS = '。！？；.!?;\n';

/* A whole text with the units in it marked. `weights`: of units by key. */
export function marked(text, weights, characters) {
  const letters = [...text];
  return pieces(letters, 0, letters.length, marksIn(text, weights, characters));
}

/* From the passage where the units of most weight stand near each other; headings count, the first of equals wins. */
export function snippet({ summary, passages }, weights, characters) {
  let best = { worth: -1, anchor: '', heading: '', text: '', marks: [] };
  for (const [anchor, heading, text] of summary ? [['', '', summary], ...passages] : passages) {
    const there = new Set(marksIn(heading, weights, characters).map((mark) => mark.key));
    const marks = marksIn(text, weights, characters);
    const worth = sum(there, weights) + window(marks, ONE, weights, there).weight;
    if (worth > best.worth) best = { worth, anchor, heading, text, marks };
  }
  return { anchor: best.anchor, heading: best.heading, pieces: cut([...best.text], best.marks, weights) };
}

function marksIn(text, weights, characters) {
  return unitsOf(text, characters, false).filter((unit) => weights.has(unit.key));
}

function sum(keys, weights) {
  return [...keys].reduce((total, key) => total + weights.get(key), 0);
}

/* The stretch of at most `size` with most weight, each unit counted once and those `known` not. */
function window(marks, size, weights, known = []) {
  const counts = new Map([...known].map((key) => [key, 1]));
  let [weight, first, best] = [0, 0, { start: 0, weight: 0 }];
  const count = (key, step) => {
    counts.set(key, (counts.get(key) ?? 0) + step);
    if (counts.get(key) === (step > 0 ? 1 : 0)) weight += step * weights.get(key);
  };
  for (const { start, end, key } of marks) {
    count(key, 1);
    for (; marks[first].start < start && end - marks[first].start > size; first += 1) count(marks[first].key, -1);
    if (weight > best.weight) best = { start: marks[first].start, weight };
  }
  return best;
}

function cut(letters, marks, weights) {
  const one = window(marks, ONE, weights);
  const whole = () => shown(letters, [stretch(letters, one.start, ONE)], marks);
  if (one.weight === sum(new Set(marks.map((mark) => mark.key)), weights)) return whole();
  const first = stretch(letters, window(marks, EACH_OF_TWO, weights).start, EACH_OF_TWO);
  const there = marks.filter(({ start, end }) => first[0] <= start && end <= first[1]).map((mark) => mark.key);
  const outside = marks.filter(({ start, end }) => end <= first[0] || start >= first[1]);
  const second = window(outside, EACH_OF_TWO, weights, there);
  if (!second.weight) return whole();
  const [begin, end] = stretch(letters, second.start, EACH_OF_TWO);
  if (begin < first[0]) return shown(letters, [[begin, Math.min(end, first[0])], first], marks);
  return shown(letters, [first, [Math.max(begin, first[1]), end]], marks);
}

/* What is shown around a place: from the beginning of its sentence if that is near, else from a little before. */
function stretch(letters, start, size) {
  let begin = Math.max(0, start - LEAD);
  for (let place = start; place > begin; place -= 1) if (ENDS.includes(letters[place - 1])) begin = place;
  return [begin, Math.min(letters.length, begin + size)];
}

/* Stretches in order, with an ellipsis wherever text is left out. */
function shown(letters, stretches, marks) {
  const found = [];
  let before = 0;
  for (const [begin, end] of stretches) {
    if (begin > before) found.push([found.length ? ' … ' : '… ', false]);
    found.push(...pieces(letters, begin, end, marks));
    before = end;
  }
  return before < letters.length ? [...found, [' …', false]] : found;
}

function pieces(letters, begin, end, marks) {
  const found = [];
  const add = (from, to, isMarked) => from < to && found.push([letters.slice(from, to).join('').replaceAll('\n', ' '), isMarked]);
  let at = begin;
  for (const [start, stop] of united(marks, begin, end)) {
    add(at, start, false);
    add(start, stop, true);
    at = stop;
  }
  add(at, end, false);
  return found;
}

/* Marks within, those that touch or overlap as one. */
function united(marks, begin, end) {
  const found = [];
  for (const mark of marks.slice().sort((one, other) => one.start - other.start || one.end - other.end)) {
    const [low, high] = [Math.max(mark.start, begin), Math.min(mark.end, end)];
    const last = found.at(-1);
    if (low >= high) continue;
    if (last && low <= last[1]) last[1] = Math.max(last[1], high);
    else found.push([low, high]);
  }
  return found;
}
