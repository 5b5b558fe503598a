/**
 * Carries out commands by Gogo, the command processor of Apache Felix. Nothing of this package is loaded while Gogo is
 * away.
 */
package twitcher.shell.gogo;
