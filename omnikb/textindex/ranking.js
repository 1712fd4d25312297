/* Which documents are hits for what is wanted, and their scores. */

import { sum } from './bytes.js';
import { withAll } from './postings.js';
import { Scorer } from './scoring.js';

const { floor, max } = Math;

export class Ranking {
	constructor({ manifest: { scoring }, documents }, wanted) {
		this.scorer = new Scorer(documents, scoring);
		Object.assign(this, { wanted, scoring, priors: documents.priors, sought: [...wanted.sought.values()] });
		// Which documents have a unit, or another name of what the unit is part of
		this.having = new Map(this.sought.map(({ key, found }) => {
			const has = new Uint8Array(this.priors.length);
			for (const document of found.documents) has[document] = 1;
			return [key, has];
		}));
		this.sums = this.scorer.gains(this.sought);
		for (const name of wanted.names) this.addOtherNames(name);
	}

	/* Documents that have enough of any clause's words, all phrases, and nothing that was refused, in order. */
	matching() {
		const { clauses, required, refused } = this.wanted;
		const enough = clauses.map((clause) => {
			const keys = clause.keys.filter((key) => this.having.get(key).includes(1));
			const [covered, least] = [this.covered(keys), max(1, this.weightOf(keys) * this.scoring.least)];
			return (document) => covered[document] * 100 >= least;
		});
		return [...this.priors.keys()].filter((document) => (!enough.length || enough.some((has) => has(document)))
			&& required.every((one) => one.has(document)) && !refused.some((one) => one.has(document)));
	}

	/* The scores of all documents, for those that match. */
	scores(matching) {
		const { sought, sums, priors, scorer, scoring: { coverage, best } } = this;
		const keys = sought.map(({ key }) => key);
		const total = this.weightOf(keys);
		if (!total) return priors;
		const [covered, titled, scores] = [this.covered(keys), scorer.titled(sought), sums.slice()];
		for (const document of matching) {
			const gained = floor((sums[document] * coverage * covered[document]) / (100 * total));
			scores[document] = floor((sums[document] * (100 - coverage)) / 100) + gained + titled[document];
		}
		const first = matching.slice().sort((one, other) => scores[other] - scores[one] || one - other).slice(0, best);
		for (const document of first) scores[document] += scorer.closely(sought, document);
		return scores.map((score, document) => floor((score * priors[document]) / 64));
	}

	weightOf(keys) {
		return sum(keys, (key) => this.wanted.sought.get(key).weight);
	}

	/* Sum of the weights of the units that each document has. */
	covered(keys) {
		const all = new Float64Array(this.priors.length);
		for (const key of keys) {
			const weight = this.weightOf([key]);
			this.having.get(key).forEach((has, document) => { all[document] += weight * has; });
		}
		return all;
	}

	/* In place of what a name's units add: what another name adds, in proportion and at less weight, where that is more. */
	addOtherNames({ keys, others }) {
		const typed = this.scorer.gains(keys.map((key) => this.wanted.sought.get(key)));
		const best = typed.slice();
		for (const other of others.filter((units) => units.length)) {
			const [gains, weight] = [this.scorer.gains(other), 100 * sum(other, (one) => one.weight)];
			for (const document of withAll(other.map((one) => one.found))) {
				best[document] = max(best[document], floor((gains[document] * this.weightOf(keys) * this.scoring.synonym) / weight));
				for (const key of keys) this.having.get(key)[document] = 1;
			}
		}
		this.sums = this.sums.map((gain, document) => gain + best[document] - typed[document]);
	}
}
