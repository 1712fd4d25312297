/* How well documents fit the units of a query: BM25F, coverage, title, best passages, neighbours.

   Whatever is compared is a whole number, and only operations that IEEE 754 rounds exactly are used, in the order of
   scoring.py, so that both come to the same score. The formula stands in the guide's chapter `search`. */

import { sum } from './bytes.js';

const FIELDS = ['title', 'labels', 'headings', 'summary'];
const { floor, max, min, sqrt } = Math;

/* The logarithm to base 2 of a number from 1 on, to 12 binary digits: the same wherever it is computed. */
export function binaryLogarithm(number) {
	let [left, result] = [number, 0];
	for (; left >= 2; left /= 2) result += 1;
	for (let digit = 1 / 2; digit >= 1 / 4096; digit /= 2) {
		left *= left;
		if (left < 2) continue;
		left /= 2;
		result += digit;
	}
	return result;
}

/* Units {key, found, isWord, next}, each with its weight. `isWord`: a word by itself, not one of several bigrams. */
export function weighed(units, { documents: { slots }, manifest: { scoring } }) {
	const count = (unit) => unit?.found.documents.length;
	const after = (unit) => units.find(({ key }) => unit?.next?.overlaps && key === unit.next.key);
	// Between two that more documents have
	const bridges = units.filter((unit) => count(after(unit)) < min(count(unit), count(after(after(unit))))).map(after);
	return units.map((unit) => {
		const share = bridges.includes(unit) ? scoring.bridge : unit.isWord ? scoring.word : 100;
		const rarity = max(binaryLogarithm((2 * slots.length + 2) / (2 * count(unit) + 1)), scoring.floor / 100);
		return { ...unit, weight: floor(256 * (share / 100) * sqrt(rarity * sqrt(rarity))) };
	});
}

export class Scorer {
	constructor({ lengths, titleLengths, blocks }, scoring) {
		const average = max(sum(lengths, (length) => length) / lengths.length, 1);
		const share = scoring.length / 100;
		const saturations = lengths.map((length) => (scoring.saturation / 100) * (1 - share + (share * length) / average));
		Object.assign(this, { titleLengths, blocks, scoring, saturations });
	}

	/* What units add, summed by document. */
	gains(sought) {
		const { scoring, saturations } = this;
		const outside = [...Array(16).keys()].map((fields) => sum(FIELDS, (name, bit) => ((fields >> bit) & 1) * scoring[name]));
		const sums = new Float64Array(saturations.length);
		for (const { found: { documents, bodies, fields }, weight } of sought) {
			documents.forEach((document, at) => {
				const frequency = bodies[at] * 100 + outside[fields[at]];
				sums[document] += floor((weight * (scoring.saturation / 100 + 1) * frequency) / (frequency + 100 * saturations[document]));
			});
		}
		return sums;
	}

	/* What titles add that have the query's units: their weight times their share in the title, more for one that has them all, and most for
	   an equal one. */
	titled(sought) {
		const { scoring: { exact, titled, whole }, titleLengths } = this;
		const [weights, numbers] = [0, 1].map(() => new Float64Array(titleLengths.length));
		for (const { found: { documents, fields }, weight } of sought) {
			documents.forEach((document, at) => {
				weights[document] += (fields[at] & 1) * weight;
				numbers[document] += fields[at] & 1;
			});
		}
		return weights.map((weight, document) => {
			const [number, size] = [numbers[document], titleLengths[document] || 1];
			if (number < sought.length) return floor((titled * weight * min(number, size)) / (100 * size));
			return floor((weight * whole) / 100) + (size === number ? floor((weight * exact) / 100) : 0);
		});
	}

	/* What its best passages and neighbouring units add to a document. */
	closely(sought, document) {
		const { passage, second, overlapping, adjacent } = this.scoring;
		const places = new Map(sought.map(({ key, found }) => [key, found.placesIn(document)]));
		const near = sought.filter(({ key, next }) => next && places.get(key).some((position) => places.get(next.key).includes(position + next.distance)));
		const shared = sum(near, ({ weight, next }) => min(weight, sought.find((one) => one.key === next.key).weight) * (next.overlaps ? overlapping : adjacent));
		const [best = 0, other = 0] = this.passages(sought, places, document).sort((one, two) => two - one);
		return floor((best * passage) / 100) + floor((other * passage * second) / 10000) + floor(shared / 100);
	}

	/* What units add to each passage. */
	passages(sought, places, document) {
		const { scoring } = this;
		const [share, steepness] = [scoring.passage_length / 100, scoring.passage_saturation / 100];
		let begin = 0;
		return this.blocks[document].map((count, number, { length: passages }) => {
			const [start, end] = [begin, number + 1 < passages ? begin + 64 * count : Infinity];
			const limit = steepness * (1 - share + (share * (64 * count)) / scoring.passage_size);
			begin = end;
			return sum(sought, ({ key, weight }) => {
				const frequency = places.get(key).filter((position) => start <= position && position < end).length;
				return floor((weight * (steepness + 1) * frequency) / (frequency + limit));
			});
		});
	}
}
