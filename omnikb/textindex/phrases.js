/* Which documents contain a phrase: all its terms, at the same distances. */

import { withAll } from './postings.js';

/* The numbers of the documents. Positions that stand apart are read only where all terms are found together. */
export async function documentsWith(parts, index) {
	const candidates = withAll(await Promise.all(parts.map(({ term }) => index.term(term))));
	const placed = parts.filter((part) => part.placed);
	if (!candidates.length || placed.length < 2) return new Set(candidates);
	const near = await Promise.all(placed.map((part) => index.term(part.term, true)));
	return new Set(candidates.filter((document) => {
		const starts = near.map((one, number) => new Set(one.placesIn(document).map((position) => position - placed[number].offset)));
		return [...starts[0]].some((start) => starts.every((row) => row.has(start)));
	}));
}
