/* The passage of a document that answers a query best, cut to a snippet with its words marked: pieces [text, marked]. */

import { unitsOf } from './units.mjs';

const ONE = 160; // code points of a snippet in one piece
const EACH_OF_TWO = 80;
const LEAD = 16; // of what stands before the first marked word
const ENDS = '。！？；.!?;\n';

/* A whole text with the units in it marked. `weights`: of units by key. */
export function marked(text, weights, characters) {
	const letters = [...text];
	return pieces(letters, [0, letters.length], marksIn(text, weights, characters));
}

/* From the passage where the units of most weight stand near each other; headings count, the first of equals wins. */
export function snippet({ summary, passages }, weights, characters) {
	let best = { worth: -1, anchor: '', heading: '', text: '', marks: [] };
	for (const [anchor, heading, text] of summary ? [['', '', summary], ...passages] : passages) {
		const there = keysOf(marksIn(heading, weights, characters));
		const marks = marksIn(text, weights, characters);
		const worth = sumOf(there, weights) + densest(marks, ONE, weights, there).weight;
		if (worth > best.worth) best = { worth, anchor, heading, text, marks };
	}
	const { anchor, heading, text, marks } = best;
	return { anchor, heading, snippet: shown([...text], stretches([...text], marks, weights), marks) };
}

function marksIn(text, weights, characters) {
	return unitsOf(text, characters, false).filter((unit) => weights.has(unit.key));
}

function keysOf(marks) {
	return new Set(marks.map((mark) => mark.key));
}

function sumOf(keys, weights) {
	return [...keys].reduce((total, key) => total + weights.get(key), 0);
}

/* The stretch of at most `size` with most weight, each unit counted once and those `known` not. */
function densest(marks, size, weights, known = []) {
	const counts = new Map([...known].map((key) => [key, 1]));
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
	const one = densest(marks, ONE, weights);
	const all = [around(letters, one.start, ONE)];
	if (one.weight === sumOf(keysOf(marks), weights)) return all;
	const first = around(letters, densest(marks, EACH_OF_TWO, weights).start, EACH_OF_TWO);
	const there = keysOf(marks.filter(({ start, end }) => first[0] <= start && end <= first[1]));
	const outside = marks.filter(({ start, end }) => end <= first[0] || start >= first[1]);
	const second = densest(outside, EACH_OF_TWO, weights, there);
	if (!second.weight) return all;
	const [begin, end] = around(letters, second.start, EACH_OF_TWO);
	return begin < first[0] ? [[begin, Math.min(end, first[0])], first] : [first, [Math.max(begin, first[1]), end]];
}

/* What is shown around a place: from the beginning of its sentence if that is near, else from a little before. */
function around(letters, start, size) {
	let begin = start;
	while (begin > Math.max(0, start - LEAD) && !ENDS.includes(letters[begin - 1])) begin -= 1;
	return [begin, Math.min(letters.length, begin + size)];
}

/* Stretches in order, with an ellipsis wherever text is left out. */
function shown(letters, parts, marks) {
	const found = [];
	let before = 0;
	for (const [begin, end] of parts) {
		if (begin > before) found.push([found.length ? ' … ' : '… ', false]);
		found.push(...pieces(letters, [begin, end], marks));
		before = end;
	}
	return before < letters.length ? [...found, [' …', false]] : found;
}

/* A stretch, marked; marks that touch or overlap are one. */
function pieces(letters, [begin, end], marks) {
	const found = [];
	let at = begin;
	const add = (to, isMarked) => {
		const text = letters.slice(at, to).join('').replaceAll('\n', ' ');
		if (isMarked && found.at(-1)?.[1]) found.at(-1)[0] += text;
		else if (text) found.push([text, isMarked]);
		at = Math.max(at, to);
	};
	for (const mark of marks.slice().sort((one, other) => one.start - other.start)) {
		if (Math.max(mark.start, at) >= Math.min(mark.end, end)) continue;
		add(mark.start, false);
		add(Math.min(mark.end, end), true);
	}
	add(end, false);
	return found;
}
