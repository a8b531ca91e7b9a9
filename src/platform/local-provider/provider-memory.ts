import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { systemClient } from './local-clients';

/** Things remembered at most, so that a loop against the provider does not fill the machine's memory. */
const THINGS_MAX = 5_000;

interface Kept {
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Where a local provider keeps what people are in the middle of. Nothing of it needs to survive a restart. */
export const providerMemory = (): AdapterFactory => {
  const things = new Map<string, Kept>();
  return (model) => new RememberedModel(model, things);
};

class RememberedModel implements Adapter {
  constructor(
    private readonly model: string,
    private readonly things: Map<string, Kept>,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn = Infinity): Promise<void> {
    const [oldest] = this.things.size >= THINGS_MAX ? this.things.keys() : [];
    if (oldest !== undefined) this.things.delete(oldest);
    this.things.set(this.keyOf(id), { payload, until: Date.now() + expiresIn * 1_000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    // Every system there could be is registered, because its id says all there is to know of it.
    if (this.model === 'Client') return systemClient(id);
    const kept = this.things.get(this.keyOf(id));
    return kept && kept.until > Date.now() ? kept.payload : undefined;
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.findWhere((payload) => payload.uid === uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.findWhere((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.things.delete(this.keyOf(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of this.things)
      if (key.startsWith(this.keyOf('')) && payload.grantId === grantId) this.things.delete(key);
  }

  private async findWhere(matches: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> {
    for (const [key, { payload, until }] of this.things)
      if (key.startsWith(this.keyOf('')) && until > Date.now() && matches(payload)) return payload;
    return undefined;
  }

  private keyOf(id: string): string {
    return `${this.model} ${id}`;
  }
}
