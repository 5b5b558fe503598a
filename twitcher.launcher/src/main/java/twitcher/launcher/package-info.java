/**
 * The program: reads the command line, then either runs the daemon (an OSGi framework in this process) or hands one
 * command to a daemon that runs.
 */
package twitcher.launcher;
