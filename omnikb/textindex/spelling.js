/* The word nearest to one that found nothing. */

import { compare } from './bytes.js';

/* Insertions, deletions, replacements and swaps of neighbours between two rows of characters; `most + 1`: there are more. */
export function distance(one, other, most) {
	const rows = [[...other, ''].map((_, place) => place)];
	for (let number = 1; number <= one.length; number += 1) {
		const [before, row] = [rows[number - 1], [number]];
		for (let place = 1; place <= other.length; place += 1) {
			const isSame = (left, right) => one[number - left] === other[place - right];
			const isSwap = number > 1 && place > 1 && isSame(1, 2) && isSame(2, 1);
			const swapped = isSwap ? rows[number - 2][place - 2] + 1 : Infinity;
			row.push(Math.min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (isSame(1, 1) ? 0 : 1), swapped));
		}
		if (Math.min(...row) > most) return most + 1;
		rows.push(row);
	}
	return Math.min(rows.at(-1).at(-1), most + 1);
}

/* The word at the least distance, at most `most`; of equals the one with the longest common beginning, then the first; else ''. */
export function nearestWord(word, words, most) {
	const letters = [...word];
	const near = [];
	for (const candidate of words) {
		const others = [...candidate];
		if (!candidate || Math.abs(others.length - letters.length) > most || candidate === word) continue;
		const edits = distance(letters, others, most);
		if (edits <= most) near.push({ edits, shared: [...letters, ''].findIndex((letter, place) => letter !== others[place]), candidate });
	}
	near.sort((one, other) => one.edits - other.edits || other.shared - one.shared || compare(one.candidate, other.candidate));
	return near[0]?.candidate ?? '';
}
