/* Names of one thing within a query, and the other names that are sought with them. */

import { tokens } from './analysis.mjs';
import { stem } from './stemming.mjs';

const MOST_NAMES = 8; // other names sought for one query: bounds what is fetched

/* The tokens of a text without overlap: characters, and stems of pieces. */
export function wordsOf(text, characters) {
	return tokens(text, characters).map((token) => (token.isPiece ? stem(token.term) : token.term));
}

/* The names in a row of words, from left to right, the longest first; none overlaps another: {first, last, others}. */
export function spansIn(words, groups, characters) {
	const names = new Map();
	const keyOf = (row) => row.join('\n');
	const nameOf = (name) => keyOf(wordsOf(name, characters));
	for (const group of groups) for (const name of group) if (!names.has(nameOf(name))) names.set(nameOf(name), group);
	const found = [];
	for (let at = 0, left = MOST_NAMES; at < words.length;) {
		let end = words.length;
		while (end > at && !names.has(keyOf(words.slice(at, end)))) end -= 1;
		if (end > at) {
			const key = keyOf(words.slice(at, end));
			const others = names.get(key).filter((name) => nameOf(name) !== key).slice(0, left);
			left -= others.length;
			if (others.length) found.push({ first: at, last: end - 1, others });
		}
		at = Math.max(end, at + 1);
	}
	return found;
}
