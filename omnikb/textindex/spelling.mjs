/* The word nearest to one that found nothing. */

import { compare } from './bytes.mjs';

/* Insertions, deletions, replacements and swaps of neighbours between two rows of characters; `most + 1`: there are more. */
export function distance(one, other, most) {
	const rows = [Array.from({ length: other.length + 1 }, (_, place) => place)];
	for (let number = 1; number <= one.length; number += 1) {
		const [before, row] = [rows[number - 1], [number]];
		for (let place = 1; place <= other.length; place += 1) {
			const isSame = one[number - 1] === other[place - 1];
			let cost = Math.min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (isSame ? 0 : 1));
			const isSwap = number > 1 && place > 1 && one[number - 1] === other[place - 2] && one[number - 2] === other[place - 1];
			if (isSwap) cost = Math.min(cost, rows[number - 2][place - 2] + 1);
			row.push(cost);
		}
		if (Math.min(...row) > most) return most + 1;
		rows.push(row);
	}
	return Math.min(rows.at(-1).at(-1), most + 1);
}

/* The word at the least distance, at most `most`; of equals the one with the longest common beginning, then the first. */
export function nearestWord(word, words, most) {
	const letters = [...word];
	let best = { edits: most + 1, shared: 0, candidate: '' };
	for (const candidate of words) {
		const others = [...candidate];
		if (Math.abs(others.length - letters.length) > most || candidate === word) continue;
		const edits = distance(letters, others, most);
		if (edits > most) continue;
		const shared = [...letters, ''].findIndex((letter, place) => letter !== others[place]);
		const order = edits - best.edits || best.shared - shared || compare(candidate, best.candidate);
		if (!best.candidate || order < 0) best = { edits, shared, candidate };
	}
	return best.candidate;
}
