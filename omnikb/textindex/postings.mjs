/* The postings of terms: in which documents, how often, in which fields, at which positions. */

import { Bytes, fileName, hashOf } from './bytes.mjs';
import { stem } from './stemming.mjs';

/* The documents of the index: by slot, and as columns in order of slots. */
export function decodeDocuments(payload) {
  const bytes = new Bytes(payload);
  const slots = bytes.increasing(bytes.varint());
  const column = () => bytes.take(slots.length);
  return { slots, numbers: new Map(slots.map((slot, number) => [slot, number])), lengths: column(), titleLengths: column(), priors: column() };
}

/* The terms of a shard, their postings still packed. */
export function decodeShard(payload) {
  const bytes = new Bytes(payload);
  const terms = Array.from({ length: bytes.varint() }, () => bytes.text(bytes.varint()));
  const counts = bytes.varints(terms.length);
  const lengths = bytes.varints(terms.length);
  const others = bytes.varints(terms.length);
  const found = new Map(terms.map((term, number) => [term, { term, count: counts[number], documents: bytes.take(lengths[number]) }]));
  terms.forEach((term, number) => {
    const length = Math.floor(others[number] / 2);
    const entry = found.get(term);
    entry.isApart = others[number] % 2 === 1;
    if (!entry.isApart) entry.positions = bytes.take(length);
  });
  return found;
}

/* The shard in which a term would stand. */
export function readShard(files, term) {
  const bits = files.manifest.shards;
  return files.read(`terms/${fileName(hashOf(stem(term)), bits)}`, 'T', decodeShard);
}

/* The documents of a term: columns of slots, occurrences, and fields outside of the body. */
export function documentsOf(entry) {
  entry.columns ??= decodeColumns(entry);
  return entry.columns;
}

function decodeColumns({ count, documents }) {
  const bytes = new Bytes(documents);
  const slots = bytes.increasing(count);
  const values = bytes.varints(count);
  return {
    slots,
    occurrences: values.map((value) => Math.floor(value / 2)),
    fields: values.map((value) => (value % 2 ? bytes.byte() : 0)),
  };
}

/* The positions of a term by its place in the columns: a list of rising numbers each. */
export async function positionsOf(files, entry) {
  if (!entry.places) {
    const packed = entry.isApart ? await readApart(files, entry.term) : entry.positions;
    const bytes = new Bytes(packed);
    entry.places = packed.length ? documentsOf(entry).occurrences.map((count) => bytes.increasing(count)) : [];
  }
  return entry.places;
}

/* A long row of positions, in a file of its own. */
async function readApart(files, term) {
  const all = await files.read(`positions/${fileName(hashOf(term), 32)}`, 'P', (payload) => {
    const bytes = new Bytes(payload);
    return new Map(Array.from({ length: bytes.varint() }, () => [bytes.text(bytes.varint()), bytes.take(bytes.varint())]));
  });
  return all.get(term);
}
