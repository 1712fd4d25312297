/* The engine in a worker of its own: questions come in, answers or failures go out, each with its number. */

import { Searcher } from './searcher.mjs';

const searchers = new Map();

addEventListener('message', async ({ data: { number, folder, question } }) => {
  if (!searchers.has(folder)) searchers.set(folder, new Searcher(folder));
  try {
    postMessage({ number, answer: await searchers.get(folder).search(question.query, question) });
  } catch (error) {
    if (!error.reason) console.error(error); // ours to mend, so not in silence
    postMessage({ number, failure: { reason: error.reason, file: error.file, message: error.message } });
  }
});
