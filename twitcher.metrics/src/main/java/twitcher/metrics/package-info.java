/** The daemon's figures for Prometheus. What counts, counts where it happens; here it gets its name and its format. */
package twitcher.metrics;
