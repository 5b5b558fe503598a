/**
 * Felix health checks, one a class. Each looks at what the parts of the daemon say of themselves, blocks for nothing, and
 * is critical when that part is not there: a check that vanished with it would leave everything looking well.
 */
package twitcher.health;
