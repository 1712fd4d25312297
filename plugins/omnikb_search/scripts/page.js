/* The search page: question, facets, order and page stand in the address, so that it can be shared, reloaded and left. */

import { addressOf, readAddress, toggled } from './address.js';
import { facts, marked, remarks } from './answers.js';
import { ask } from './asking.js';
import { chips, showFacets } from './facet_boxes.js';
import { failure, field, isPlain, linkTo, make, part, say, site } from './interface.js';

const LENGTH = 20;
const WIDE = matchMedia('(min-width: 60em)');

/* Shows the search in its container. Called again when the theme puts another page in place. */
export function show(container) {
	const page = new SearchPage(container);
	page.revisit();
	window.onpopstate = () => container.isConnected && page.revisit();
}

class SearchPage {
	constructor(container) {
		// Where the keyboard goes on to the results
		const status = part('output', 'status', { tabindex: '-1' });
		Object.assign(this, {
			title: document.title,
			input: field({ change: () => { this.isTyping = false; } }, () => this.type()),
			summary: make('summary', {}),
			panel: make('div', {}),
			status,
			order: part('div', 'order'),
			chips: part('div', 'chips'),
			notes: part('output', 'notes'),
			list: part('ol', 'hits'),
			pages: part('nav', 'pages', { 'aria-label': say('pages') }),
		});
		const filters = part('details', 'filters', {}, this.summary, this.panel);
		this.results = make('section', { 'aria-label': say('results') },
			part('div', 'head', {}, status, this.order), this.chips, this.notes, this.list, this.pages);
		const submit = (event) => {
			event.preventDefault();
			this.type();
			this.isTyping = false;
			status.focus();
		};
		container.replaceChildren(part('form', 'form', { role: 'search', submit }, this.input, make('button', {}, say('search'))),
			part('div', 'columns', {}, filters, this.results));
		WIDE.onchange = () => { filters.open = WIDE.matches; };
		WIDE.onchange();
	}

	/* Shows what the address says. */
	revisit() {
		this.state = readAddress();
		this.input.value = this.state.query;
		this.isTyping = false;
		this.run();
	}

	/* A new entry in the history for each question and each change of facet, not for each letter. */
	type() {
		const query = this.input.value.trim();
		if (query === this.state.query) return;
		this.go({ query }, this.isTyping);
		this.isTyping = true;
	}

	go(change, isReplacing) {
		this.isTyping = false;
		this.state = { ...this.state, page: 1, ...change };
		history[isReplacing ? 'replaceState' : 'pushState'](null, '', addressOf(this.state));
		this.run();
	}

	async run() {
		const { results, status, state, title } = this;
		results.ariaBusy = true;
		document.title = state.query ? `${state.query} - ${title}` : title;
		const answer = await ask({ ...state, size: LENGTH, facets: true }, status, () => state === this.state);
		if (state !== this.state) return;
		results.ariaBusy = false;
		const hadFocus = results.matches(':focus-within') || (state.query && document.activeElement === document.body);
		if (answer.error) this.fail(answer.error);
		else this.fill(answer);
		if (hadFocus) status.focus({ preventScroll: true });
	}

	fail(error) {
		for (const one of [this.status, this.list, this.pages, this.order, this.chips]) one.replaceChildren();
		this.notes.replaceChildren(failure(error, this.input, () => this.run()));
	}

	fill(answer) {
		const { state } = this;
		const { total: count, filters, labelled, rest } = answer;
		const last = Math.ceil(count / LENGTH);
		if (last && state.page > last) return this.go({ page: last }, true);
		// Filters written in the question become boxes as soon as a box is changed
		const filter = (wanted) => {
			if (this.input.value.trim() === state.query) this.input.value = rest;
			this.go({ query: this.input.value.trim(), filters: wanted });
		};
		const toggle = (id, value) => filter(toggled(filters, id, value));
		const number = Object.values(filters).flat().length;
		this.status.textContent = count ? say('found', { count }) : say(state.query ? 'nothing' : 'nothing-here', state);
		this.summary.textContent = say(number ? 'filters-set' : 'filters', { count: number });
		showFacets(this.panel, labelled, toggle);
		this.chips.replaceChildren(...chips(labelled, toggle, () => filter({})));
		this.notes.replaceChildren(...remarks(answer), ...(count ? [] : [this.wayOut()]));
		this.list.replaceChildren(...answer.hits.map((hit) => item(hit, answer)));
		const orders = ['relevance', 'date'].map((sort) => make('button', { 'aria-pressed': String(state.sort === sort), click: () => this.go({ sort }) }, say(`sort-${sort}`)));
		this.order.replaceChildren(...(count > 1 && state.query ? [say('sort'), ...orders] : []));
		this.showPages(last);
	}

	wayOut() {
		const { ask: help } = site;
		return make('p', {}, say('try-fewer'), ' ',
			help && make('a', { href: /^(https|mailto):/.test(help) ? help : linkTo(help) }, say('ask')));
	}

	showPages(last) {
		const { page } = this.state;
		const link = (number, text, rel) => make('a', {
			rel,
			href: addressOf({ ...this.state, page: number }),
			click: (event) => {
				if (!isPlain(event)) return;
				event.preventDefault();
				this.go({ page: number });
				scrollTo(0, 0);
			},
		}, text);
		this.pages.replaceChildren(...(last > 1 ? [
			page > 1 ? link(page - 1, say('previous'), 'prev') : '',
			make('span', {}, `${page} / ${last}`),
			page < last ? link(page + 1, say('next'), 'next') : '',
		] : []));
	}
}

function item(hit, answer) {
	const { lang } = hit;
	return make('li', {}, make('h2', { lang }, make('a', { href: linkTo(hit.address) }, ...marked(hit.title))),
		facts(hit, make('a', { lang, href: linkTo(hit.address, hit.anchor) }, hit.heading), answer),
		part('p', 'snippet', { lang }, ...marked(hit.snippet)));
}
