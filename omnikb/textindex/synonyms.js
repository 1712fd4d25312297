/* Names of one thing within a query, and the other names that are sought with them. */

import { tokens } from './analysis.js';
import { stem } from './stemming.js';

/* The tokens of a text without overlap: characters, and stems of pieces. */
export function wordsOf(text, table) {
	return tokens(text, table).map(({ isPiece, term }) => (isPiece ? stem(term) : term));
}

/* The names in a row of words, from left to right, the longest first; none overlaps another: {first, last, others}. */
export function spansIn(words, groups, table) {
	const keyOf = (name) => wordsOf(name, table).join('\n');
	const names = new Map();
	for (const group of groups) for (const name of group) if (!names.has(keyOf(name))) names.set(keyOf(name), group);
	const spans = [];
	// Other names sought for one query: bounds what is fetched
	let left = 8;
	for (let at = 0, end; at < words.length; at = Math.max(end, at + 1)) {
		for (end = words.length; end > at && !names.has(words.slice(at, end).join('\n'));) end -= 1;
		if (end === at) continue;
		const key = words.slice(at, end).join('\n');
		const others = names.get(key).filter((name) => keyOf(name) !== key).slice(0, left);
		left -= others.length;
		if (others.length) spans.push({ first: at, last: end - 1, others });
	}
	return spans;
}
