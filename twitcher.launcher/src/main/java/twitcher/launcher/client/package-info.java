/**
 * One command, from a terminal to a daemon that runs, over its Unix-domain socket: the client's side of protocol
 * version 1, as {@code docs/protocol.md} describes it.
 */
package twitcher.launcher.client;
