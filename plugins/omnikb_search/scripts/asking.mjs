/* Asks the engine, which runs in a worker of its own so that typing never waits for it. */

import { LANGUAGE, ROOT, settings } from './interface.mjs';

let worker;
let asked = 0;
const waiting = new Map();

/* The engine's answer to a question. Rejects with {reason, file}, see `failure` in answers.mjs. */
export async function ask(question) {
  const { index } = await settings;
  worker ??= start();
  asked += 1;
  const number = asked;
  return new Promise((resolve, reject) => {
    waiting.set(number, { resolve, reject });
    worker.postMessage({ number, folder: new URL(index, ROOT).href, question: { lang: LANGUAGE, ...question } });
  });
}

function start() {
  const started = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data: { number, answer, failure } }) => {
    const { resolve, reject } = waiting.get(number);
    waiting.delete(number);
    if (failure) reject(failure);
    else resolve(answer);
  });
  started.addEventListener('error', () => stop(started));
  return started;
}

/* The scripts of the engine are not there: all who wait are told, and the next question starts anew. */
function stop(failed) {
  failed.terminate();
  worker = undefined;
  for (const { reject } of waiting.values()) reject({ reason: 'network', file: 'worker.mjs' });
  waiting.clear();
}
