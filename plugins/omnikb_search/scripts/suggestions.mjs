/* The dialog's list: results as one types, chosen with the arrow keys, spoken by screen readers. */

import { facts, failure, hitLink, marked, notes } from './answers.mjs';
import { ask } from './asking.mjs';
import { make, onTyping, say } from './interface.mjs';

const SHOWN = 8;
const ENOUGH = /^.{2}|[\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\ud800-\udfff]/; // two characters, or one that is a word by itself

/* Fills the dialog's parts from now on. `allResults(query)`: the address of the search page for a question. */
export function suggest(dialog, { input, list, notes: remarks, status }, allResults) {
  let asked = '';
  let turn = 0;

  const choose = (option) => {
    list.querySelector('[aria-selected=true]')?.setAttribute('aria-selected', 'false');
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  };

  const fill = (options, remarkNodes, text) => {
    list.replaceChildren(...options);
    remarks.replaceChildren(...remarkNodes);
    status.textContent = text;
    input.setAttribute('aria-expanded', String(options.length > 0));
    choose();
  };

  const search = async () => {
    const query = input.value.trim();
    if (query === asked) return;
    asked = query;
    turn += 1;
    const mine = turn;
    if (!ENOUGH.test(query)) return fill([], [], '');
    const patience = setTimeout(() => { status.textContent = say('searching'); }, 300);
    try {
      const answer = await ask({ query, size: SHOWN });
      if (mine === turn) show(answer, query);
    } catch (error) {
      if (mine === turn) fill([], [failure(error, retry)], '');
      asked = '';
    } finally {
      clearTimeout(patience);
    }
  };

  const retry = () => {
    input.focus();
    search();
  };

  const show = (answer, query) => {
    const options = answer.hits.map((hit, number) => option(number, hitLink(hit), { lang: hit.lang },
      make('span', { class: 'omnikb-search-title' }, ...marked(hit.title)), facts(hit),
      make('span', { class: 'omnikb-search-snippet' }, ...marked(hit.snippet))));
    if (answer.total > 0) options.push(option(options.length, allResults(query), { class: 'omnikb-search-all' }, say('all', { count: answer.total })));
    const text = answer.total ? say('found', { count: answer.total }) : say('nothing', { query });
    fill(options, notes(answer), text);
  };

  input.addEventListener('keydown', (event) => {
    if (event.isComposing || !['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
    const options = [...list.children];
    const chosen = options.findIndex((one) => one.getAttribute('aria-selected') === 'true');
    if (event.key === 'Enter') {
      if (chosen < 0) return;
      event.preventDefault();
      options[chosen].click();
    } else {
      event.preventDefault();
      const places = options.length + 1; // the last place is the text itself
      const step = event.key === 'ArrowDown' ? 1 : -1;
      choose(options[(((chosen < 0 ? places - 1 : chosen) + step) + places) % places]);
    }
  });
  list.addEventListener('click', (event) => {
    if (event.target.closest('[role=option]') && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
  });
  onTyping(input, search);
  search();
}

function option(number, href, attributes, ...children) {
  return make('a', { id: `omnikb-search-option-${number}`, role: 'option', 'aria-selected': 'false', tabindex: '-1', href, ...attributes }, ...children);
}
