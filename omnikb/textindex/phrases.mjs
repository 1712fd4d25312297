/* Which documents contain a phrase: all its terms, at the same distances. */

import { placeOf } from './postings.mjs';

/* The numbers of the documents, rising. */
export async function documentsWith(parts, index) {
  if (!parts.length) return [];
  const all = await Promise.all(parts.map((part) => index.term(part.term)));
  const shortest = all.reduce((one, other) => (other.documents.length < one.documents.length ? other : one));
  const candidates = shortest.documents.filter((document) => all.every((one) => placeOf(one.documents, document) >= 0));
  const placed = parts.filter((part) => part.placed);
  if (!candidates.length || placed.length < 2) return candidates;
  const apart = await Promise.all(placed.map((part) => index.term(part.term, true)));
  return candidates.filter((document) => {
    const starts = apart.map((one, number) => one.places[placeOf(one.documents, document)].map((position) => position - placed[number].offset));
    const others = starts.slice(1).map((row) => new Set(row));
    return starts[0].some((start) => others.every((row) => row.has(start)));
  });
}
