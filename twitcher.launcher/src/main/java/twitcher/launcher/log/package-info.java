/**
 * Where the daemon's log goes: {@code java.util.logging} behind SLF4J, with handlers that never hold up the thread that
 * logs.
 */
package twitcher.launcher.log;
