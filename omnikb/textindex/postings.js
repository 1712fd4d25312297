/* The postings of terms: in which documents, how often, in which fields, at which positions. */

import { Bytes } from './bytes.js';

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

/* Where terms stand, as one: columns of documents (their numbers, in order), occurrences in the body, and fields outside of it.
   `placesIn(document)`: rising positions, where they do not stand apart. `numbers`: of documents, by slot. */
export function found(rows, numbers) {
	const all = rows.map((row) => unpacked(row, numbers));
	if (all.length === 1) return all[0];
	const merged = new Map();
	for (const one of all) {
		one.documents.forEach((document, at) => {
			const [body, fields] = merged.get(document) ?? [0, 0];
			merged.set(document, [body + one.bodies[at], fields | one.fields[at]]);
		});
	}
	const documents = [...merged.keys()].sort((one, other) => one - other);
	const [bodies, fields] = [0, 1].map((column) => documents.map((document) => merged.get(document)[column]));
	const placesIn = (document) => all.flatMap((one) => one.placesIn(document)).sort((one, other) => one - other);
	return { documents, bodies, fields, placesIn };
}

/* The documents that have each of some terms. */
export function withAll(all) {
	const having = all.map((one) => new Set(one.documents));
	return all[0].documents.filter((document) => having.every((one) => one.has(document)));
}

function unpacked({ count, row, positions }, numbers) {
	const bytes = new Bytes(row);
	const documents = bytes.increasing(count).map((slot) => {
		if (!(numbers[slot] >= 0)) throw new RangeError();
		return numbers[slot];
	});
	const values = bytes.varints(count);
	const fields = values.map((value) => (value % 2 ? bytes.varint() : 0));
	const bodies = values.map((value, at) => Math.max((value >> 1) - [1, 2, 4, 8].filter((bit) => fields[at] & bit).length, 0));
	let places;
	const placesIn = (document) => {
		const packed = new Bytes(positions);
		places ??= new Map(positions.length ? documents.map((one, at) => [one, packed.increasing(values[at] >> 1)]) : []);
		return places.get(document) ?? [];
	};
	return { documents, bodies, fields, placesIn };
}
