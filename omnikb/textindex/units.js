/* What is sought for a text of a query: units for its words, parts for a phrase. */

import { chains, tokens } from './analysis.js';
import { stem } from './stemming.js';

/* The units of a text's words, repeated ones included: runs as bigrams, runs of one as singles, pieces as stems, each chain after
   its pieces. {key, isWord, position (−1: a chain), start, end, first, last}; the last two: of which tokens it is. */
export function unitsOf(text, table, split = true) {
	const all = tokens(text, table, split);
	const chained = chains(all);
	return all.flatMap(({ term, isPiece, joined, position, start, end }, number) => {
		const unit = { key: isPiece ? stem(term) : term, isWord: isPiece, position, start, end, first: number, last: number };
		const [next, chain] = [all[number + 1], chained.get(number)];
		if (chain) return [unit, { ...unit, key: stem(chain.term), position: -1, start: all[chain.first].start, first: chain.first }];
		if (joined) return [{ ...unit, key: term + next.term, end: next.end, last: number + 1 }];
		return all[number - 1]?.joined ? [] : [unit];
	});
}

/* The parts of a phrase: {term, offset, placed}; `placed`: compared by position, else only by document. */
export function partsOf(text, table) {
	const all = tokens(text, table);
	// Of a bigram in its run
	let place = 0;
	return all.flatMap(({ term, isPiece, joined, position, touches }, number) => {
		const [before, next] = [all[number - 1], all[number + 1]];
		const part = { term, offset: position - all[0].position, placed: true };
		place = before?.joined ? place + 1 : 0;
		if (isPiece) return [part];
		if (joined) return [{ ...part, term: term + next.term, placed: place % 2 === 0 || !next.joined }];
		if (before?.joined) return [];
		// A run of one: its edge, if nothing but blanks is beside it
		const isPlain = all.length === 1 || (before && !before.touches) || (next && !touches);
		return [isPlain ? { ...part, placed: false } : { ...part, term: `=${term}` }];
	});
}

/* Keys, each once. */
export function keysOf(units) {
	return [...new Set(units.map(({ key }) => key))];
}
