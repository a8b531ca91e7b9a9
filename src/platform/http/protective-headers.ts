import { DOCS_PATH } from './openapi';

/** What a browser may do with an answer that is no page: nothing. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

/** The page to browse the API: its own scripts and styles, and questions to this product alone. */
const DOCUMENTATION = [
  "default-src 'none'",
  "script-src 'self'",
  // The page of Swagger UI has its styles within it.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HSTS = 'max-age=31536000';

/** Answers for programs. No browser shows them as pages, so what guards pages would only make each answer longer. */
const API = '/api/v1/';

type Headers = Readonly<Record<string, string>>;

/** The headers of an answer by its address, before anything is known of the answer. */
export const protectiveHeaders = (publicUrl: string | undefined): ((url: string) => Headers) => {
  const every: Headers = {
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    ...(publicUrl?.startsWith('https:') ? { 'strict-transport-security': HSTS } : {}),
  };
  // What a browser shows, needs more. `Referrer-Policy` is not `no-referrer`: browsers would then hide the origin of our
  // own forms.
  const shown: Headers = {
    ...every,
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'x-permitted-cross-domain-policies': 'none',
  };
  const ofApi: Headers = { ...every, 'content-security-policy': NO_PAGE };
  // Pages bring their own content policy (`page.ts`).
  const ofOthers: Headers = { ...shown, 'content-security-policy': NO_PAGE };
  const ofDocumentation: Headers = { ...shown, 'content-security-policy': DOCUMENTATION };
  return (url) => {
    if (url.startsWith(API)) return ofApi;
    return url.startsWith(`/${DOCS_PATH}`) ? ofDocumentation : ofOthers;
  };
};
