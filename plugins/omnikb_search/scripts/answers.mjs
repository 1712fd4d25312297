/* An answer of the engine as DOM nodes: hits, marked words, what was understood otherwise than written, failures. */

import { LANGUAGE, button, linkTo, make, say } from './interface.mjs';

/* Text of which some parts are marked: [[text, marked], …]. */
export function marked(pieces) {
  return pieces.map(([text, isMarked]) => (isMarked ? make('mark', {}, text) : text));
}

/* Type, date and section of a hit, in one line. */
export function facts(hit) {
  const parts = (hit.labels ?? []).map((text) => make('span', {}, text));
  if (hit.date) parts.push(make('time', { datetime: hit.date }, hit.date));
  if (hit.heading) parts.push(make('span', { class: 'omnikb-search-heading', lang: hit.lang }, hit.heading));
  return make('span', { class: 'omnikb-search-facts' }, ...parts);
}

export function hitLink(hit) {
  return linkTo(hit.address, hit.anchor);
}

/* What the reader should know about how the question was taken; a list of paragraphs, one for all that found nothing. */
export function notes(answer) {
  const missing = answer.notes.filter((note) => note.kind === 'missing').map((note) => note.word);
  const others = answer.notes.filter((note) => note.kind !== 'missing');
  const all = missing.length ? [...others, { kind: 'missing', word: missing.join(LANGUAGE === 'zh' ? '、' : ', ') }] : others;
  return all.map(({ kind, word, nearest }) => {
    const alone = kind.startsWith('unknown') && !nearest ? '-alone' : '';
    return make('p', {}, say(`note-${kind}${alone}`, { word, near: nearest }));
  });
}

/* A failure as a paragraph with a button to try again. */
export function failure(error, again) {
  const reason = error.reason ? say(`failed-${error.reason}`, error) : String(error.message);
  return make('p', { class: 'omnikb-search-failure', role: 'alert' }, say('failed', { reason }), ' ', button(say('retry'), {}, again));
}
