/* What the search page shows, in its address: ?q=…&type=lesson&type=review&sort=date&page=2. */

import { shortened } from './interface.js';

export function readAddress() {
	const parts = new URLSearchParams(location.search);
	const { q = '', sort, page, ...names } = Object.fromEntries(parts);
	const filters = Object.fromEntries(Object.keys(names).map((name) => [name, parts.getAll(name)]));
	return { query: shortened(q.trim()), filters, sort: sort === 'date' ? sort : 'relevance', page: Math.max(1, parseInt(page, 10) || 1) };
}

/* The address of a state; what is as usual is left out. */
export function addressOf({ query, filters, sort, page }) {
	const parts = Object.entries(filters).flatMap(([name, values]) => values.map((value) => [name, value]));
	if (query) parts.unshift(['q', shortened(query)]);
	if (sort === 'date') parts.push(['sort', sort]);
	if (page > 1) parts.push(['page', page]);
	return location.pathname + (parts.length ? `?${new URLSearchParams(parts)}` : '');
}

/* The filters with one value turned on or off. */
export function toggled(filters, name, value) {
	const values = filters[name] ?? [];
	return { ...filters, [name]: values.includes(value) ? values.filter((one) => one !== value) : [...values, value] };
}
