/* What box and page share: the reader's words, addresses below the site's root, and DOM nodes. Text only ever becomes text. */

export const ROOT = new URL('../../../', import.meta.url);
export const LANGUAGE = /^zh/i.test(document.documentElement.lang) ? 'zh' : 'en';
export const LONGEST = 512; // code points of a question that are searched, and stand in an address: servers refuse long ones

let known = { page: 'search/', ask: '', index: 'assets/omnikb/search/index/', words: {} };

/* The site's settings, fetched once. Without them the search still works, in the words' keys. */
export const settings = fetch(new URL(`interface.${LANGUAGE}.json`, import.meta.url))
  .then((answer) => answer.json())
  .then((found) => (known = { ...known, ...found }), () => known);

/* A sentence in the reader's language; {name} stands for a value. */
export function say(key, values = {}) {
  const text = (values.count === 1 && known.words[`${key}.one`]) || known.words[key] || key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name] ?? whole;
    return typeof value === 'number' ? value.toLocaleString('en') : value;
  });
}

/* An address of the index, such as `lessons/a/`, for a link. `./` first, so that no path is taken for a scheme. */
export function linkTo(address, anchor = '') {
  const url = new URL(`./${address}`, ROOT);
  url.hash = anchor;
  return url.href;
}

/* An element with attributes (false and undefined: none) and children (strings are text). */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== false && value !== undefined) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

export function button(text, attributes, pressed) {
  const element = make('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', pressed);
  return element;
}

/* A question as it stands in an address. */
export function shortened(text) {
  return [...text.slice(0, 2 * LONGEST)].slice(0, LONGEST).join('');
}

/* Calls `changed` when someone has paused in typing; never within a composition, whose letters are not yet words. */
export function onTyping(input, changed) {
  let timer;
  const later = (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(changed, 120);
  };
  input.addEventListener('input', later);
  input.addEventListener('compositionend', () => later({}));
  return () => clearTimeout(timer);
}
