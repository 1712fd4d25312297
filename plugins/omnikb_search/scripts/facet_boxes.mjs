/* The facets of an answer: check boxes with counts, the top values first, and the chosen ones as chips. */

import { button, make, say } from './interface.mjs';

const TOP = 6;
const expanded = new Set();

/* Fills `panel`; `toggle(facet, value)` is called when a box is changed. The focus stays where it was. */
export function showFilters(panel, facets, toggle) {
  const focused = document.activeElement?.id;
  panel.replaceChildren(...facets.filter((facet) => facet.values.length).map((facet) => group(facet, toggle, () => showFilters(panel, facets, toggle))));
  if (focused && panel.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused).focus();
}

function group(facet, toggle, again) {
  const open = expanded.has(facet.id);
  const shown = facet.values.filter((value, place) => open || place < TOP || value.chosen);
  const group = make('fieldset', { 'data-facet': facet.id }, make('legend', {}, facet.label), ...shown.map((value) => box(facet.id, value, toggle)));
  const hidden = facet.values.length - shown.length;
  if (hidden || open) {
    const id = `omnikb-facet-more-${facet.id}`;
    group.append(button(open ? say('fewer') : say('more', { count: hidden }), { id, class: 'omnikb-search-more', 'aria-expanded': String(open) }, () => {
      if (!expanded.delete(facet.id)) expanded.add(facet.id);
      again();
    }));
  }
  return group;
}

function box(name, value, toggle) {
  const input = make('input', { type: 'checkbox', id: `omnikb-facet-${name}-${value.id}`, value: value.id, checked: value.chosen });
  input.addEventListener('change', () => toggle(name, value.id));
  return make('label', {}, input, make('span', {}, value.label), make('span', { class: 'omnikb-search-count' }, value.count.toLocaleString('en')));
}

/* The chosen values as buttons that take them away again. */
export function chips(facets, toggle, clear) {
  const chosen = facets.flatMap((facet) => facet.values.filter((value) => value.chosen).map((value) => [facet, value]));
  const buttons = chosen.map(([facet, value]) => {
    const name = `${facet.label}: ${value.label}`;
    return button(`${name} ×`, { 'aria-label': say('remove', { name }), class: 'omnikb-search-chip' }, () => toggle(facet.id, value.id));
  });
  if (chosen.length > 1) buttons.push(button(say('clear'), { class: 'omnikb-search-chip' }, clear));
  return buttons;
}
