/* Filters of a query and of the interface, how many hits each value would leave, and what all of it is called. */

import { compare } from './bytes.mjs';
import { foldedName } from './characters.mjs';
import { nearestWord } from './spelling.mjs';

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
	allows(document, facets, but = '') {
		const has = (id, values) => facets.some((facet) => facet.id === id && valuesOf(facet, document).some(([value]) => values.includes(value)));
		return [...this.wanted].every(([id, values]) => id === but || has(id, values)) && ![...this.unwanted].some((one) => has(...one));
	}
}

/* What a name stands for among [name, what] pairs, the first of equals; if it is none of them, the name nearest to it. */
function named(name, pairs, characters, least) {
	const names = new Map();
	for (const [label, what] of pairs) {
		const folded = foldedName(label, characters);
		names.set(folded, names.get(folded) ?? { label, all: [] }).get(folded).all.push(what);
	}
	const folded = foldedName(name, characters);
	const { length } = [...folded];
	const near = nearestWord(folded, [...names.keys()], Math.max(least, length < 4 ? 0 : length < 6 ? 1 : 2));
	return { all: names.get(folded)?.all ?? [], near: names.get(near)?.label ?? '' };
}

/* The id of the facet of a name, and else the name nearest to it. */
export function facetNamed(name, facets, characters) {
	const pairs = facets.flatMap(({ id, labels }) => [id, ...Object.values(labels)].map((label) => [label, id]));
	const { all, near } = named(name, pairs, characters, 0);
	return [all[0], near];
}

/* The ids of the values of a name, and else the name nearest to it. An id names its own value, a label all that bear it. */
export function valuesNamed(name, facet, characters) {
	const own = facet.values.find(([id]) => foldedName(id, characters) === foldedName(name, characters));
	const pairs = facet.values.flatMap(([id, labels]) => [...Object.values(labels), id].map((label) => [label, id]));
	const { all, near } = named(name, pairs, characters, 1);
	return [own ? [own[0]] : all, near];
}

/* For each facet its values with the number of hits under all filters but its own; most frequent first, then by id. */
export function counted({ facets }, filters, matching) {
	return Object.fromEntries(facets.map((facet) => {
		const counts = new Map();
		for (const document of matching) {
			if (!filters.allows(document, facets, facet.id)) continue;
			for (const [id] of valuesOf(facet, document)) counts.set(id, (counts.get(id) ?? 0) + 1);
		}
		return [facet.id, [...counts].sort((one, other) => other[1] - one[1] || compare(one[0], other[0]))];
	}));
}

function valuesOf(facet, document) {
	return facet.documents[document].map((number) => facet.values[number]);
}

/* The counts of an answer with labels for a reader; what is chosen stands there though it counts nothing. */
export function labelled({ facets }, answer, lang) {
	return facets.map(({ id, labels, values }) => {
		const chosen = answer.filters[id] ?? [];
		const counts = new Map([...chosen.map((value) => [value, 0]), ...answer.facets[id]]);
		const shown = [...counts].sort((one, other) => other[1] - one[1]).map(([value, count]) => (
			{ id: value, label: labelIn(lang, value, Object.fromEntries(values)[value]), count, chosen: chosen.includes(value) }));
		return { id, label: labelIn(lang, id, labels), values: shown };
	});
}

/* What a document's values of some facets are called. */
export function labelsOf({ facets }, document, ids, lang) {
	const shown = facets.filter(({ id }) => ids.includes(id));
	return shown.flatMap((facet) => valuesOf(facet, document).map((value) => labelIn(lang, ...value)));
}

function labelIn(lang, id, labels = {}) {
	return labels[lang] ?? Object.values(labels)[0] ?? id;
}
