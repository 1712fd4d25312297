/* The facets of an answer: check boxes with counts, the top values first; and the chosen ones as chips. */

import { make, part, say } from './interface.js';

const TOP = 6;
const expanded = new Set();

/* Fills `panel`; `toggle(facet, value)` is called when a box is changed. The focus stays where it was. */
export function showFacets(panel, facets, toggle) {
	const focused = document.activeElement?.id;
	panel.replaceChildren(...facets.filter(({ values }) => values.length).map(({ id, label, values }) => {
		const isOpen = expanded.has(id);
		const shown = values.filter((value, place) => isOpen || place < TOP || value.chosen);
		const boxes = shown.map((value) => make('label', {},
			make('input', { type: 'checkbox', id: `omnikb-${id}-${value.id}`, value: value.id, checked: value.chosen && '', change: () => toggle(id, value.id) }),
			make('span', {}, value.label), part('span', 'count', {}, value.count.toLocaleString('en'))));
		const more = () => {
			if (!expanded.delete(id)) expanded.add(id);
			showFacets(panel, facets, toggle);
		};
		if (isOpen || shown.length < values.length) {
			boxes.push(part('button', 'more', { id: `omnikb-more-${id}`, 'aria-expanded': String(isOpen), click: more },
				say(isOpen ? 'fewer' : 'more', { count: values.length - shown.length })));
		}
		return make('fieldset', { 'data-facet': id }, make('legend', {}, label), ...boxes);
	}));
	document.getElementById(focused)?.focus();
}

/* The chosen values as buttons that take them away again, and one for all of them. */
export function chips(facets, toggle, clear) {
	const buttons = facets.flatMap(({ id, label, values }) => values.filter((value) => value.chosen).map((value) => {
		const name = `${label}: ${value.label}`;
		return part('button', 'chip', { 'aria-label': say('remove', { name }), click: () => toggle(id, value.id) }, `${name} ×`);
	}));
	return buttons.length > 1 ? [...buttons, part('button', 'chip', { click: clear }, say('clear'))] : buttons;
}
