/* A text as tokens, each with its position: single ideographic characters, and pieces of letters or digits. */

import { BLANK, IDEOGRAPHIC } from './characters.js';

/* {term, isPiece, position, start, end, joined, touches, linked}; places are in code points. `joined`: in one run with the next.
   `touches`: only blanks or nothing stand before it. `linked`: in one chain with it. `split`: a blank ends a run, as in a query
   outside of quotation marks. */
export function tokens(text, table, split = false) {
	const found = [];
	// What stands between the last token and this place
	let between = [];
	for (const { code, kind, start, end } of table.fold(text)) {
		const last = found.at(-1);
		const isPiece = kind < IDEOGRAPHIC;
		const character = String.fromCodePoint(code);
		if (kind <= BLANK) {
			between.push({ character, kind });
		} else if (isPiece && last?.kind === kind && !between.length) {
			last.letters.push(character);
			last.end = end;
		} else {
			// The kind of a mark is 0
			const touches = between.every((one) => one.kind);
			if (last) {
				// A comma only between digits, so that 4,600 is found as 4600, too
				const joiners = `-_.'’‐${kind + last.kind > 5 ? ',' : ''}`;
				const isLink = between.length < 2 && joiners.includes(between[0]?.character ?? '-');
				const joined = touches && !isPiece && !last.isPiece && !(split && between.length);
				Object.assign(last, { touches, joined, linked: isPiece && last.isPiece && isLink });
			}
			found.push({ kind, isPiece, letters: [character], start, end, position: last ? last.position + 2 - touches : 0 });
			between = [];
		}
	}
	for (const token of found) token.term = token.letters.slice(0, 64).join('');
	return found;
}

/* By their last token, the chains of 2 to 4 pieces: {first, term}. */
export function chains(all) {
	const found = new Map();
	for (let first = 0, last = 0; first < all.length; first = last + 1) {
		for (last = first; all[last].linked;) last += 1;
		const term = all.slice(first, last + 1).map((one) => one.term).join('');
		if (last > first && last < first + 4 && [...term].length <= 32) found.set(last, { first, term });
	}
	return found;
}
