import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Day } from '../kernel/calendar';
import type { PartyCode, Role } from '../kernel/vocabulary';
import type { Clock } from '../platform/clock';

/** A clock that the story moves. */
export class StoryClock implements Clock {
  constructor(private day: Day) {}

  turnTo(day: Day): void {
    this.day = day;
  }

  now(): string {
    return new Date().toISOString();
  }

  today(): Day {
    return this.day;
  }
}

/** The product refused what the story asked for; the story's own settings are to blame. */
export class StoryRefused extends Error {
  constructor(path: string, detail: string) {
    super(`${detail} (${path})`);
    this.name = 'StoryRefused';
  }
}

/** Asks the product as its users do, over its HTTP routes, and reads what it has just written. */
export class StoryClient {
  private position = 0;
  private readonly tokens = new Map<string, string>();

  constructor(private readonly app: NestFastifyApplication) {}

  async post<T>(party: PartyCode, role: Role, path: string, body: object = {}): Promise<T> {
    const token = await this.tokenOf(party, role);
    const answer = await this.app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${token}` },
      payload: body,
    });
    return this.read<T>(path, answer);
  }

  async get<T>(party: PartyCode, role: Role, path: string): Promise<T> {
    const token = await this.tokenOf(party, role);
    const url = `/api/v1${path}${path.includes('?') ? '&' : '?'}minPosition=${Math.max(this.position, 1)}`;
    return this.read<T>(path, await this.app.inject({ url, headers: { authorization: `Bearer ${token}` } }));
  }

  private read<T>(path: string, answer: { statusCode: number; json: () => unknown }): T {
    const said = answer.json() as { detail?: string; position?: number };
    if (answer.statusCode >= 400) throw new StoryRefused(path, said.detail ?? `${answer.statusCode}`);
    if (said.position !== undefined) this.position = Math.max(this.position, said.position);
    return said as T;
  }

  private async tokenOf(party: PartyCode, role: Role): Promise<string> {
    const known = this.tokens.get(`${party}/${role}`);
    if (known !== undefined) return known;
    const payload = { party, roles: [role], subject: `demo-${role}` };
    const answer = await this.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
    const { accessToken } = answer.json<{ accessToken: string }>();
    this.tokens.set(`${party}/${role}`, accessToken);
    return accessToken;
  }
}
