import type { RunningApp } from '../support/app';

export interface FileAnswer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Asks for a file as somebody of a party would; waits for what anybody of the test has written before. */
export const fileFor =
  (running: RunningApp, party: string, role: string) =>
  async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<FileAnswer> => {
    const payload = { party, roles: [role] };
    const token = await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
    const { accessToken } = token.json<{ accessToken: string }>();
    const answer = await running.app.inject({
      url: `/api/v1${path}${path.includes('?') ? '&' : '?'}minPosition=${Math.max(1, running.position)}`,
      headers: { authorization: `Bearer ${accessToken}`, ...headers },
    });
    return { status: answer.statusCode, bytes: answer.rawPayload, headers: answer.headers };
  };
