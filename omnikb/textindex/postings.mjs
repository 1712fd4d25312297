/* The postings of terms: in which documents, how often, in which fields, at which positions. */

import { Bytes } from './bytes.mjs';
import { decoded } from './files.mjs';

/* Where a term or the forms of a stem stand: columns in order of documents (numbers, not slots). `bodies`: occurrences in the
   body. `places`: rising positions in each document; empty where there are none or they stand apart. */
export const NOWHERE = { documents: [], bodies: [], fields: [], places: [] };

/* The postings of a shard by term, still packed. */
export function decodeShard(payload) {
  const bytes = new Bytes(payload);
  const terms = Array.from({ length: bytes.varint() }, () => bytes.text(bytes.varint()));
  const [counts, lengths, others] = [0, 1, 2].map(() => bytes.varints(terms.length));
  const rows = lengths.map((length) => bytes.take(length));
  return new Map(terms.map((term, number) => {
    const isApart = others[number] % 2 === 1;
    return [term, { count: counts[number], row: rows[number], isApart, positions: isApart ? new Uint8Array() : bytes.take(others[number] / 2) }];
  }));
}

/* The rows of positions that stand apart, by term. */
export function decodeApart(payload) {
  const bytes = new Bytes(payload);
  return new Map(Array.from({ length: bytes.varint() }, () => [bytes.text(bytes.varint()), bytes.take(bytes.varint())]));
}

/* Where one term stands. `numbers`: of documents, by slot. `path`: of the file, for errors. */
export function found({ count, row, positions }, numbers, path) {
  return decoded(path, () => {
    const bytes = new Bytes(row);
    const documents = bytes.increasing(count).map((slot) => known(numbers.get(slot)));
    const values = bytes.varints(count);
    const fields = values.map((value) => (value % 2 ? bytes.byte() : 0));
    const occurrences = values.map((value) => Math.floor(value / 2));
    const bodies = occurrences.map((times, place) => Math.max(times - bitsSet(fields[place]), 0));
    const placed = new Bytes(positions);
    return { documents, bodies, fields, places: positions.length ? occurrences.map((times) => placed.increasing(times)) : [] };
  });
}

function known(number) {
  if (number === undefined) throw new RangeError('a slot of another index');
  return number;
}

function bitsSet(fields) {
  return (fields & 1) + ((fields >> 1) & 1) + ((fields >> 2) & 1) + ((fields >> 3) & 1);
}

/* The forms of a stem as one: occurrences added, fields united, positions in order. */
export function joined(all) {
  if (all.length < 2) return all[0] ?? NOWHERE;
  const rows = new Map();
  for (const one of all) {
    one.documents.forEach((document, place) => {
      const row = rows.get(document) ?? { body: 0, field: 0, places: [] };
      row.body += one.bodies[place];
      row.field |= one.fields[place];
      row.places = row.places.concat(one.places[place] ?? []);
      rows.set(document, row);
    });
  }
  const documents = [...rows.keys()].sort((one, other) => one - other);
  const column = (name) => documents.map((document) => rows.get(document)[name]);
  return { documents, bodies: column('body'), fields: column('field'), places: column('places').map((row) => row.sort((one, other) => one - other)) };
}

/* The place of a document in its columns, or −1. */
export function placeOf(documents, document) {
  let low = 0;
  for (let high = documents.length; low < high;) {
    const middle = (low + high) >> 1;
    if (documents[middle] < document) low = middle + 1;
    else high = middle;
  }
  return documents[low] === document ? low : -1;
}
