// Everything works without this file. It keeps the parts of a page that are marked `data-live` up to date, and puts the
// focus on what has to be mended in a form.
(() => {
  'use strict';

  document.querySelector('.fault-summary')?.focus();

  const LEAST_MS = 2000;
  let asked = 0;
  let waiting;

  // Nothing moves under the hands of somebody who is reading or writing there.
  const isBusy = (part) => part.contains(document.activeElement) && document.activeElement !== document.body;

  const refresh = async () => {
    waiting = undefined;
    asked = Date.now();
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const next = fresh.getElementById(part.id);
      if (next && next.innerHTML !== part.innerHTML && !isBusy(part)) part.replaceChildren(...next.childNodes);
    }
  };

  if (document.querySelector('[data-live]') && 'EventSource' in window) {
    const source = new EventSource('/live');
    source.addEventListener('moved', () => {
      waiting ??= setTimeout(() => refresh().catch(() => undefined), Math.max(0, asked + LEAST_MS - Date.now()));
    });
    addEventListener('pagehide', () => source.close());
  }
})();
