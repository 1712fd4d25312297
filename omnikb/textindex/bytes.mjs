/* Reads the numbers and texts of a payload one after the other. */

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

export class Bytes {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    if (this.at >= this.bytes.length) throw new RangeError('ends too early');
    return this.bytes[this.at++];
  }

  varint() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
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

  take(length) {
    if (this.at + length > this.bytes.length) throw new RangeError('ends too early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text(length) {
    return UTF8.decode(this.take(length));
  }
}

/* The hash of a text, over its code points. */
export function hashOf(text) {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0), 16777619);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/* The name of one of `2^bits` files. */
export function blockName(number, bits) {
  return number.toString(16).padStart(Math.max(1, Math.ceil(bits / 4)), '0');
}

/* Order by code points, which is not that of UTF-16 units. */
export function compare(one, other) {
  const [left, right] = [[...one], [...other]];
  const at = left.findIndex((character, place) => character !== right[place]);
  if (at < 0) return left.length - right.length;
  return at < right.length ? left[at].codePointAt(0) - right[at].codePointAt(0) : 1;
}
