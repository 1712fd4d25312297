/* The search page: question, facets, order and page stand in the address, so that it can be shared, reloaded and left. */

import { addressOf, readAddress, toggled } from './address.mjs';
import { facts, failure, hitLink, marked, notes } from './answers.mjs';
import { ask } from './asking.mjs';
import { chips, showFilters } from './facet_boxes.mjs';
import { button, linkTo, make, onTyping, say, settings } from './interface.mjs';

const LENGTH = 20;
const SHOWN = ['type', 'status']; // facets whose values stand with a hit
const WIDE = matchMedia('(min-width: 60em)');

/* Shows the search in its container. Called again when the theme puts another page in place. */
export async function show(container) {
  const { ask: help } = await settings;
  new SearchPage(container, help).run();
}

class SearchPage {
  constructor(container, help) {
    this.help = help;
    this.state = readAddress();
    this.turn = 0;
    this.title = document.title;
    this.build(container);
    this.left = new AbortController();
    addEventListener('popstate', () => this.return(container), { signal: this.left.signal });
  }

  build(container) {
    this.input = make('input', {
      type: 'text', name: 'q', 'aria-label': say('search'), placeholder: say('hint'), autocomplete: 'off', autocapitalize: 'off',
      spellcheck: 'false', inputmode: 'search', enterkeyhint: 'search',
    });
    this.form = make('form', { role: 'search', class: 'omnikb-search-form' }, this.input, make('button', { type: 'submit' }, say('search')));
    this.panel = make('div', {});
    this.summary = make('summary', {});
    this.filters = make('details', { class: 'omnikb-search-filters' }, this.summary, this.panel);
    this.status = make('p', { role: 'status', class: 'omnikb-search-status', tabindex: '-1' });
    this.order = make('div', { class: 'omnikb-search-order' });
    this.notes = make('div', { class: 'omnikb-search-notes' });
    this.chips = make('div', { class: 'omnikb-search-chips' });
    this.list = make('ol', { class: 'omnikb-search-hits' });
    this.pages = make('nav', { 'aria-label': say('pages'), class: 'omnikb-search-pages' });
    this.results = make('section', { 'aria-label': say('results') },
      make('div', { class: 'omnikb-search-head' }, this.status, this.order), this.chips, this.notes, this.list, this.pages);
    container.replaceChildren(this.form, make('div', { class: 'omnikb-search-columns' }, this.filters, this.results));
    this.input.value = this.state.query;
    const unfold = () => { this.filters.open = WIDE.matches; };
    WIDE.addEventListener('change', unfold);
    unfold();
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.typed();
      this.typing = false;
    });
    onTyping(this.input, () => this.typed());
    this.input.addEventListener('change', () => { this.typing = false; });
  }

  /* A new entry in the history for each question and each change of facet, not for each letter. */
  typed() {
    const query = this.input.value.trim();
    if (query !== this.state.query) this.go({ query, page: 1 }, this.typing);
    this.typing = true;
  }

  go(change, replace = false) {
    this.typing = false;
    this.state = { ...this.state, ...change };
    history[replace ? 'replaceState' : 'pushState'](null, '', addressOf(this.state));
    this.run();
  }

  return(container) {
    if (!container.isConnected) return this.left.abort();
    this.state = readAddress();
    this.input.value = this.state.query;
    this.typing = false;
    this.run();
  }

  async run() {
    this.results.setAttribute('aria-busy', 'true');
    this.turn += 1;
    const mine = this.turn;
    const { query, filters, sort, page } = this.state;
    document.title = query ? `${query} - ${this.title}` : this.title;
    const patience = setTimeout(() => { this.status.textContent = say('searching'); }, 300);
    try {
      const answer = await ask({ query, filters, sort, page, size: LENGTH, facets: true, shown: SHOWN });
      if (mine === this.turn) this.fill(answer);
    } catch (error) {
      if (mine === this.turn) this.fail(error);
    } finally {
      clearTimeout(patience);
      if (mine === this.turn) this.results.setAttribute('aria-busy', 'false');
    }
  }

  fail(error) {
    this.status.textContent = '';
    for (const part of [this.list, this.pages, this.order, this.chips]) part.replaceChildren();
    this.notes.replaceChildren(failure(error, () => {
      this.input.focus();
      this.run();
    }));
  }

  fill(answer) {
    const last = Math.ceil(answer.total / LENGTH);
    if (last && this.state.page > last) return this.go({ page: last }, true);
    // Filters written in the question become boxes as soon as a box is changed
    const filter = (filters) => {
      this.input.value = answer.rest;
      this.go({ query: answer.rest, filters, page: 1 });
    };
    const toggle = (id, value) => filter(toggled(answer.filters, id, value));
    const chosen = chips(answer.labelled, toggle, () => filter({}));
    this.status.textContent = answer.total ? say('found', { count: answer.total }) : this.nothing();
    this.summary.textContent = chosen.length ? say('filters-set', { count: Object.values(answer.filters).flat().length }) : say('filters');
    showFilters(this.panel, answer.labelled, toggle);
    this.chips.replaceChildren(...chosen);
    this.notes.replaceChildren(...notes(answer), ...(answer.total ? [] : [this.wayOut()]));
    this.list.replaceChildren(...answer.hits.map(item));
    this.list.start = (this.state.page - 1) * LENGTH + 1;
    this.showOrder(answer);
    this.showPages(last);
  }

  nothing() {
    return this.state.query ? say('nothing', { query: this.state.query }) : say('nothing-here');
  }

  wayOut() {
    const out = make('p', {}, say('try-fewer'));
    if (this.help) out.append(' ', make('a', { href: /^(https|mailto):/.test(this.help) ? this.help : linkTo(this.help) }, say('ask')));
    return out;
  }

  showOrder(answer) {
    const orders = ['relevance', 'date'].map((sort) => button(say(`sort-${sort}`), { 'aria-pressed': String(this.state.sort === sort) },
      () => this.go({ sort, page: 1 })));
    this.order.replaceChildren(...(answer.total > 1 && this.state.query ? [make('span', {}, say('sort')), ...orders] : []));
  }

  showPages(last) {
    const current = this.state.page;
    const link = (page, text, attributes) => {
      const element = make('a', { href: addressOf({ ...this.state, page }), ...attributes }, text);
      element.addEventListener('click', (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.go({ page });
        this.status.focus();
        scrollTo({ top: 0 });
      });
      return element;
    };
    const links = around(current, last).map((page) => (page
      ? link(page, page.toLocaleString('en'), { 'aria-label': say('page', { number: page }), 'aria-current': page === current && 'page' })
      : '…'));
    if (current > 1) links.unshift(link(current - 1, say('previous'), { rel: 'prev' }));
    if (current < last) links.push(link(current + 1, say('next'), { rel: 'next' }));
    this.pages.replaceChildren(...(last > 1 ? links : []));
  }
}

function item(hit) {
  const title = make('h2', { lang: hit.lang }, make('a', { href: linkTo(hit.address) }, ...marked(hit.title)));
  const snippet = make('p', { class: 'omnikb-search-snippet', lang: hit.lang }, ...marked(hit.snippet));
  const line = facts(hit);
  const heading = line.querySelector('.omnikb-search-heading');
  heading?.replaceChildren(make('a', { href: hitLink(hit) }, ...heading.childNodes));
  return make('li', {}, title, line, snippet);
}

/* The numbers of pages to offer: the ends, the neighbours, and 0 for what is left out. */
function around(page, last) {
  const near = [1, 2, page - 1, page, page + 1, last - 1, last].filter((one, place, all) => one >= 1 && one <= last && all.indexOf(one) === place);
  return near.sort((a, b) => a - b).flatMap((one, place, all) => (place && one - all[place - 1] > 1 ? [0, one] : [one]));
}
