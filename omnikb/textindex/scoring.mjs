/* How well documents fit the units of a query: BM25F, coverage, title, best passages, neighbours.

   Whatever is compared is a whole number, and only operations that IEEE 754 rounds exactly are used, in the order of
   scoring.py, so that both come to the same score. The formula stands in the guide's chapter `search`. */

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

/* The weight of units, by the number of documents of each. `runs`: first and last place of bigrams that overlap. */
export function weights(counts, runs, documents, scoring) {
	return counts.map((count, at) => {
		const isBridge = runs.some(([first, last]) => first < at && at < last) && count < min(counts[at - 1], counts[at + 1]);
		const rarity = max(binaryLogarithm((2 * documents + 2) / (2 * count + 1)), scoring.floor / 100);
		return floor(256 * (isBridge ? scoring.bridge / 100 : 1) * sqrt(rarity * sqrt(rarity)));
	});
}

export class Scorer {
	constructor(documents, scoring) {
		Object.assign(this, { documents, scoring });
		const { lengths } = documents;
		const average = max(lengths.reduce((sum, length) => sum + length, 0) / lengths.length, 1);
		const share = scoring.length / 100;
		this.saturations = lengths.map((length) => (scoring.saturation / 100) * (1 - share + (share * length) / average));
	}

	/* What a unit adds to each of its documents. */
	gains({ found, weight }) {
		const { saturation, title, labels, headings, summary } = this.scoring;
		return new Map([...found].map(([document, { body, fields }]) => {
			const bit = (place) => (fields >> place) & 1;
			const frequency = body * 100 + bit(0) * title + bit(1) * labels + bit(2) * headings + bit(3) * summary;
			return [document, floor((weight * (saturation / 100 + 1) * frequency) / (frequency + 100 * this.saturations[document]))];
		}));
	}

	/* What a title adds that has the query's units: their weight times their share in the title, more for an equal one. */
	titled(sought, document) {
		const inside = sought.filter(({ found }) => found.get(document)?.fields & 1);
		const weight = inside.reduce((sum, one) => sum + one.weight, 0);
		const size = this.documents.titleLengths[document];
		const length = max(size, 1);
		const share = floor((this.scoring.titled * weight * min(inside.length, length)) / (100 * length));
		const isExact = inside.length === sought.length && size === sought.length;
		return share + (isExact ? floor((weight * this.scoring.exact) / 100) : 0);
	}

	/* What its best passages and neighbouring units add to a document. */
	closely(sought, document) {
		const places = new Map(sought.map(({ key, found }) => [key, found.get(document)?.places ?? []]));
		const near = sought.reduce((sum, { key, weight, next: [other, distance] = [] }) => {
			const isNear = places.get(key).some((position) => places.get(other)?.includes(position + distance));
			return sum + (isNear ? min(weight, sought.find((one) => one.key === other).weight) : 0);
		}, 0);
		return this.passages(sought, places, document) + floor((near * this.scoring.neighbours) / 100);
	}

	passages(sought, places, document) {
		const { passage, second, passage_length: length, passage_saturation: saturation, passage_size: size } = this.scoring;
		const [share, steepness] = [length / 100, saturation / 100];
		let begin = 0;
		const blocks = this.documents.blocks[document];
		const sums = blocks.map((count, number) => {
			const end = number + 1 < blocks.length ? begin + 64 * count : Infinity;
			const limit = steepness * (1 - share + (share * (64 * count)) / size);
			const sum = sought.reduce((total, { key, weight }) => {
				const frequency = places.get(key).filter((position) => begin <= position && position < end).length;
				return total + floor((weight * (steepness + 1) * frequency) / (frequency + limit));
			}, 0);
			begin = end;
			return sum;
		});
		const [best = 0, next = 0] = sums.sort((one, other) => other - one);
		return floor((best * passage) / 100) + floor((next * passage * second) / 10000);
	}
}
