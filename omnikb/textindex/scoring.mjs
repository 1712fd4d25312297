/* How well documents fit the units of a query: BM25F, coverage, title, best passages, neighbours.

   Whatever is compared is a whole number, and only operations that IEEE 754 rounds exactly are used, in the order of
   scoring.py, so that both come to the same score. The formula stands in the guide's chapter `search`. */

import { placeOf } from './postings.mjs';

const FIELDS = ['title', 'labels', 'headings', 'summary'];

/* The logarithm to base 2 of a number from 1 on, to 12 binary digits: the same wherever it is computed. */
function binaryLogarithm(number) {
  let [left, result] = [number, 0];
  for (; left >= 2; left /= 2) result += 1;
  for (let place = 0, digit = 0.5; place < 12; place += 1, digit /= 2) {
    left *= left;
    if (left >= 2) {
      left /= 2;
      result += digit;
    }
  }
  return result;
}

/* The weight of units, by the number of documents of each. `runs`: first and last number of bigrams that overlap. */
export function weights(counts, runs, documents, scoring) {
  const bridges = new Set();
  for (const [first, last] of runs) {
    for (let number = first + 1; number < last; number += 1) {
      if (counts[number] < Math.min(counts[number - 1], counts[number + 1])) bridges.add(number);
    }
  }
  return counts.map((count, number) => {
    const rarity = Math.max(binaryLogarithm((2 * documents + 2) / (2 * count + 1)), scoring.floor / 100);
    return Math.floor(256 * (bridges.has(number) ? scoring.bridge / 100 : 1) * Math.sqrt(rarity * Math.sqrt(rarity)));
  });
}

export class Scorer {
  constructor(documents, scoring) {
    Object.assign(this, { documents, scoring });
    const { lengths } = documents;
    const average = lengths.length ? lengths.reduce((sum, length) => sum + length, 0) / lengths.length : 1;
    const share = scoring.length / 100;
    this.saturations = lengths.map((length) => (scoring.saturation / 100) * (1 - share + (share * length) / Math.max(average, 1)));
  }

  /* What a unit adds to each of its documents. */
  gains({ found, weight }) {
    const { scoring, saturations } = this;
    return found.documents.map((document, place) => {
      let frequency = found.bodies[place] * 100;
      FIELDS.forEach((name, bit) => { frequency += ((found.fields[place] >> bit) & 1) * scoring[name]; });
      return Math.floor((weight * (scoring.saturation / 100 + 1) * frequency) / (frequency + 100 * saturations[document]));
    });
  }

  /* What each title adds that has the query's units: their weight times their share in the title, more for an equal one. */
  titled(sought, units) {
    const { documents: { titleLengths }, scoring } = this;
    const weight = titleLengths.map(() => 0);
    const number = weight.slice();
    for (const one of sought) {
      one.found.documents.forEach((document, place) => {
        if (!(one.found.fields[place] & 1)) return;
        weight[document] += one.weight;
        number[document] += 1;
      });
    }
    return titleLengths.map((size, document) => {
      const length = Math.max(size, 1);
      const share = Math.floor((scoring.titled * weight[document] * Math.min(number[document], length)) / (100 * length));
      const isExact = number[document] === units && size === units && units > 0;
      return share + (isExact ? Math.floor((weight[document] * scoring.exact) / 100) : 0);
    });
  }

  /* What its best passages and neighbouring units add to one document. */
  closely(sought, document) {
    const places = sought.map(({ found }) => found.places[placeOf(found.documents, document)] ?? []);
    return this.passages(sought, places, document) + this.neighbours(sought, places);
  }

  passages(sought, places, document) {
    const { scoring } = this;
    const blocks = this.documents.blocks[document];
    if (!blocks.length) return 0;
    const share = scoring.passage_length / 100;
    const steepness = scoring.passage_saturation / 100;
    const sums = blocks.map(() => 0);
    sought.forEach(({ weight }, number) => {
      const counts = blocks.map(() => 0);
      let [passage, end] = [0, blocks[0] * 64];
      for (const position of places[number]) {
        while (position >= end && passage < blocks.length - 1) {
          passage += 1;
          end += blocks[passage] * 64;
        }
        counts[passage] += 1;
      }
      counts.forEach((frequency, at) => {
        const saturation = steepness * (1 - share + (share * (64 * blocks[at])) / scoring.passage_size);
        sums[at] += Math.floor((weight * (steepness + 1) * frequency) / (frequency + saturation));
      });
    });
    const [best, second = 0] = sums.sort((one, other) => other - one);
    return Math.floor((best * scoring.passage) / 100) + Math.floor((second * scoring.passage * scoring.second) / 10000);
  }

  neighbours(sought, places) {
    let total = 0;
    sought.forEach((one, number) => {
      if (!one.next) return;
      const [other, distance] = one.next;
      const there = new Set(places[other]);
      if (places[number].some((position) => there.has(position + distance))) total += Math.min(one.weight, sought[other].weight);
    });
    return Math.floor((total * this.scoring.neighbours) / 100);
  }
}
