/* A text as tokens, each with its position: single ideographic characters, and pieces of letters or digits. */

import { BLANK, IDEOGRAPHIC, MARK } from './characters.mjs';

const JOINERS = Array.from('-_.\'’‐', (one) => one.codePointAt(0));

/* The tokens of a text: {term, isPiece, position, start, end, joined, touches, linked}; places are in code points.
   `joined`: in one run with the next. `touches`: only blanks or nothing stand before the next. `linked`: in one chain with it.
   `split`: a blank ends a run, as in a query outside of quotation marks. */
export function tokens(text, characters, split = false) {
	const found = [];
	let between = []; // what stands between the last token and this place
	for (const { code, kind, start, end } of characters.fold(text)) {
		const last = found.at(-1);
		const isPiece = kind !== IDEOGRAPHIC;
		if (kind <= BLANK) {
			between.push({ code, kind });
		} else if (isPiece && last?.kind === kind && !between.length) {
			last.codes.push(code);
			last.end = end;
		} else {
			const touches = between.every((one) => one.kind !== MARK);
			if (last) {
				const isLink = !between.length || (between.length === 1 && JOINERS.includes(between[0].code));
				Object.assign(last, { touches, linked: isPiece && last.isPiece && isLink });
				last.joined = touches && !isPiece && !last.isPiece && !(split && between.length);
			}
			found.push({ kind, isPiece, codes: [code], start, end, position: last ? last.position + (touches ? 1 : 2) : 0 });
			between = [];
		}
	}
	for (const token of found) token.term = String.fromCodePoint(...token.codes.slice(0, 64));
	return found;
}

/* By their last token, the chains of 2 to 4 pieces: {first, term}. */
export function chains(all) {
	const found = new Map();
	for (let first = 0, last = 0; first < all.length; first = last + 1) {
		for (last = first; all[last].linked;) last += 1;
		const term = all.slice(first, last + 1).map((token) => token.term).join('');
		if (last > first && last < first + 4 && [...term].length <= 32) found.set(last, { first, term });
	}
	return found;
}
