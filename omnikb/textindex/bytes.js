/* Numbers and texts out of a payload; the hash that names files; the order of texts; sums. */

export class Bytes {
	at = 0;

	constructor(bytes) {
		this.bytes = bytes;
	}

	take(length) {
		this.at += length;
		if (this.at > this.bytes.length) throw new RangeError();
		return this.bytes.subarray(this.at - length, this.at);
	}

	varint() {
		for (let value = 0, scale = 1; ; scale *= 128) {
			const byte = this.bytes[this.at];
			this.at += 1;
			if (byte === undefined) throw new RangeError();
			value += (byte & 127) * scale;
			if (byte < 128) return value;
		}
	}

	varints(count) {
		const all = new Array(count);
		for (let at = 0; at < count; at += 1) all[at] = this.varint();
		return all;
	}

	/* Increasing numbers, each stored less the one before, less 1. */
	increasing(count) {
		let last = -1;
		return this.varints(count).map((step) => (last += step + 1));
	}

	text() {
		return textOf(this.take(this.varint()));
	}
}

export function textOf(bytes) {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/* The hash of a text, over its code points. */
export function hashOf(text) {
	let hash = 2166136261;
	for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0), 16777619);
	hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
	return (hash ^ (hash >>> 16)) >>> 0;
}

/* The name of one of `2^bits` files. */
export function blockName(number, bits) {
	return (number % 2 ** bits).toString(16).padStart(Math.ceil(bits / 4), '0');
}

/* Order by code points, which is not that of UTF-16 units. */
export function compare(one, other) {
	const [left, right] = [one, other].map((text) => Array.from(text, (character) => character.codePointAt(0) + 0x110000).join());
	return left < right ? -1 : Number(left > right);
}

export function sum(all, valueOf) {
	return all.reduce((total, one, place) => total + valueOf(one, place), 0);
}
