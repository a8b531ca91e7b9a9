import type { ClientMetadata } from 'oidc-provider';
import { LOCAL_ALGORITHM } from '../auth/local-issuer';
import { CALLBACK_PATH, SIGNED_OUT_PATH } from '../auth/web-paths';
import { personaOf } from './personas';

/** The product's own client at its local provider. */
export const WEB_CLIENT = 'pladsbog-web';
/** Every system's secret. It protects nothing: whoever can reach the provider may be anybody. */
const SYSTEM_SECRET = 'local';

/** @param origin where browsers find the product. */
export const webClient = (origin: string, secret: string): ClientMetadata => ({
  client_id: WEB_CLIENT,
  client_secret: secret,
  redirect_uris: [origin + CALLBACK_PATH],
  post_logout_redirect_uris: [origin + SIGNED_OUT_PATH],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  id_token_signed_response_alg: LOCAL_ALGORITHM,
});

/** A system that acts for itself: its client id says for whom and as what. */
export const systemClient = (id: string): ClientMetadata | undefined =>
  personaOf(id) && {
    client_id: id,
    client_secret: SYSTEM_SECRET,
    redirect_uris: [],
    grant_types: ['client_credentials'],
    response_types: [],
    id_token_signed_response_alg: LOCAL_ALGORITHM,
  };
