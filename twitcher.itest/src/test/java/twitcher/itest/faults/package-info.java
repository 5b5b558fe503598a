/**
 * Faults of every kind, at random, and a checker that holds the real daemon to the promise that no final state is lost:
 * docs/decisions/faults.md.
 */
package twitcher.itest.faults;
