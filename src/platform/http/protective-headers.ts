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

/** Headers of every answer. `Referrer-Policy` is not `no-referrer`: browsers would then hide the origin of our own forms. */
export const protectiveHeaders = (publicUrl: string | undefined): Readonly<Record<string, string>> => ({
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-permitted-cross-domain-policies': 'none',
  ...(publicUrl?.startsWith('https:') ? { 'strict-transport-security': HSTS } : {}),
});

/** Pages bring their own policy (`page.ts`); everything else gets one of these. */
export const contentPolicyOf = (url: string): string => (url.startsWith(`/${DOCS_PATH}`) ? DOCUMENTATION : NO_PAGE);
