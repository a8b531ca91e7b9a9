import type { IssuersByName, TrustedIssuer } from './access-tokens';
import type { DiscoveredIssuer } from './discovered-issuer';
import type { LocalIssuer } from './local-issuer';
import type { SignInIssuer } from '../sessions/sign-in-issuer';

/** Every issuer whose tokens are taken: those of the settings, and the local one where it is on. */
export class TrustedIssuers implements IssuersByName {
  private readonly byName: ReadonlyMap<string, DiscoveredIssuer>;

  constructor(
    readonly discovered: readonly DiscoveredIssuer[],
    readonly local: LocalIssuer | null,
  ) {
    this.byName = new Map(discovered.map((issuer) => [issuer.settings.issuer, issuer]));
  }

  named(issuer: string): TrustedIssuer | undefined {
    return this.byName.get(issuer) ?? (this.local?.isNamed(issuer) === true ? this.local : undefined);
  }

  /** Those at which people sign in, in the order of the settings. */
  signIn(): readonly SignInIssuer[] {
    return this.discovered.flatMap((issuer, at) => {
      const { title, signIn, issuer: address } = issuer.settings;
      if (!signIn) return [];
      const origins = [new URL(address).origin];
      const configuration = () => issuer.configuration();
      return [
        { id: String(at), title, signIn, origins, configuration, actorFrom: (claims) => issuer.actorFrom(claims) },
      ];
    });
  }
}
