/**
 * Sessions with people at terminals: JLine at the daemon's end of the socket, Gogo behind it. Nothing of this package but
 * {@link twitcher.shell.session.SessionHost} is loaded before the first session begins.
 */
package twitcher.shell.session;
