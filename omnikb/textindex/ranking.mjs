/* Which documents are hits for what is wanted, and their scores. */

import { Scorer } from './scoring.mjs';

const { floor, max } = Math;

export class Ranking {
	constructor(index, wanted) {
		Object.assign(this, { wanted, scoring: index.manifest.scoring, priors: index.documents.priors });
		this.scorer = new Scorer(index.documents, this.scoring);
		this.sought = [...wanted.sought.values()];
		this.gains = new Map(this.sought.map((one) => [one.key, this.scorer.gains(one)]));
		this.having = new Map(this.sought.map(({ key, found }) => [key, new Set(found.keys())]));
		this.sums = this.added([...this.gains.values()]);
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
		const isEnough = (keys, document) => {
			const covered = this.weightOf(keys.filter((key) => this.has(key, document)));
			return covered > 0 && covered * 100 >= this.weightOf(keys) * this.scoring.least;
		};
		const fits = (document) => (!known.length || known.some((keys) => isEnough(keys, document)))
			&& required.every((one) => one.has(document)) && !refused.some((one) => one.has(document));
		return [...this.priors.keys()].filter(fits);
	}

	/* The score of each document that matches. */
	scores(matching) {
		const { sought, sums, priors, scorer, scoring: { coverage, best } } = this;
		const keys = sought.map((one) => one.key);
		const total = this.weightOf(keys);
		if (!total) return new Map(matching.map((document) => [document, priors[document]]));
		const scores = new Map(matching.map((document) => {
			const sum = sums.get(document) ?? 0;
			const covered = this.weightOf(keys.filter((key) => this.has(key, document)));
			const gained = floor((sum * (100 - coverage)) / 100) + floor((sum * coverage * covered) / (100 * total));
			return [document, gained + scorer.titled(sought, document)];
		}));
		const first = [...scores].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, best);
		for (const [document, score] of first) scores.set(document, score + scorer.closely(sought, document));
		return new Map([...scores].map(([document, score]) => [document, floor((score * priors[document]) / 64)]));
	}

	weightOf(keys) {
		return keys.reduce((sum, key) => sum + this.wanted.sought.get(key).weight, 0);
	}

	/* Sum of gains, by document. */
	added(all) {
		const sums = new Map();
		for (const gains of all) for (const [document, gain] of gains) sums.set(document, (sums.get(document) ?? 0) + gain);
		return sums;
	}

	/* In place of what a name's units add: what another name adds, in proportion and at less weight, where that is more. */
	addOtherNames({ keys, others }) {
		const typed = this.added(keys.map((key) => this.gains.get(key)));
		const best = new Map(typed);
		for (const other of others.filter((units) => units.length)) {
			const weight = other.reduce((sum, one) => sum + one.weight, 0);
			for (const [document, gain] of this.added(other.map((one) => this.scorer.gains(one)))) {
				if (!other.every((one) => one.found.has(document))) continue;
				const share = floor((gain * this.weightOf(keys) * this.scoring.synonym) / (100 * weight));
				best.set(document, max(best.get(document) ?? 0, share));
				for (const key of keys) this.having.get(key).add(document);
			}
		}
		for (const [document, gain] of best) this.sums.set(document, (this.sums.get(document) ?? 0) + gain - (typed.get(document) ?? 0));
	}
}
