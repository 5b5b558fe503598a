/**
 * The Unix-domain socket over which a running daemon is administered. One thread moves the bytes of all clients; each
 * command runs on a thread of its own. Nothing here knows what a command is: see {@link twitcher.shell.socket.Commands}.
 */
package twitcher.shell.socket;
