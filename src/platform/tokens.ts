/** Tokens for what Nest cannot find by class, because it is an interface or a plain value. */

/** The log: an `EventStore`. */
export const EVENT_STORE = Symbol('EVENT_STORE');
/** What day it is: a `Clock`. */
export const CLOCK = Symbol('CLOCK');
/** Who looked at whose details: a `ReadingLog`. */
export const READING_LOG = Symbol('READING_LOG');
/** How the platform was set up: `PlatformOptions`. */
export const PLATFORM_OPTIONS = Symbol('PLATFORM_OPTIONS');
