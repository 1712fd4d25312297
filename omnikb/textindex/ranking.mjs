/* Which documents are hits for what is wanted, and their scores. */

import { sum } from './bytes.mjs';
import { Scorer } from './scoring.mjs';

const { floor, max } = Math;

export class Ranking {
	constructor({ manifest: { scoring }, documents }, wanted) {
		this.scorer = new Scorer(documents, scoring);
		Object.assign(this, { wanted, scoring, priors: documents.priors, sought: [...wanted.sought.values()] });
		this.gains = new Map(this.sought.map((one) => [one.key, this.scorer.gains(one)]));
		this.having = new Map(this.sought.map(({ key, found }) => [key, new Set(found.keys())]));
		this.sums = added(this.gains.values());
		for (const name of wanted.names) this.addOtherNames(name);
	}

	/* Whether a document has a unit, or another name of what the unit is part of. */
	has(key, document) {
		return this.having.get(key).has(document);
	}

	/* Documents that have enough of any clause's words, all phrases, and nothing that was refused, in order. */
	matching() {
		const { clauses, required, refused } = this.wanted;
		const known = clauses.map(({ keys }) => keys.filter((key) => this.having.get(key).size));
		const isEnough = (keys, document) => this.covered(keys, document) * 100 >= max(1, this.weightOf(keys) * this.scoring.least);
		return [...this.priors.keys()].filter((document) => (!known.length || known.some((keys) => isEnough(keys, document)))
			&& required.every((one) => one.has(document)) && !refused.some((one) => one.has(document)));
	}

	/* The score of each document that matches. */
	scores(matching) {
		const { sought, sums, priors, scorer, scoring: { coverage, best } } = this;
		const keys = sought.map((one) => one.key);
		const total = this.weightOf(keys);
		if (!total) return new Map(matching.map((document) => [document, priors[document]]));
		const scores = new Map(matching.map((document) => {
			const gained = sums.get(document) ?? 0;
			const covered = floor((gained * coverage * this.covered(keys, document)) / (100 * total));
			return [document, floor((gained * (100 - coverage)) / 100) + covered + scorer.titled(sought, document)];
		}));
		const first = [...scores].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, best);
		for (const [document, score] of first) scores.set(document, score + scorer.closely(sought, document));
		for (const [document, score] of scores) scores.set(document, floor((score * priors[document]) / 64));
		return scores;
	}

	weightOf(keys) {
		return sum(keys, (key) => this.wanted.sought.get(key).weight);
	}

	covered(keys, document) {
		return this.weightOf(keys.filter((key) => this.has(key, document)));
	}

	/* In place of what a name's units add: what another name adds, in proportion and at less weight, where that is more. */
	addOtherNames({ keys, others }) {
		const typed = added(keys.map((key) => this.gains.get(key)));
		const best = new Map(typed);
		for (const other of others.filter((units) => units.length)) {
			const weight = 100 * sum(other, (one) => one.weight);
			for (const [document, gain] of added(other.map((one) => this.scorer.gains(one)))) {
				if (!other.every((one) => one.found.has(document))) continue;
				best.set(document, max(best.get(document) ?? 0, floor((gain * this.weightOf(keys) * this.scoring.synonym) / weight)));
				for (const key of keys) this.having.get(key).add(document);
			}
		}
		for (const [document, gain] of best) this.sums.set(document, (this.sums.get(document) ?? 0) + gain - (typed.get(document) ?? 0));
	}
}

/* Sum of gains, by document. */
function added(all) {
	const sums = new Map();
	for (const gains of all) for (const [document, gain] of gains) sums.set(document, (sums.get(document) ?? 0) + gain);
	return sums;
}
