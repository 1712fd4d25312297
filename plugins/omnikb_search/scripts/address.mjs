/* What the search page shows, in its address: ?q=…&type=lesson&type=review&sort=date&page=2. */

import { shortened } from './interface.mjs';

const OWN = ['q', 'sort', 'page'];

export function readAddress() {
  const found = new URLSearchParams(location.search);
  const filters = {};
  for (const [name, value] of found) if (!OWN.includes(name)) (filters[name] ??= []).push(value);
  return {
    query: shortened(found.get('q') ?? ''),
    filters,
    sort: found.get('sort') === 'date' ? 'date' : 'relevance',
    page: Math.max(1, Math.min(9999, Number.parseInt(found.get('page'), 10) || 1)),
  };
}

/* The address of a state; parts that are as usual are left out. */
export function addressOf({ query, filters, sort, page }) {
  const parts = new URLSearchParams();
  if (query) parts.set('q', shortened(query));
  for (const [name, values] of Object.entries(filters)) for (const value of values) parts.append(name, value);
  if (sort !== 'relevance') parts.set('sort', sort);
  if (page > 1) parts.set('page', page);
  const text = parts.toString();
  return location.pathname + (text && `?${text}`);
}

/* The filters with one value turned on or off. */
export function toggled(filters, name, value) {
  const values = filters[name] ?? [];
  const changed = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  const { [name]: _, ...others } = filters;
  return changed.length ? { ...others, [name]: changed } : others;
}
