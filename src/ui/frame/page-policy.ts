/** Own scripts, styles, fonts and icons from their own addresses; nothing within the page, nothing from elsewhere. */
export const framePolicy = (formTargets: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    // The design system draws some of its icons as backgrounds within the style sheet.
    "img-src 'self' data:",
    "connect-src 'self'",
    // Browsers hold a form to its targets through redirects too, and signing out goes on to the issuer.
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
