/* Filters of a query and of the interface, how many hits each value would leave, and what all of it is called. */

import { compare } from './bytes.js';
import { foldedName } from './characters.js';
import { nearestWord } from './spelling.js';

/* Ids of values by facet: wanted (any of them), and not wanted (none of them). */
export class Filters {
	wanted = new Map();

	unwanted = new Map();

	add(facet, values, excluded) {
		const into = excluded ? this.unwanted : this.wanted;
		into.set(facet, [...new Set([...(into.get(facet) ?? []), ...values])]);
	}

	get size() {
		return this.wanted.size + this.unwanted.size;
	}

	/* Whether a document passes all filters, or all but those of one facet. */
	allows(document, facets, but) {
		const has = ([id, values]) => facets.some((facet) => facet.id === id && valuesOf(facet, document).some(([value]) => values.includes(value)));
		return [...this.wanted].every((one) => one[0] === but || has(one)) && ![...this.unwanted].some(has);
	}
}

/* What a name stands for among facets or values: [its ids, the name nearest to it]. An id names its own, a label all that bear it. */
export function idsNamed(name, all, table, least) {
	const fold = (text) => foldedName(text, table);
	const names = new Map(all.flatMap(([id, labels]) => [...Object.values(labels), id].map((label) => [fold(label), label])).reverse());
	const folded = fold(name);
	const ids = all.filter(([, labels]) => Object.values(labels).some((label) => fold(label) === folded)).map(([id]) => id);
	const own = all.filter(([id]) => fold(id) === folded).map(([id]) => id);
	const { length } = [...folded];
	const near = nearestWord(folded, [...names.keys()], Math.max(least, (length > 3) + (length > 5)));
	return [own.includes(name) ? [name] : own.length ? own.slice(-1) : ids, names.get(near) ?? ''];
}

/* For each facet its values with the number of hits under all filters but its own; most frequent first, then by id. */
export function counted({ facets }, filters, matching) {
	return Object.fromEntries(facets.map((facet) => {
		const counts = new Map();
		const allowed = matching.filter((document) => filters.allows(document, facets, facet.id));
		for (const [id] of allowed.flatMap((document) => valuesOf(facet, document))) counts.set(id, (counts.get(id) ?? 0) + 1);
		return [facet.id, [...counts].sort((one, other) => other[1] - one[1] || compare(one[0], other[0]))];
	}));
}

function valuesOf(facet, document) {
	return facet.documents[document].map((number) => facet.values[number]);
}

/* The counts of an answer with labels for a reader; what is chosen stands there though it counts nothing. */
export function labelled({ facets }, answer, lang) {
	return facets.map(({ id, labels, values }) => {
		const [chosen, names] = [answer.filters[id] ?? [], new Map(values)];
		const counts = new Map([...answer.facets[id], ...chosen.map((value) => [value, 0]), ...answer.facets[id]]);
		const shown = Array.from(counts, ([value, count]) => ({ id: value, label: labelIn(lang, value, names.get(value)), count, chosen: chosen.includes(value) }));
		return { id, label: labelIn(lang, id, labels), values: shown };
	});
}

function labelIn(lang, id, labels = {}) {
	return labels[lang] ?? Object.values(labels)[0] ?? id;
}
