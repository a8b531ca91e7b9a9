import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LightMyRequestResponse } from 'fastify';

const REDIRECTS_MAX = 10;

/** As much of a browser as signing in needs: cookies, redirects, and what it says of where a request comes from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** The address of the page last shown. */
  at = '/';
  /** Addresses of other hosts it was sent to, where it stopped. */
  sentTo: string | undefined;

  constructor(
    readonly app: NestFastifyApplication,
    readonly origin = 'http://localhost',
  ) {}

  /** One request, without following where it leads. */
  async send(
    method: 'GET' | 'POST',
    url: string,
    { form, json, headers = {} }: { form?: string; json?: object; headers?: Record<string, string> } = {},
  ): Promise<LightMyRequestResponse> {
    const answer = await this.app.inject({
      method,
      url,
      headers: {
        host: new URL(this.origin).host,
        ...(this.cookies.size === 0 ? {} : { cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(form === undefined ? {} : { payload: form }),
      ...(json === undefined ? {} : { payload: json }),
    });
    for (const cookie of answer.cookies) {
      if (cookie.maxAge === 0 || (cookie.expires && cookie.expires.getTime() <= Date.now()))
        this.cookies.delete(cookie.name);
      else this.cookies.set(cookie.name, cookie.value);
    }
    return answer;
  }

  /** Goes to an address, and on to wherever it is sent on this host. */
  open(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.follow(this.send('GET', url, { headers }), url);
  }

  /** Presses a button of a form on the page shown. */
  submit(url: string, form = '', headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.follow(this.send('POST', url, { form, headers: { 'sec-fetch-site': 'same-origin', ...headers } }), url);
  }

  /** Signs in at the local provider. */
  async signIn(account: string, returnTo = '/'): Promise<LightMyRequestResponse> {
    await this.open(`/sign-in?til=${encodeURIComponent(returnTo)}`);
    return this.submit(this.at, `account=${account}`);
  }

  private async follow(first: Promise<LightMyRequestResponse>, url: string): Promise<LightMyRequestResponse> {
    let answer = await first;
    this.at = url;
    for (let hop = 0; hop < REDIRECTS_MAX; hop += 1) {
      const { location } = answer.headers;
      if (answer.statusCode < 300 || answer.statusCode > 399 || location === undefined) return answer;
      const next = new URL(location, this.origin);
      if (next.origin !== this.origin) {
        this.sentTo = next.href;
        return answer;
      }
      this.at = next.pathname + next.search;
      answer = await this.send('GET', this.at);
    }
    throw new Error(`Sent around in a circle, last to ${this.at}`);
  }
}
