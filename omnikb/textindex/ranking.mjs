/* Which documents are hits for what is wanted, and their scores. */

import { placeOf } from './postings.mjs';
import { Scorer } from './scoring.mjs';

export class Ranking {
  constructor(index, wanted) {
    this.scoring = index.manifest.scoring;
    this.wanted = wanted;
    this.priors = index.documents.priors;
    this.scorer = new Scorer(index.documents, this.scoring);
    this.sought = [...wanted.sought.values()];
    this.total = this.sought.reduce((sum, one) => sum + one.weight, 0);
    this.gains = new Map(this.sought.map((one) => [one.key, this.scorer.gains(one)]));
    [this.sums, this.covered] = this.added(wanted.sought.keys());
    for (const name of wanted.names) this.addOtherNames(name);
  }

  /* Documents that contain enough of the words, all phrases, and nothing that was refused, in order. */
  matching() {
    const required = this.wanted.required.map((documents) => new Set(documents));
    const refused = this.wanted.refused.map((documents) => new Set(documents));
    const isEnough = (covered) => !this.total || (covered > 0 && covered * 100 >= this.total * this.scoring.least);
    const fits = (document) => required.every((one) => one.has(document)) && !refused.some((one) => one.has(document));
    return [...this.covered.keys()].filter((document) => isEnough(this.covered[document]) && fits(document));
  }

  /* The score of each document that matches, else 0. */
  scores(matching) {
    const scores = this.priors.map(() => 0);
    const { total, sums, covered, priors, scoring: { coverage, best } } = this;
    const titled = this.scorer.titled(this.sought, this.sought.length);
    for (const document of matching) {
      const sum = sums[document];
      const rest = Math.floor((sum * (100 - coverage)) / 100);
      scores[document] = total ? rest + Math.floor((sum * coverage * covered[document]) / (100 * total)) + titled[document] : priors[document];
    }
    if (!total) return scores;
    const first = matching.slice().sort((one, other) => scores[other] - scores[one] || one - other).slice(0, best);
    for (const document of first) scores[document] += this.scorer.closely(this.sought, document);
    return scores.map((score, document) => Math.floor((score * priors[document]) / 64));
  }

  /* Whether a document has a unit, or another name of what the unit is part of. */
  has(key, document) {
    const contains = (one) => placeOf(one.found.documents, document) >= 0;
    if (contains(this.wanted.sought.get(key))) return true;
    return this.wanted.names.some((name) => name.keys.includes(key) && name.others.some((other) => other.length && other.every(contains)));
  }

  /* Sum of gains and of weights of units, by document. */
  added(keys) {
    const sums = this.priors.map(() => 0);
    const covered = sums.slice();
    for (const key of keys) {
      const { found, weight } = this.wanted.sought.get(key);
      const gains = this.gains.get(key);
      found.documents.forEach((document, place) => {
        sums[document] += gains[place];
        covered[document] += weight;
      });
    }
    return [sums, covered];
  }

  /* In place of what a name's units add: what another name adds, at less weight, where that is more. */
  addOtherNames({ keys, others }) {
    const [sums, covered] = this.added(keys);
    const whole = keys.reduce((sum, key) => sum + this.wanted.sought.get(key).weight, 0);
    const best = sums.slice();
    const reach = covered.slice();
    for (const other of others.filter((units) => units.length)) {
      const gains = other.map((one) => this.scorer.gains(one));
      for (const document of other[0].found.documents) {
        const places = other.map((one) => placeOf(one.found.documents, document));
        if (places.includes(-1)) continue;
        const added = places.reduce((sum, place, number) => sum + gains[number][place], 0);
        best[document] = Math.max(best[document], Math.floor((added * this.scoring.synonym) / 100));
        reach[document] = whole;
      }
    }
    this.sums = this.sums.map((sum, document) => sum + best[document] - sums[document]);
    this.covered = this.covered.map((sum, document) => sum + reach[document] - covered[document]);
  }
}
