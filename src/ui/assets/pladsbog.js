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
      if (next && next.innerHTML !== part.innerHTML && !isBusy(part)) {
        part.replaceChildren(...next.childNodes);
        part.querySelectorAll('table[data-grid]').forEach(makeGrid);
      }
    }
  };

  // Boards: one cell at a time can be tabbed to, and the keys go on from there.
  const PAGE_ROWS = 10;
  const STEPS = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    PageUp: [-PAGE_ROWS, 0],
    PageDown: [PAGE_ROWS, 0],
    Home: [0, -Infinity],
    End: [0, Infinity],
  };
  const target = (cell) => cell.firstElementChild ?? cell;
  // The first cell of a row is its head.
  const cellNear = (table, row, column) => {
    const rows = table.tBodies[0]?.rows ?? [];
    const cells = rows[Math.min(Math.max(row, 0), rows.length - 1)]?.cells ?? [];
    return cells[Math.min(Math.max(column, 1), cells.length - 1)];
  };
  const makeGrid = (table) => {
    for (const link of table.querySelectorAll('td a')) link.tabIndex = -1;
    const first = cellNear(table, 0, 1);
    if (first) target(first).tabIndex = 0;
  };
  document.querySelectorAll('table[data-grid]').forEach(makeGrid);
  document.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    const cell = event.target.closest?.('table[data-grid] td');
    if (!step || !cell || event.altKey || event.metaKey) return;
    const row = cell.parentElement;
    // With Ctrl, Home and End go to the corners of the board.
    const down = event.ctrlKey && step[0] === 0 && !Number.isFinite(step[1]) ? step[1] : step[0];
    const next = cellNear(row.closest('table'), row.sectionRowIndex + down, cell.cellIndex + step[1]);
    if (next?.tagName !== 'TD') return;
    event.preventDefault();
    target(cell).tabIndex = -1;
    target(next).tabIndex = 0;
    target(next).focus();
  });

  // A day with a slider: both move in step, the sentence follows, and so does what is shown.
  const DAY_MS = 86400000;
  const SETTLED_MS = 300;
  const spoken = new Intl.DateTimeFormat(document.documentElement.lang === 'en' ? 'en-GB' : 'da-DK', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  const fieldOf = (slider) => document.getElementById(slider.dataset.slides);
  const saidBy = ({ value, max, dataset: { end, before } }) =>
    end !== undefined && value === max ? end : before + spoken.format(value * DAY_MS);
  const say = (form) => {
    const said = form.querySelector('output[data-says]');
    if (!said) return;
    let sentence = said.dataset.says;
    for (const slider of form.querySelectorAll('[data-slides]')) {
      slider.setAttribute('aria-valuetext', saidBy(slider));
      sentence = sentence.replace(`{${fieldOf(slider).name}}`, saidBy(slider));
    }
    said.value = sentence;
  };
  let settling;
  const showSoon = (form) => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      const state = [...new FormData(form)].filter(([name, value]) => value !== '' && !/\.(slide|shown)$/.test(name));
      history.replaceState(null, '', `?${new URLSearchParams(state)}`);
      refresh().catch(() => undefined);
    }, SETTLED_MS);
  };
  for (const slider of document.querySelectorAll('[data-slides]')) {
    const { form } = slider;
    const field = fieldOf(slider);
    slider.addEventListener('input', () => {
      const empty = slider.dataset.end !== undefined && slider.value === slider.max;
      field.value = empty ? '' : new Date(slider.value * DAY_MS).toISOString().slice(0, 10);
      say(form);
      showSoon(form);
    });
    field.addEventListener('change', () => {
      slider.value = field.value === '' ? slider.max : Date.parse(field.value) / DAY_MS;
      say(form);
      showSoon(form);
    });
  }

  // Something runs that the ledger does not hear of: look again until the page says that it is over.
  const renew = () => {
    if (!document.querySelector('[data-renew]')) return;
    const again = () =>
      refresh()
        .catch(() => undefined)
        .then(renew);
    setTimeout(again, LEAST_MS);
  };
  renew();

  if (document.querySelector('[data-live]') && 'EventSource' in window) {
    const source = new EventSource('/live');
    source.addEventListener('moved', () => {
      waiting ??= setTimeout(() => refresh().catch(() => undefined), Math.max(0, asked + LEAST_MS - Date.now()));
    });
    addEventListener('pagehide', () => source.close());
  }
})();
