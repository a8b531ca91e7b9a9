import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { PATHS, SETTLEMENT } from '../../src/ui/frame/navigation';
import { RunningWork } from '../../src/ui/components/running-work';
import { VisitProvider } from '../../src/ui/frame/visit';
import { type RunningApp, startApp } from '../support/app';
import { openSmallMarket } from '../support/small-market';

let running: RunningApp;
let base: string;

beforeAll(async () => {
  running = await startApp('2020-03-02');
  await openSmallMarket(running);
  await running.settled();
  base = await running.app.getUrl();
});
afterAll(() => running.close());

const tokenOf = async (role: string): Promise<string> => {
  const answer = await fetch(`${base}/api/v1/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ party: '1082', roles: [role] }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
};

/** As the page draws it half-way, whatever the page is. */
const drawn = (at: string): string => {
  const visit = { actor: undefined, language: 'da' as const, path: at, query: new URLSearchParams() };
  const parts = { at, title: 'I gang', counted: 'Rækker', done: 3, of: 9, stop: 'Stands', children: 'Det tagne står.' };
  return render(h(VisitProvider, { value: visit, children: h(RunningWork, parts) }));
};

describe('Work that is running', () => {
  it.each([
    [PATHS.replay, 'auditor'],
    [PATHS.checkpoint, 'auditor'],
    [SETTLEMENT.paymentFiles, 'operator'],
  ])('is stopped from its page %s, and shown there again', async (at, role) => {
    const markup = drawn(at);
    const action = /<form[^>]*action="([^"]+)"/.exec(markup)?.[1] ?? '';
    const hidden = [...markup.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const answer = await fetch(base + action, {
      method: 'POST',
      redirect: 'manual',
      headers: { authorization: `Bearer ${await tokenOf(role)}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value])),
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringMatching(`^${at}`)]);
    expect(markup).toContain(`<a class="button button-secondary" href="${at}">Se, hvor langt den er nået</a>`);
  });
});
