/* What a hit shows of its document: the passage that answers best, cut to a snippet, and more; all as pieces [text, isMarked]. */

import { sum } from './bytes.js';
import { keysOf, unitsOf } from './units.js';

// Code points of a snippet in one piece, of each of two
const [ONE, EACH_OF_TWO] = [160, 80];
// Of what stands before the first marked word, of what is added to end with a whole word
const [LEAD, TAIL] = [16, 32];

/* A document as a hit shows it: {title, anchor, heading, snippet, reasons}. `weights`: of the units to mark, by key;
   `sought`: those of the query itself. */
export function described({ title, labels, summary, passages }, weights, sought, table) {
	const marksIn = (text) => unitsOf(text, table, false).filter(({ key }) => weights.has(key)).sort((one, other) => one.start - other.start);
	const marked = (text) => piecesOf(text, [[0, Infinity]], marksIn(text));
	// Where the units of most weight stand near each other; headings count, the first of equals wins
	let best = { worth: -1, anchor: '', heading: '', text: '', marks: [] };
	for (const [anchor, heading, text] of summary ? [['', '', summary], ...passages] : passages) {
		const there = keysOf(marksIn(heading));
		const marks = marksIn(text);
		const worth = sum(there, (key) => weights.get(key)) + densest(marks, ONE, weights, there).weight;
		if (worth > best.worth) best = { worth, anchor, heading, text, marks };
	}
	const { anchor, heading, text, marks } = best;
	const snippet = piecesOf(text, stretches([...text], marks, weights), marks);
	// Labels with a unit of the query that neither these texts nor a label before them has
	const known = new Set(keysOf(marksIn([title, heading, ...snippet.map(([piece]) => piece)].join('\n'))));
	const reasons = labels.filter((label) => {
		const { size } = known;
		for (const { key } of marksIn(label)) if (sought.has(key)) known.add(key);
		return known.size > size;
	}).map(marked);
	return { title: marked(title), anchor, heading, snippet, reasons };
}

/* The stretch of at most `size` with most weight, each unit counted once and those `known` not. */
function densest(marks, size, weights, known) {
	const counts = new Map(known.map((key) => [key, 1]));
	let [weight, first, best] = [0, 0, { start: 0, weight: 0 }];
	const count = (key, step) => {
		const number = (counts.get(key) ?? 0) + step;
		counts.set(key, number);
		if (number === (step > 0 ? 1 : 0)) weight += step * weights.get(key);
	};
	for (const { start, end, key } of marks) {
		count(key, 1);
		for (; marks[first].start < start && end - marks[first].start > size; first += 1) count(marks[first].key, -1);
		if (weight > best.weight) best = { start: marks[first].start, weight };
	}
	return best;
}

/* One stretch with all units, or else two, if the second has a unit that the first has not. */
function stretches(letters, marks, weights) {
	// From the beginning of its sentence if that is near, else from a word a little before; to the end of a word
	const around = (start, size) => {
		const is = (place, pair) => pair.test(letters[place - 1] + letters[place]);
		let begin = start;
		while (begin && begin > start - LEAD && !is(begin, /^([。！？；\n]|[.!?;][ \n])/)) begin -= 1;
		// Two code points of one word, or a blank; beyond the text there is `undefined`, which is longer
		while (begin < start && is(begin, /^([!-\u1fff]{2}|[^\n][ ·\n])$/u)) begin += 1;
		let end = begin + size;
		while (end < begin + size + TAIL && is(end, /^[!-\u1fff]{2}$/)) end += 1;
		return [begin, end];
	};
	const one = densest(marks, ONE, weights, []);
	const first = around(densest(marks, EACH_OF_TWO, weights, []).start, EACH_OF_TWO);
	const there = keysOf(marks.filter(({ start, end }) => first[0] <= start && end <= first[1]));
	const outside = marks.filter(({ start, end }) => end <= first[0] || start >= first[1]);
	const second = densest(outside, EACH_OF_TWO, weights, there);
	if (one.weight === sum(keysOf(marks), (key) => weights.get(key)) || !second.weight) return [around(one.start, ONE)];
	const [begin, end] = around(second.start, EACH_OF_TWO);
	return begin < first[0] ? [[begin, Math.min(end, first[0])], first] : [first, [Math.max(begin, first[1]), end]];
}

/* Stretches in order, marked, with an ellipsis wherever text is left out; marks that touch or overlap are one. */
function piecesOf(text, parts, marks) {
	const [letters, pieces] = [[...text], []];
	const isMarked = letters.map(() => false);
	for (const { start, end } of marks) isMarked.fill(true, start, end);
	let before = 0;
	for (const [begin, end] of parts) {
		if (begin > before) pieces.push([pieces.length ? ' … ' : '… ', false]);
		before = Math.min(end, letters.length);
		for (let at = begin, next; at < before; at = next) {
			for (next = at + 1; next < before && isMarked[next] === isMarked[at];) next += 1;
			pieces.push([letters.slice(at, next).join('').replaceAll('\n', ' '), isMarked[at]]);
		}
	}
	return before < letters.length ? [...pieces, [' …', false]] : pieces;
}
