/* Numbers and texts of a payload, read one after the other; the hash that names files; the order of texts. */

export class Bytes {
	constructor(bytes) {
		this.bytes = bytes;
		this.at = 0;
	}

	take(length) {
		this.at += length;
		if (this.at > this.bytes.length) throw new RangeError('the bytes end too soon');
		return this.bytes.subarray(this.at - length, this.at);
	}

	varint() {
		for (let value = 0, scale = 1; ; scale *= 128) {
			const [byte] = this.take(1);
			value += (byte & 127) * scale;
			if (byte < 128) return value;
		}
	}

	varints(count) {
		return Array.from({ length: count }, () => this.varint());
	}

	/* Increasing numbers, each stored less the one before, less 1. */
	increasing(count) {
		let last = -1;
		return Array.from({ length: count }, () => (last += this.varint() + 1));
	}

	text(length = this.varint()) {
		return textOf(this.take(length));
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
	return (number % 2 ** bits).toString(16).padStart(Math.max(1, Math.ceil(bits / 4)), '0');
}

/* Order by code points, which is not that of UTF-16 units. */
export function compare(one, other) {
	const [left, right] = [one, other].map((text) => Array.from(text, (character) => character.codePointAt(0) + 0x110000).join());
	return left < right ? -1 : Number(left > right);
}
