/** What the bench drops into a daemon as a bundle. */
package bench.stamp;
