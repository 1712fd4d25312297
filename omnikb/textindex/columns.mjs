/* What is known of each document without its text: slot, lengths, prior, date, facets. All columns are in order of slots. */

import { Bytes } from './bytes.mjs';

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/* `numbers`: the place of a slot in the columns. `lengths` in positions, `blocks` of each document's passages. */
export function decodeDocuments(payload) {
  const bytes = new Bytes(payload);
  const slots = bytes.increasing(bytes.varint());
  const column = () => Array.from(bytes.take(slots.length));
  const [lengths, titleLengths, priors] = [column().map(fromSmallFloat), column(), column()];
  const passages = bytes.varints(slots.length);
  const blocks = passages.map((count) => bytes.varints(count).map((number) => number + 1));
  return { slots, numbers: new Map(slots.map((slot, number) => [slot, number])), lengths, titleLengths, priors, blocks };
}

function fromSmallFloat(code) {
  return code < 8 ? code : ((code & 7) | 8) * 2 ** ((code >> 3) - 1);
}

/* Facets with their values, the numbers of values of each document, and the dates as days. */
export function decodeFacets(payload) {
  const bytes = new Bytes(payload);
  const facets = JSON.parse(bytes.text(bytes.varint()));
  const count = bytes.varint();
  const dates = bytes.varints(count);
  for (const facet of facets) facet.documents = Array.from({ length: count }, () => bytes.increasing(bytes.varint()));
  return { facets, dates };
}

/* The words and phrases that spelling is compared with. */
export function decodeWords(payload) {
  const bytes = new Bytes(payload);
  const found = [];
  let term = new Uint8Array();
  while (bytes.at < payload.length) {
    const shared = bytes.byte();
    const more = bytes.take(bytes.byte());
    const next = new Uint8Array(shared + more.length);
    next.set(term.subarray(0, shared));
    next.set(more, shared);
    term = next;
    found.push(UTF8.decode(term));
  }
  return found;
}

export function decodeJson(payload) {
  return JSON.parse(UTF8.decode(payload));
}
