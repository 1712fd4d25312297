/* The postings of terms: in which documents, how often, in which fields, at which positions. */

import { Bytes } from './bytes.mjs';

/* The postings of a shard by term, still packed. */
export function decodeShard(payload) {
	const bytes = new Bytes(payload);
	const terms = Array.from({ length: bytes.varint() }, () => bytes.text());
	const [counts, lengths, others] = [0, 1, 2].map(() => bytes.varints(terms.length));
	const rows = lengths.map((length) => bytes.take(length));
	return new Map(terms.map((term, number) => {
		const isApart = others[number] % 2;
		return [term, { count: counts[number], row: rows[number], isApart, positions: bytes.take(isApart ? 0 : others[number] / 2) }];
	}));
}

/* The positions that stand apart, by term. */
export function decodeApart(payload) {
	const bytes = new Bytes(payload);
	return new Map(Array.from({ length: bytes.varint() }, () => [bytes.text(), bytes.take(bytes.varint())]));
}

/* Where terms stand, as one: by document (its number, in order) the occurrences in the body, the fields outside of it, and
   rising positions, where they do not stand apart. `numbers`: of documents, by slot. */
export function found(all, numbers) {
	const rows = new Map();
	for (const { count, row, positions } of all) {
		const [bytes, places] = [new Bytes(row), new Bytes(positions)];
		const slots = bytes.increasing(count);
		bytes.varints(count).forEach((value, at) => {
			const document = numbers.get(slots[at]);
			if (document === undefined) throw new RangeError(slots[at]);
			const fields = value % 2 ? bytes.take(1)[0] : 0;
			const times = Math.floor(value / 2);
			const bits = [1, 2, 4, 8].filter((bit) => fields & bit).length;
			const before = rows.get(document) ?? { body: 0, fields: 0, places: [] };
			const placed = before.places.concat(positions.length ? places.increasing(times) : []).sort((one, other) => one - other);
			rows.set(document, { body: before.body + Math.max(times - bits, 0), fields: before.fields | fields, places: placed });
		});
	}
	return new Map([...rows].sort(([one], [other]) => one - other));
}
